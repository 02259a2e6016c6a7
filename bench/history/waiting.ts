import { addMonths, priceOf } from '@sedekah/ledger';
import { castOf, type Sponsor } from './cast';
import { enrolling } from './enrolling';
import { Journalist, type GeneratedEvent } from './journalist';
import { paying } from './month';
import { lawOf, settingUp } from './setting-up';
import { monthsOf, type Shape } from './shape';

/** A scheme whose sponsors have promised and whose workers nobody has registered yet. */
export function* promisesOf(shape: Shape, cast: readonly Sponsor[] = castOf(shape)): Generator<GeneratedEvent> {
  const [month] = monthsOf(shape);
  if (month === undefined) throw new RangeError('a shape has a month at least');
  yield* settingUp(new Journalist(shape.seed), cast, `${addMonths(month, -1)}-02`, [month, month]);
}

/** A scheme before its month run: everybody is assigned, every sponsor has brought the month's money. */
export function* waitingForTheRun(shape: Shape): Generator<GeneratedEvent> {
  const [month] = monthsOf(shape);
  if (month === undefined) throw new RangeError('a shape has a month at least');
  const cast = castOf(shape);
  const journalist = new Journalist(shape.seed);
  const before = addMonths(month, -1);
  yield* settingUp(journalist, cast, `${before}-02`, [month, month]);
  yield* enrolling(journalist, cast, `${before}-10`, [month, month]);
  const { law } = lawOf(`${before}-02`);
  const price = priceOf(law, { month, band: 1, sector: 'other', fundingSource: 'private', conditions: [] });
  journalist.on(`${month}-05`);
  for (const sponsor of cast) {
    yield* paying(journalist, sponsor, String(Number(price.amount) * sponsor.workers.length), `${month}-05`);
  }
}
