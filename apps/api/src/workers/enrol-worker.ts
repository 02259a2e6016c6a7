import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  groupOf,
  isPresentMember,
  Rejection,
  ruleInForce,
  schemeDecider,
  tariffDecider,
  TARIFF_STREAM_ID,
  workerDecider,
} from '@sedekah/ledger';
import { workerStatus } from '@sedekah/read-model';
import { LedgerCommand } from '../http/command';
import { Count, Day, Id } from '../http/fields';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { Identities } from './identity';

export class EnrolWorker extends LedgerCommand<{ workerId: string }> {
  workerId!: string;
  @Id({ description: 'Wadah.', example: 'mamasa-rentan' }) group!: string;
  @Count({ optional: true, description: 'Golongan penghasilan; baku: 1.' }) band?: number;
  @Day({ description: 'Hari pendaftaran; umur diperiksa pada hari ini saja.' }) enrolledOn!: string;
}

@CommandHandler(EnrolWorker)
export class EnrolWorkerHandler implements ICommandHandler<EnrolWorker> {
  constructor(
    private readonly ledger: Ledger,
    private readonly queries: Queries,
    private readonly identities: Identities,
  ) {}

  /** Cover is not known to the worker's stream: whether this is a member still, the read model says, caught up. */
  async execute({ call, workerId, group, band, enrolledOn }: EnrolWorker) {
    const { state: scheme } = await this.ledger.load(schemeDecider, SCHEME_ID);
    groupOf(scheme, group);
    const birthDate = await this.birthDateOf(workerId);
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const rules = {
      ageLimit: ruleInForce(law, 'age-limit', enrolledOn).value,
      eligibilityCheckDays: ruleInForce(law, 'eligibility-check-days', enrolledOn).value,
    };
    await this.queries.caughtUp();
    const status = await this.queries.ask((db) => workerStatus(db, { workerId, asOf: enrolledOn }));
    const presentMember = status !== undefined && isPresentMember(status);
    const command = { type: 'EnrolWorker', group, band, enrolledOn, birthDate, rules, presentMember } as const;
    return this.ledger.write(workerDecider, workerId, command, call, { workerId });
  }

  private async birthDateOf(workerId: string): Promise<string> {
    const { state } = await this.ledger.load(workerDecider, workerId);
    if (!state.registered) {
      throw new Rejection('worker-unknown', 'Pekerja ini belum terdaftar.', 'There is no such worker.', { workerId });
    }
    const identity = this.identities.open(workerId, state.sealed);
    if (identity) return identity.birthDate;
    throw new Rejection(
      'worker-unknown',
      'Data pribadi pekerja ini sudah dihapus; daftarkan sebagai pekerja baru.',
      "This worker's personal data were erased; register a new worker.",
      { workerId },
    );
  }
}
