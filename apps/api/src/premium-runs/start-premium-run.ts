import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { JobRuns } from '../jobs/job-runs';
import { LedgerCommand } from '../http/command';
import { Id, MonthField } from '../http/fields';
import type { RunInput } from './premium-run';

export class StartPremiumRun extends LedgerCommand<{ jobId: string }> {
  @MonthField({ description: 'Bulan iuran terakhir yang dibayar; tunggakan sebelumnya lebih dahulu.' })
  throughMonth!: string;
  @Id({ optional: true, description: 'Hanya penanggung ini.' }) sponsorId?: string;
}

@CommandHandler(StartPremiumRun)
export class StartPremiumRunHandler implements ICommandHandler<StartPremiumRun> {
  constructor(private readonly jobs: JobRuns) {}

  execute({ call, throughMonth, sponsorId }: StartPremiumRun) {
    const input: RunInput = { throughMonth, sponsorId: sponsorId ?? null, today: call.today };
    return this.jobs.submit({ kind: 'premium-run', scope: 'all', input }, call);
  }
}
