import { Commitments } from './commitments';
import { Repricing } from './repricing';
import { RepricingWatch } from './repricing-watch';
import { StartRepricingHandler } from './start-repricing';

export { RepricingController } from './repricing.controller';
export const REPRICING = [Commitments, Repricing, RepricingWatch, StartRepricingHandler];
