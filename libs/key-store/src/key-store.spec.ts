import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KeyDestroyed, KeysInsideData, KeyStore, openKeyStore } from './key-store';
import { SealBroken } from './sealing';

let root: string;
let store: KeyStore;
const folder = () => join(root, 'data-keys');
const open = () => openKeyStore(folder(), join(root, 'data'));
const AT = '2021-05-03T04:00:00.000Z';
const ANI = { nik: '7603014101800000', name: 'Ani' };

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'key-store-'));
  store = open();
});
afterEach(() => {
  store.close();
  rmSync(root, { recursive: true });
});

describe('the file', () => {
  test('is readable by its owner only, with everything beside it', async () => {
    await store.seal('ani', ANI);
    for (const name of readdirSync(folder())) expect(statSync(join(folder(), name)).mode & 0o077).toBe(0);
  });

  test.each(['data', 'data/keys'])('is refused inside the data folder: %s', (path) => {
    expect(() => openKeyStore(join(root, path), join(root, 'data'))).toThrow(KeysInsideData);
  });

  test('keeps its secrets when opened again', async () => {
    const hash = store.keyedHash('nik', ANI.nik);
    store.close();
    store = open();
    expect(store.keyedHash('nik', ANI.nik)).toBe(hash);
    expect(store.keyedHash('input', ANI.nik)).not.toBe(hash);
  });
});

describe('sealing', () => {
  test('gives back what was sealed, also after opening the store again', async () => {
    const sealed = await store.seal('ani', ANI);
    store.close();
    store = open();
    expect(store.open('ani', sealed)).toEqual(ANI);
    expect(sealed).not.toContain('Ani');
  });

  test('writes the same bytes when a command is sent again, others for another person', async () => {
    expect(await store.seal('ani', ANI)).toBe(await store.seal('ani', ANI));
    expect(await store.seal('ani', ANI)).not.toBe(await store.seal('budi', ANI));
  });

  test('a text moved to another person does not open', async () => {
    const sealed = await store.seal('ani', ANI);
    await store.seal('budi', ANI);
    expect(() => store.open('budi', sealed)).toThrow(SealBroken);
  });

  test.each([
    ['changed', (text: string) => text.slice(0, -4) + (text.endsWith('AAAA') ? 'BBBB' : 'AAAA')],
    ['cut', (text: string) => text.slice(0, 25)],
    ['of another version', (text: string) => text.replace('v1', 'v2')],
  ])('a text that was %s does not open', async (_, change) => {
    const sealed = await store.seal('ani', ANI);
    expect(() => store.open('ani', change(sealed))).toThrow(SealBroken);
  });

  test('many people are sealed in order', async () => {
    const people = ['a', 'b', 'c'].map((personId) => ({ personId, data: { name: personId } }));
    const sealed = await store.sealAll(people);
    expect(people.map(({ personId }, index) => store.open(personId, sealed[index]!))).toEqual(
      people.map(({ data }) => data),
    );
  });
});

describe('a destroyed key', () => {
  test('opens nothing, seals nothing and never comes back', async () => {
    const sealed = await store.seal('ani', ANI);
    store.destroyKey('ani', AT);
    expect(store.open('ani', sealed)).toBeUndefined();
    expect(store.isDestroyed('ani')).toBe(true);
    await expect(store.seal('ani', ANI)).rejects.toThrow(KeyDestroyed);
    store.destroyKey('ani', '2021-06-01T00:00:00.000Z');
    expect(store.open('ani', sealed)).toBeUndefined();
  });

  test('a key is in the log that is read after a crash before its text is given out', async () => {
    const sealed = await store.seal('ani', ANI);
    const copy = join(root, 'after-a-crash');
    cpSync(folder(), copy, { recursive: true });
    const other = openKeyStore(copy, join(root, 'data'));
    expect(other.open('ani', sealed)).toEqual(ANI);
    other.close();
  });

  test('one person that cannot be sealed seals nobody of the batch', async () => {
    store.destroyKey('ani', AT);
    await expect(
      store.sealAll([
        { personId: 'budi', data: ANI },
        { personId: 'ani', data: ANI },
      ]),
    ).rejects.toThrow(KeyDestroyed);
    expect(store.open('budi', 'v1.a.b')).toBeUndefined();
  });

  test('is not left in the files', async () => {
    await store.seal('ani', ANI);
    const key = readKey('ani');
    expect(keyInFiles(key)).toBe(true);
    store.destroyKey('ani', AT);
    expect(keyInFiles(key)).toBe(false);
  });

  const readKey = (personId: string): Buffer => store['findKey'].get(personId)?.key as Buffer;
  const keyInFiles = (key: Buffer) =>
    readdirSync(folder()).some((name) => readFileSync(join(folder(), name)).includes(key));
});

describe('credentials', () => {
  test('tell right from wrong, and know nobody else', async () => {
    await store.credentials.set('bendahara', 'kata sandi panjang');
    expect(await store.credentials.check('bendahara', 'kata sandi panjang')).toBe('right');
    expect(await store.credentials.check('bendahara', 'kata sandi pendek')).toBe('wrong');
    expect(await store.credentials.check('tidak-ada', 'kata sandi panjang')).toBe('wrong');
  });

  test('a one-time password is told apart until it is replaced', async () => {
    await store.credentials.set('admin', 'sementara', { oneTime: true });
    expect(await store.credentials.check('admin', 'sementara')).toBe('one-time');
    await store.credentials.set('admin', 'kata sandi panjang');
    expect(await store.credentials.check('admin', 'kata sandi panjang')).toBe('right');
    expect(store.credentials.isOneTime('admin')).toBe(false);
    expect(await store.credentials.check('admin', 'sementara')).toBe('wrong');
  });
});
