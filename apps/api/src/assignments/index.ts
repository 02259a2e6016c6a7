import { AssignBeneficiariesHandler } from './assign-beneficiaries';
import { RenewBeneficiariesHandler } from './renew-beneficiaries';
import { ReleaseBeneficiariesHandler, ReplaceBeneficiaryHandler } from './release-beneficiaries';

export { AssignmentsController } from './assignments.controller';
export const ASSIGNMENTS = [
  RenewBeneficiariesHandler,
  AssignBeneficiariesHandler,
  ReleaseBeneficiariesHandler,
  ReplaceBeneficiaryHandler,
];
