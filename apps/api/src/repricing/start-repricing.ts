import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { tariffDecider, TARIFF_STREAM_ID } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { JobRuns } from '../jobs/job-runs';
import { Ledger } from '../ledger/ledger';
import type { RepricingInput } from './repricing';

/** Asks for nothing: what is to be re-priced follows from the law. */
export class StartRepricing extends LedgerCommand<{ jobId: string }> {}

@CommandHandler(StartRepricing)
export class StartRepricingHandler implements ICommandHandler<StartRepricing> {
  constructor(
    private readonly jobs: JobRuns,
    private readonly ledger: Ledger,
  ) {}

  async execute({ call }: StartRepricing) {
    const { state: law } = await this.ledger.load(tariffDecider, TARIFF_STREAM_ID);
    const input: RepricingInput = { revision: law.revision };
    return this.jobs.submit({ kind: 'repricing', scope: 'all', input }, call);
  }
}
