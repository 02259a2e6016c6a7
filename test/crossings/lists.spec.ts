import { LISTS } from './rows/workers';
import { dieEverywhere, dieHavingBegun } from './suite';

describe('not stored', () => {
  dieEverywhere(LISTS);
});
describe('stored without an answer', () => {
  dieHavingBegun(LISTS);
});
