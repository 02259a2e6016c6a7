import { ASSIGNMENTS, AssignmentsController } from './assignments';
import { CROSSINGS } from './crossings';
import { DeductionsController, PAYMENTS, PaymentListsController, PaymentsController } from './payments';
import { PLEDGES, PledgesController } from './pledges';
import { PREMIUM_RUNS, PremiumRunsController } from './premium-runs';
import { REPRICING, RepricingController } from './repricing';
import { REMITTANCES, RemittanceListsController, RemittancesController } from './remittances';
import { PasswordChangeController, SessionsController } from './access/sessions.controller';
import { AmendCeilingHandler } from './authorities/amend-ceiling';
import { AuthoritiesController } from './authorities/authorities.controller';
import { EndAuthorityHandler } from './authorities/end-authority';
import { RegisterAuthorityHandler } from './authorities/register-authority';
import { ContinuityController } from './continuity/continuity.controller';
import { CoverageController } from './coverage/coverage.controller';
import { HealthController } from './health/health.controller';
import { IMPORTS, ImportsController } from './imports';
import { JOBS, JobsController } from './jobs';
import { OutlookController } from './outlook/outlook.controller';
import { PlansController } from './plans/plans.controller';
import { ConfigureSchemeHandler } from './scheme/configure-scheme';
import { SchemeController } from './scheme/scheme.controller';
import { RegisterSponsorHandler } from './sponsors/register-sponsor';
import { SponsorsController } from './sponsors/sponsors.controller';
import { PublishIncomeBandsHandler } from './tariffs/publish-income-bands';
import { PublishRuleHandler } from './tariffs/publish-rule';
import { PublishTariffHandler } from './tariffs/publish-tariff';
import { TariffsController } from './tariffs/tariffs.controller';
import { RevokeRoleHandler } from './users/revoke-role';
import { CreateUserHandler } from './users/create-user';
import { GrantRoleHandler } from './users/grant-role';
import { UsersController } from './users/users.controller';
import { WorkerLifeController, WORKERS, WorkersController } from './workers';

/** Every route of the server. */
export const CONTROLLERS = [
  SessionsController,
  PasswordChangeController,
  UsersController,
  SchemeController,
  AuthoritiesController,
  RepricingController,
  TariffsController,
  PlansController,
  OutlookController,
  SponsorsController,
  WorkersController,
  WorkerLifeController,
  ImportsController,
  CoverageController,
  ContinuityController,
  JobsController,
  HealthController,
  PledgesController,
  PaymentsController,
  PaymentListsController,
  DeductionsController,
  AssignmentsController,
  PremiumRunsController,
  RemittancesController,
  RemittanceListsController,
];

/** Every command of the server. */
export const HANDLERS = [
  CreateUserHandler,
  GrantRoleHandler,
  ConfigureSchemeHandler,
  RegisterAuthorityHandler,
  AmendCeilingHandler,
  EndAuthorityHandler,
  PublishTariffHandler,
  PublishIncomeBandsHandler,
  PublishRuleHandler,
  RevokeRoleHandler,
  RegisterSponsorHandler,
  ...JOBS,
  ...WORKERS,
  ...IMPORTS,
  ...CROSSINGS,
  ...PLEDGES,
  ...PAYMENTS,
  ...ASSIGNMENTS,
  ...PREMIUM_RUNS,
  ...REMITTANCES,
  ...REPRICING,
];
