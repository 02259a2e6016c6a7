import { addMonths, priceOf, type LawState, type Month, type Price } from '@sedekah/ledger';
import { castOf } from './cast';
import { enrolling } from './enrolling';
import { Journalist, type GeneratedEvent } from './journalist';
import { monthOfPremiums } from './month';
import { lawOf, settingUp } from './setting-up';
import { monthsOf, type Shape } from './shape';

/** Cover in this month gives the relief of PP 49/2020 for the six after the next. */
const RELIEF_RESTS_ON: Month = '2020-07';

/**
 * The log of a scheme in which everything went its way: events as the ledger's rules write them (the spec puts them
 * through the deciders), in order, one after the other so that a large history needs no memory.
 */
export function* historyOf(shape: Shape): Generator<GeneratedEvent> {
  const months = monthsOf(shape);
  const [firstMonth, lastMonth] = [months[0], months.at(-1)];
  if (firstMonth === undefined || lastMonth === undefined) throw new RangeError('a history has a month at least');
  const journalist = new Journalist(shape.seed);
  const cast = castOf(shape);
  const before = addMonths(firstMonth, -1);
  const { law } = lawOf(`${before}-02`);
  yield* settingUp(journalist, cast, `${before}-02`, [firstMonth, lastMonth]);
  yield* enrolling(journalist, cast, `${before}-10`, [firstMonth, lastMonth]);
  for (const month of months) {
    const price = priceIn(law, month, firstMonth);
    yield* monthOfPremiums(journalist, cast, { month, price, instalments: shape.instalments });
  }
}

function priceIn(law: LawState, month: Month, firstMonth: Month): Price {
  const relieved = firstMonth <= RELIEF_RESTS_ON && month > RELIEF_RESTS_ON;
  const conditions = relieved ? (['paid-up-to-2020-07'] as const) : [];
  return priceOf(law, { month, band: 1, sector: 'other', fundingSource: 'private', conditions });
}
