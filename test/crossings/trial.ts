import type { Answer } from '../e2e/server';
import { booksOf, summaryOf } from './books';
import { findings } from './consistency';
import type { Fault } from './faulty-store';
import { Installation, type Folder } from './installation';
import type { Row } from './row';
import { NOW, Story, type Base, type Cast, type Request } from './story';

const KEY = 'the-command';

/** What a client can hold an answer to: a later one may stand at another position. */
interface Said {
  readonly status: number;
  readonly body: Readonly<Record<string, unknown>>;
}

const said = ({ status, body }: Answer): Said => {
  const { position: _, instance: __, ...rest } = body as Readonly<Record<string, unknown>>;
  return { status, body: rest };
};

/** A row ready to be tried: its ledger before the command, and what the command comes to when nothing goes wrong. */
export interface Prepared {
  readonly row: Row;
  readonly folder: Folder;
  readonly tokens: Cast['tokens'];
  readonly request: Request;
  readonly before: readonly string[];
  readonly done: readonly string[];
  readonly answer: Said;
  /** How often the command appends. */
  readonly appends: number;
}

/** A server on a copy of `folder`, for as long as `work` lasts. */
export async function on<Result>(folder: Folder, tokens: Cast['tokens'], work: (story: Story) => Promise<Result>) {
  const installation = await Installation.open(folder, NOW);
  try {
    return await work(new Story(installation, tokens));
  } finally {
    await installation.close();
  }
}

/** Everything that goes on without a client comes to its end; then the books must agree. @returns what they say */
async function atRest({ installation }: Story, what: string): Promise<string[]> {
  await installation.jobsDone();
  await installation.finish();
  const books = booksOf(await installation.log());
  expect({ what, findings: findings(books) }).toEqual({ what, findings: [] });
  return summaryOf(books);
}

export async function prepare(base: Base, row: Row): Promise<Prepared> {
  const folder = base.folder.copy();
  const { tokens } = base.cast;
  const { request, before } = await on(folder, tokens, async (story) => {
    const asked = await row.before(story, base.cast);
    return { request: asked, before: await atRest(story, `${row.name}: before`) };
  });
  const copy = folder.copy();
  const rest = await on(copy, tokens, async (story) => {
    story.installation.store.arm();
    const answer = said(await story.send(request, KEY));
    await story.installation.jobsDone();
    const { appends } = story.installation.store;
    const done = await atRest(story, `${row.name}: nothing goes wrong`);
    const inAll = story.installation.store.appends;
    expect(said(await story.send(request, KEY))).toEqual(answer);
    expect(story.installation.store.appends).toBe(inAll);
    return { answer, appends, done };
  });
  copy.remove();
  return { row, folder, tokens, request, before, ...rest };
}

/** All of the command, or nothing of it. */
function assertWhole(prepared: Prepared, summary: readonly string[], what: string): 'done' | 'nothing' {
  if (isEqual(summary, prepared.before)) return 'nothing';
  expect({ what, summary }).toEqual({ what, summary: prepared.done });
  return 'done';
}

const isEqual = (left: readonly string[], right: readonly string[]): boolean => left.join('\n') === right.join('\n');

/** The answer of a command that is done is the first one's; one that was undone is refused, and stays refused. */
async function assertAnswer(story: Story, prepared: Prepared, answer: Said, what: string): Promise<void> {
  const outcome = assertWhole(prepared, await atRest(story, what), what);
  const isRefused = answer.status >= 400 && answer.status < 500;
  if (outcome === 'nothing' && isRefused) expect({ what, code: answer.body['code'] }).toHaveProperty('code');
  else expect({ what, ...answer }).toEqual({ what, ...prepared.answer });
  const again = said(await story.send(prepared.request, KEY));
  expect({ what: `${what}, again`, ...again }).toEqual({ what: `${what}, again`, ...answer });
}

/** The first attempt ends with a fault in the store; the ledger is what the disk holds then. */
async function crash(prepared: Prepared, fault: Fault): Promise<Folder> {
  const folder = prepared.folder.copy();
  await on(folder, prepared.tokens, async (story) => {
    story.installation.store.arm(fault);
    await story.send(prepared.request, KEY);
    await story.installation.jobsDone();
  });
  return folder;
}

/** The process dies at append `at`; after a restart the ledger finishes by itself; then the client asks again. */
export async function tryCrash(prepared: Prepared, at: number, append: Fault['append']): Promise<void> {
  const what = `${prepared.row.name}: append ${at} ${append}, the process dies`;
  const folder = await crash(prepared, { at, append, store: 'dies' });
  await on(folder, prepared.tokens, async (story) => {
    assertWhole(prepared, await atRest(story, what), what);
    await assertAnswer(story, prepared, said(await story.send(prepared.request, KEY)), `${what}, sent again`);
  });
  folder.remove();
}

/** The process dies at append `at`, and then again at every append of what a restart finishes. */
export async function tryCrashTwice(prepared: Prepared, at: number): Promise<void> {
  const folder = await crash(prepared, { at, append: 'lost', store: 'dies' });
  for (let second = 1; ; second += 1) {
    const what = `${prepared.row.name}: dies at append ${at}, and finishing it at append ${second}`;
    const copy = folder.copy();
    const isOver = await on(copy, prepared.tokens, async ({ installation }) => {
      installation.store.arm({ at: second, append: 'lost', store: 'dies' });
      await installation.finishOnce();
      await installation.jobsDone();
      return !installation.store.hasDied;
    });
    await on(copy, prepared.tokens, async (story) => {
      assertWhole(prepared, await atRest(story, what), what);
      await assertAnswer(story, prepared, said(await story.send(prepared.request, KEY)), `${what}, sent again`);
    });
    copy.remove();
    if (isOver) break;
  }
  folder.remove();
}

/** The process dies at append `at`; after a restart the client asks again while the ledger finishes by itself. */
export async function tryRace(prepared: Prepared, at: number, pauseMs: () => number): Promise<void> {
  const what = `${prepared.row.name}: dies at append ${at}, then retry against finish`;
  const folder = await crash(prepared, { at, append: 'lost', store: 'dies' });
  await on(folder, prepared.tokens, async (story) => {
    await story.installation.caughtUp();
    story.installation.store.slowDown(pauseMs);
    const [answer] = await Promise.all([
      story.send(prepared.request, KEY),
      story.installation.finishOnce(),
      story.send(prepared.request, KEY),
    ]);
    await assertAnswer(story, prepared, said(answer), what);
  });
  folder.remove();
}

/** Only append `at` fails, and the client asks again at once, while the first attempt's crossing is still open. */
export async function tryHiccup(prepared: Prepared, at: number, append: Fault['append']): Promise<void> {
  const what = `${prepared.row.name}: append ${at} ${append}, the store recovers`;
  const folder = prepared.folder.copy();
  await on(folder, prepared.tokens, async (story) => {
    story.installation.store.arm({ at, append, store: 'recovers' });
    const first = said(await story.send(prepared.request, KEY));
    if (append === 'stored') expect({ what, ...first }).toEqual({ what, ...prepared.answer });
    await assertAnswer(story, prepared, said(await story.send(prepared.request, KEY)), `${what}, sent again`);
  });
  folder.remove();
}
