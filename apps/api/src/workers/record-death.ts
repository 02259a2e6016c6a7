import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { workerDecider } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Day, Text } from '../http/fields';
import { Written } from '../http/written';
import { Identities } from './identity';

export class RecordDeath extends LedgerCommand<{ workerId: string }> {
  workerId!: string;
  @Day({ description: 'Hari meninggal.' }) diedOn!: string;
  @Text({ description: 'Nomor akta atau surat keterangan kematian.' }) evidence!: string;
}

/** Every sponsor of the worker then ends what lies after the month of death. */
@CommandHandler(RecordDeath)
export class RecordDeathHandler implements ICommandHandler<RecordDeath> {
  constructor(
    private readonly crossings: Crossings,
    private readonly identities: Identities,
  ) {}

  async execute({ call, workerId, diedOn, evidence }: RecordDeath) {
    const steps = this.crossings.begin(call);
    const { state } = await steps.load(workerDecider, workerId);
    const birthDate = state.registered ? this.identities.open(workerId, state.sealed)?.birthDate : undefined;
    await steps.take(workerDecider, workerId, { type: 'RecordDeath', diedOn, evidence, birthDate });
    return new Written({ workerId }, steps.position);
  }
}
