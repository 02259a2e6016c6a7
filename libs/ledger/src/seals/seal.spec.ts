import { specification } from '../specification';
import type { MakeSeal } from './commands';
import type { SealEvent } from './events';
import { sealDecider } from './seal';

const effectiveOn = '2021-05-03';
const pemda = { party: 'pemda', publicKey: 'aa', fingerprint: 'fa' };
const kejari = { party: 'kejari', publicKey: 'bb', fingerprint: 'fb' };
const registered = (key: typeof pemda): SealEvent => ({ type: 'SigningKeyRegistered', data: { ...key, effectiveOn } });
const parties = [
  { party: 'pemda', publicKey: 'aa' },
  { party: 'kejari', publicKey: 'bb' },
];
const firstSeal = { number: 1, firstOrdinal: 1, lastOrdinal: 10, hash: 'h1', previous: null, statement: '{}' };
const make: MakeSeal = { type: 'MakeSeal', ...firstSeal, party: 'pemda', publicKey: 'aa', signature: 's1' };
const made: SealEvent = { type: 'SealMade', data: { ...firstSeal, required: 1, parties, effectiveOn } };
const signedBy = (party: string, publicKey: string, signature: string): SealEvent => ({
  type: 'SealSigned',
  data: { number: 1, hash: 'h1', party, publicKey, signature, effectiveOn },
});
const sign = { type: 'SignSeal', number: 1, hash: 'h1', party: 'kejari', publicKey: 'bb', signature: 's2' } as const;
const rotation = { party: 'pemda', publicKey: 'cc', fingerprint: 'fc', endorsement: 'e', reason: 'pejabat baru' };
const rotated: SealEvent = { type: 'SigningKeyRotated', data: { ...rotation, replaces: 'fa', effectiveOn } };
const { given } = specification(sealDecider);
const both = [registered(pemda), registered(kejari)];

describe('keys', () => {
  test('a party has one key, and a key one party', () => {
    given()
      .when({ type: 'RegisterSigningKey', ...pemda })
      .then(registered(pemda));
    given(registered(pemda))
      .when({ type: 'RegisterSigningKey', ...pemda, fingerprint: 'other' })
      .refused('signing-party-exists', { party: 'pemda' });
    given(registered(pemda))
      .when({ type: 'RegisterSigningKey', ...pemda, party: 'bpjs' })
      .refused('signing-key-known', { fingerprint: 'fa' });
  });

  test('a party has a name that can stand in a file name', () => {
    given()
      .when({ type: 'RegisterSigningKey', ...pemda, party: '../pemda' })
      .refused('identifier-invalid', { field: 'party' });
  });

  test('another key takes the place of an old one, which never comes back', () => {
    given(registered(pemda))
      .when({ type: 'RotateSigningKey', ...rotation })
      .then(rotated);
    given(registered(pemda), rotated)
      .when({ type: 'RotateSigningKey', ...rotation, fingerprint: 'fa' })
      .refused('signing-key-known');
    given()
      .when({ type: 'RotateSigningKey', ...rotation })
      .refused('signing-party-unknown', { party: 'pemda' });
  });

  test('a seal never asks for more signatures than there are parties', () => {
    given(...both)
      .when({ type: 'SetSealRule', required: 2 })
      .then({ type: 'SealRuleSet', data: { required: 2, effectiveOn } });
    for (const required of [0, 3, 1.5]) {
      given(...both)
        .when({ type: 'SetSealRule', required })
        .refused('seal-rule-invalid', { parties: '2' });
    }
  });
});

describe('seals', () => {
  test('the first begins at the first event and is signed by who makes it', () => {
    given(...both)
      .when(make)
      .then(made, signedBy('pemda', 'aa', 's1'));
  });

  test('the rule of a seal is the one in force when it is made', () => {
    const rule: SealEvent = { type: 'SealRuleSet', data: { required: 2, effectiveOn } };
    const [event] = given(...both, rule)
      .when(make)
      .events();
    expect(event).toEqual({ type: 'SealMade', data: { ...made.data, required: 2 } });
  });

  test.each<[string, Partial<MakeSeal>]>([
    ['with a gap', { number: 2, firstOrdinal: 12, lastOrdinal: 20, previous: 'h1' }],
    ['with an overlap', { number: 2, firstOrdinal: 10, lastOrdinal: 20, previous: 'h1' }],
    ['on another seal', { number: 2, firstOrdinal: 11, lastOrdinal: 20, previous: 'h0' }],
    ['a second time', {}],
  ])('none is made %s', (_, change) => {
    given(...both, made)
      .when({ ...make, ...change })
      .refused('sealed-meanwhile');
  });

  test('the next follows the last', () => {
    const next = { number: 2, firstOrdinal: 11, lastOrdinal: 12, previous: 'h1', hash: 'h2' };
    const [event] = given(...both, made)
      .when({ ...make, ...next })
      .events();
    expect(event).toEqual({ type: 'SealMade', data: { ...made.data, ...next } });
  });

  test('nothing new is no seal', () => {
    given(...both, made)
      .when({ ...make, number: 2, firstOrdinal: 11, lastOrdinal: 10, previous: 'h1' })
      .refused('nothing-to-seal', { lastOrdinal: '10' });
  });

  test('only a party with its registered key makes one', () => {
    given().when(make).refused('signing-party-unknown', { party: 'pemda' });
    given(...both)
      .when({ ...make, publicKey: 'zz' })
      .refused('signing-key-differs', { party: 'pemda' });
  });
});

describe('signatures', () => {
  test('each party signs once', () => {
    given(...both, made)
      .when(sign)
      .then(signedBy('kejari', 'bb', 's2'));
    given(...both, made, signedBy('kejari', 'bb', 's2'))
      .when(sign)
      .refused('seal-already-signed', { number: '1', party: 'kejari' });
  });

  test('a seal is signed with the key held when it was made, also after a rotation', () => {
    given(...both, made, rotated)
      .when({ ...sign, party: 'pemda', publicKey: 'aa' })
      .then(signedBy('pemda', 'aa', 's2'));
    given(...both, made, rotated)
      .when({ ...sign, party: 'pemda', publicKey: 'cc' })
      .refused('signing-key-differs', { party: 'pemda' });
  });

  test('nobody signs a seal that is not there, or another content', () => {
    given(...both)
      .when(sign)
      .refused('seal-unknown', { number: '1' });
    given(...both, made)
      .when({ ...sign, hash: 'h0' })
      .refused('seal-unknown', { number: '1' });
  });

  test('who became a party later does not sign an earlier seal', () => {
    given(...both, made, registered({ party: 'bpjs', publicKey: 'dd', fingerprint: 'fd' }))
      .when({ ...sign, party: 'bpjs', publicKey: 'dd' })
      .refused('signing-party-unknown', { party: 'bpjs' });
  });
});
