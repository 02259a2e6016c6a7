import { randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { askAll, type DemoAnswer } from './answers';
import { MAMASA_DAY, MAMASA_SETTINGS, playMamasa } from './mamasa';
import { PAREPARE_DAY, PAREPARE_SETTINGS, planParepare, playParepare } from './parepare';
import { balanceTable } from './report';
import { Scenario, type Told } from './scenario';
import type { ScenarioClock } from './scenario-clock';

/** The demonstration is played into a new ledger only. */
export class LedgerNotEmpty extends Error {
  override readonly name = 'LedgerNotEmpty';
}

export interface Stage {
  readonly app: NestFastifyApplication;
  readonly clock: ScenarioClock;
  readonly tell: Told;
  /** Of the new ledger's admin; empty when the ledger had one already. */
  readonly oneTimePassword: string;
}

/** Plays both schemes through the API's own routes. @throws LedgerNotEmpty */
export async function play({
  app,
  clock,
  tell,
  oneTimePassword,
}: Stage): Promise<{ answer: DemoAnswer; password: string }> {
  if (!oneTimePassword) {
    throw new LedgerNotEmpty(
      'Folder atau ledger ini sudah berisi. Pilih folder kosong dengan --data. / This ledger holds something already.',
    );
  }
  const password = randomBytes(12).toString('base64url');
  const scenario = await Scenario.begin(app, clock, tell, oneTimePassword, password);
  await scenario.office.admin.put('/v1/scheme', {
    name: 'Pola sedekah (demonstrasi)',
    timeZone: 'Asia/Makassar',
    tiers: MAMASA_SETTINGS.tiers,
    accounts: MAMASA_SETTINGS.accounts,
    groups: [...MAMASA_SETTINGS.groups, ...PAREPARE_SETTINGS.groups],
  });
  const mamasa = await playMamasa(scenario, async (played) => {
    const { sponsors } = await askAll(scenario, { ...played, workers: [] }, '2021-06-15');
    tell(balanceTable({ sponsors, workers: [] }));
  });
  const mamasaAnswer = await askAll(scenario, mamasa, MAMASA_DAY);
  const parepare = await playParepare(scenario);
  const parepareAnswer = await askAll(scenario, parepare, PAREPARE_DAY);
  const plan = await planParepare(scenario);
  return { answer: { mamasa: mamasaAnswer, parepare: { ...parepareAnswer, plan } }, password };
}
