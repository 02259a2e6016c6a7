import { assignmentsProjection } from '../assignments/projection';
import { authoritiesProjection } from '../authorities/projection';
import { creditsProjection } from '../payments/credits';
import { crossingsProjection } from '../crossings/projection';
import { enter, journalOnlyProjection } from '../journal/enter';
import { jobsProjection } from '../jobs/projection';
import { lawProjection } from '../law/projection';
import { paymentsProjection } from '../payments/projection';
import { premiumsProjection } from '../premiums/projection';
import { remittancesProjection } from '../remittances/projection';
import { schemeProjection } from '../scheme/projection';
import { sealsProjection } from '../seals/projection';
import { sponsorsProjection } from '../sponsors/projection';
import { usersProjection } from '../users/projection';
import { workersProjection } from '../workers/projection';
import type { LedgerEventType } from '@sedekah/ledger';
import type { Page } from './page';
import type { RecordedEvent } from './recorded-event';

const projections = [
  schemeProjection,
  usersProjection,
  authoritiesProjection,
  sponsorsProjection,
  creditsProjection,
  paymentsProjection,
  journalOnlyProjection,
  assignmentsProjection,
  premiumsProjection,
  workersProjection,
  remittancesProjection,
  lawProjection,
  jobsProjection,
  sealsProjection,
  crossingsProjection,
] as const;

type KeysOf<Each> = Each extends unknown ? keyof Each : never;
type Projected = KeysOf<(typeof projections)[number]>;
/** Does not compile while an event of the ledger is in no projection. */
const everyEventIsProjected: Exclude<LedgerEventType, Projected> extends never ? true : never = true;

type Handler = (event: RecordedEvent, page: Page) => void;
const handlers = new Map<string, Handler[]>();
for (const projection of projections) {
  for (const [type, handler] of Object.entries(projection)) {
    handlers.set(type, [...(handlers.get(type) ?? []), handler as Handler]);
  }
}

/** Writes the rows of one event. @throws Error for an event this program does not know: it is older than the log. */
export function project(event: RecordedEvent, page: Page): void {
  const interested = everyEventIsProjected && handlers.get(event.type);
  if (!interested) throw new Error(`this program does not know the event ${event.type}: it is older than the log`);
  for (const handle of interested) handle(event, page);
  enter(event, page);
}
