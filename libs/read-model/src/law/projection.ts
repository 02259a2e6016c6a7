import type { Page } from '../projector/page';
import type { Projection } from '../projector/projection';
import { defineTable } from '../store/table';

/** Tariffs, income bands and rules in the order they were published: folded into the law as it was known. */
export const law = defineTable({
  columns: { ordinal: 'integer', type: 'text', data: 'json' },
  key: ['ordinal'],
});

function insertLaw({ type, data, ordinal }: { type: string; data: object; ordinal: number }, page: Page): void {
  page.insert('law', { ordinal, type, data: JSON.stringify(data) });
}

export const lawProjection: Projection<'TariffPublished' | 'IncomeBandsPublished' | 'RulePublished'> = {
  TariffPublished: insertLaw,
  IncomeBandsPublished: insertLaw,
  RulePublished: insertLaw,
};
