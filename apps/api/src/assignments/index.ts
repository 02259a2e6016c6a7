import { AssignBeneficiariesHandler } from './assign-beneficiaries';
import { ReleaseBeneficiariesHandler, ReplaceBeneficiaryHandler } from './release-beneficiaries';

export { AssignmentsController } from './assignments.controller';
export const ASSIGNMENTS = [AssignBeneficiariesHandler, ReleaseBeneficiariesHandler, ReplaceBeneficiaryHandler];
