import { PremiumRun } from './premium-run';
import { StartPremiumRunHandler } from './start-premium-run';

export { PremiumRunsController } from './premium-runs.controller';
export const PREMIUM_RUNS = [PremiumRun, StartPremiumRunHandler];
