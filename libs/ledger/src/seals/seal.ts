import type { Decider } from '../decider';
import type { LocalDate } from '../calendar';
import type { MakeSeal, RotateSigningKey, SealCommand, SignSeal } from './commands';
import type { SealEvent } from './events';
import * as refusals from './refusals';
import { evolveSeals, noSeals, type SealState } from './state';

/** Names of parties: `pemda`, `bpjs`, `kejari`. */
const PARTY = /^[a-z0-9][a-z0-9-]{0,39}$/;

/**
 * Owner of: who may sign seals with which key; seals follow one another without a gap or an overlap; a party signs a seal
 * once, with the key it held when the seal was made. Whether a signature is right is checked before it comes here.
 */
export const sealDecider: Decider<SealState, SealCommand, SealEvent> = {
  category: 'seal',
  initial: noSeals,
  decide: (state, command, { today }) => {
    switch (command.type) {
      case 'RegisterSigningKey': {
        const { party, publicKey, fingerprint } = command;
        if (!PARTY.test(party)) throw refusals.partyInvalid(party);
        if (state.keys.has(party)) throw refusals.partyExists(party);
        requireNewKey(state, fingerprint);
        return [{ type: 'SigningKeyRegistered', data: { party, publicKey, fingerprint, effectiveOn: today } }];
      }
      case 'RotateSigningKey':
        return [rotated(state, command, today)];
      case 'SetSealRule': {
        const { required } = command;
        const most = state.keys.size;
        if (!Number.isInteger(required) || required < 1 || required > most) throw refusals.ruleInvalid(required, most);
        return [{ type: 'SealRuleSet', data: { required, effectiveOn: today } }];
      }
      case 'MakeSeal':
        return made(state, command, today);
      case 'SignSeal':
        return [signed(state, command, today)];
      default:
        throw new Error(`unknown command ${JSON.stringify(command satisfies never)}`);
    }
  },
  evolve: evolveSeals,
};

function requireNewKey({ known }: SealState, fingerprint: string): void {
  if (known.has(fingerprint)) throw refusals.keyKnown(fingerprint);
}

function rotated(state: SealState, command: RotateSigningKey, effectiveOn: LocalDate): SealEvent {
  const { party, publicKey, fingerprint, endorsement, reason } = command;
  const old = state.keys.get(party);
  if (!old) throw refusals.partyUnknown(party);
  requireNewKey(state, fingerprint);
  const data = { party, publicKey, fingerprint, replaces: old.fingerprint, endorsement, reason, effectiveOn };
  return { type: 'SigningKeyRotated', data };
}

function made(state: SealState, command: MakeSeal, effectiveOn: LocalDate): SealEvent[] {
  const { number, firstOrdinal, lastOrdinal, hash, previous, statement, party, publicKey, signature } = command;
  const last = state.seals.at(-1);
  const follows =
    number === (last?.number ?? 0) + 1 &&
    firstOrdinal === (last?.lastOrdinal ?? 0) + 1 &&
    previous === (last?.hash ?? null);
  if (!follows) throw refusals.sealedMeanwhile(number);
  if (lastOrdinal < firstOrdinal) throw refusals.nothingToSeal(firstOrdinal - 1);
  const parties = [...state.keys.values()].map((key) => ({ party: key.party, publicKey: key.publicKey }));
  const key = state.keys.get(party);
  if (!key) throw refusals.partyUnknown(party);
  if (key.publicKey !== publicKey) throw refusals.keyDiffers(party);
  const { required } = state;
  return [
    {
      type: 'SealMade',
      data: { number, firstOrdinal, lastOrdinal, hash, previous, required, parties, statement, effectiveOn },
    },
    { type: 'SealSigned', data: { number, hash, party, publicKey, signature, effectiveOn } },
  ];
}

function signed(state: SealState, command: SignSeal, effectiveOn: LocalDate): SealEvent {
  const { number, hash, party, publicKey, signature } = command;
  const seal = state.seals[number - 1];
  if (!seal || seal.hash !== hash) throw refusals.sealUnknown(number);
  const key = seal.parties.find((each) => each.party === party);
  if (!key) throw refusals.partyUnknown(party);
  if (key.publicKey !== publicKey) throw refusals.keyDiffers(party);
  if (seal.signatures.some((each) => each.party === party)) throw refusals.alreadySigned(number, party);
  return { type: 'SealSigned', data: { number, hash, party, publicKey, signature, effectiveOn } };
}
