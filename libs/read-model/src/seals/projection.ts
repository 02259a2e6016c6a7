import type { SealEvent } from '@sedekah/ledger';
import type { Projection } from '../projector/projection';

/** Keys and seals have no tables: they are about the log, and whoever asks reads their one short stream in it. */
const nothing = (): void => undefined;

export const sealsProjection: Projection<SealEvent['type']> = {
  SigningKeyRegistered: nothing,
  SigningKeyRotated: nothing,
  SealRuleSet: nothing,
  SealMade: nothing,
  SealSigned: nothing,
};
