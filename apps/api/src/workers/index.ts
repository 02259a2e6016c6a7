import { CheckEligibilityHandler } from './check-eligibility';
import { EnrolWorkerHandler } from './enrol-worker';
import { Identities } from './identity';
import { RecordBenefitHandler } from './record-benefit';
import { RecordDeathHandler } from './record-death';
import { RecordLeavingHandler } from './record-leaving';
import { RegisterWorkerHandler } from './register-worker';

export { WorkerLifeController } from './worker-life.controller';
export { WorkersController } from './workers.controller';
export const WORKERS = [
  Identities,
  RegisterWorkerHandler,
  CheckEligibilityHandler,
  EnrolWorkerHandler,
  RecordDeathHandler,
  RecordLeavingHandler,
  RecordBenefitHandler,
];
