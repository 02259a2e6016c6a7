import { Crossings } from './crossings';
import { Deaths } from './deaths';
import { ForgottenCrossings } from './forgotten-crossings';

export const CROSSINGS = [Deaths, Crossings, ForgottenCrossings];
