import { AmendPledgeHandler } from './amend-pledge';
import { MakePledgeHandler } from './make-pledge';
import { PledgeTermsFactory } from './pledge-terms';
import { WithdrawPledgeHandler } from './withdraw-pledge';

export { PledgesController } from './pledges.controller';
export const PLEDGES = [PledgeTermsFactory, MakePledgeHandler, AmendPledgeHandler, WithdrawPledgeHandler];
