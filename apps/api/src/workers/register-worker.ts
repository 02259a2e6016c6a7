import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { nikClaimDecider, SEXES, type Sex } from '@sedekah/ledger';
import { Crossings } from '../crossings/crossings';
import { LedgerCommand } from '../http/command';
import { Id, OneOf, RegionCode, Text } from '../http/fields';
import { Written } from '../http/written';
import { Identities } from './identity';

export class RegisterWorker extends LedgerCommand<{ workerId: string }> {
  @Text({ max: 40, description: '16 angka; disimpan tersandi.' }) nik!: string;
  @Text({ max: 200, description: 'Seperti pada KTP; disimpan tersandi.' }) name!: string;
  @Text({ max: 20, example: '1980-05-31' }) birthDate!: string;
  @OneOf(SEXES, { optional: true, description: 'Bila diisi, dicocokkan dengan NIK.' }) sex?: Sex;
  @Text({ max: 500, optional: true }) address?: string;
  @Text({ max: 40, optional: true }) phone?: string;
  @RegionCode({ description: 'Domisili (bukan wilayah terbit NIK).' }) regionCode!: string;
  @Id({ example: 'tukang-ojek', description: 'Kode pekerjaan; menentukan sektor.' }) occupation!: string;
}

/** The NIK is claimed first: it is what only one worker can have. */
@CommandHandler(RegisterWorker)
export class RegisterWorkerHandler implements ICommandHandler<RegisterWorker> {
  constructor(
    private readonly identities: Identities,
    private readonly crossings: Crossings,
  ) {}

  async execute({ call, ...given }: RegisterWorker) {
    const { identity, ...worker } = this.identities.check(given as RegisterWorker, call.today);
    const workerId = call.newId('worker');
    const sealed = await this.identities.seal(workerId, identity);
    const registration = { workerId, sealed, ...worker, effectiveOn: call.today };
    const steps = this.crossings.begin(call);
    const { events } = await steps.onlyNew(nikClaimDecider, worker.nikHash, { type: 'ClaimNik', registration });
    await this.crossings.follow(events, steps);
    return new Written({ workerId }, steps.position);
  }
}
