import type { LedgerEventOf, LedgerEventType } from '@sedekah/ledger';
import type { Page } from './page';
import type { RecordedEvent } from './recorded-event';

/** What one capability writes for each event it cares about: pure, without reading anything. */
export type Projection<Type extends LedgerEventType> = {
  readonly [Each in Type]: (event: RecordedEvent<LedgerEventOf<Each>>, page: Page) => void;
};
