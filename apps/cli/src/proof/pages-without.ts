import {
  compareCover,
  InclusionPaths,
  pageHash,
  type CoverBook,
  type CoverEntry,
  type ProvenPage,
} from '@sedekah/proof';

export type WorkerMonth = Omit<CoverEntry, 'units'>;

/**
 * The pages of the list of cover in which, or between which, the worker would stand in that month, each with its path.
 * Goes over the list twice and keeps these pages only. @returns undefined when the worker is covered in it
 */
export function pagesWithout(cover: CoverBook, asked: WorkerMonth): readonly ProvenPage[] | undefined {
  const { isCovered, pages, around } = standing(cover, asked);
  if (isCovered) return undefined;
  const shown: (readonly CoverEntry[])[] = [];
  const paths = new InclusionPaths(pages);
  let index = 0;
  for (const page of cover.pages()) {
    const isShown = around.has(index++);
    if (isShown) shown.push(page);
    paths.add(pageHash(page), isShown);
  }
  return paths.paths().map((path, place) => ({ entries: shown[place] ?? [], ...path }));
}

/** Where the worker would stand in that month: in a page of the list, or between two. */
interface Standing {
  readonly isCovered: boolean;
  readonly pages: number;
  readonly around: ReadonlySet<number>;
}

function standing(cover: CoverBook, asked: WorkerMonth): Standing {
  let [pages, isCovered] = [0, false];
  /** The last page that ends before the worker, and the first that does not. */
  let [before, after]: [number | undefined, { index: number; isBehind: boolean } | undefined] = [undefined, undefined];
  for (const page of cover.pages()) {
    const [first, last] = [page[0], page.at(-1)];
    if (!first || !last) throw new Error('a page of cover without a line');
    isCovered ||= page.some((entry) => compareCover(entry, asked) === 0);
    if (compareCover(last, asked) < 0) before = pages;
    else after ??= { index: pages, isBehind: compareCover(asked, first) < 0 };
    pages++;
  }
  const isNeeded = before !== undefined && (!after || after.isBehind);
  return { isCovered, pages, around: new Set([...(isNeeded ? [before ?? 0] : []), ...(after ? [after.index] : [])]) };
}
