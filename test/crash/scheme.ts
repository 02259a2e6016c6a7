import { addDays, localDate, monthOf, addMonths } from '@sedekah/ledger';
import { syntheticPeople } from '../../apps/api/src/demo/people';
import type { Attempts, UserId } from './attempts';

export const GROUP = 'mamasa-rentan';
export const PREMIUM = 16_800;
const PASSWORD = 'kata sandi yang panjang';
const ROOMY = 100_000;
const PEOPLE_PER_DISTRICT = 800;

export const today = (): string => localDate(new Date().toISOString(), 'Asia/Makassar');
export const thisMonth = (): string => monthOf(today());

/** The scheme the load works on. */
export interface Scheme {
  readonly privates: readonly { readonly sponsorId: string; readonly pledgeId: string }[];
  readonly city: string;
  readonly budget: string;
}

export const paper = (number: string) => ({ kind: 'surat-kesanggupan', number, date: addDays(today(), -1) });
export const months = () => ({ firstMonth: thisMonth(), lastMonth: addMonths(thisMonth(), 3) });

/** The people of the scheme, each once. */
export class People {
  private next = 0;

  take(count: number): ReturnType<typeof syntheticPeople> {
    return Array.from({ length: count }, () => this.one());
  }

  private one(): ReturnType<typeof syntheticPeople>[number] {
    const index = this.next++;
    const district = `76.03.${String(Math.floor(index / PEOPLE_PER_DISTRICT) + 1).padStart(2, '0')}`;
    const person = syntheticPeople((index % PEOPLE_PER_DISTRICT) + 1, [district], ['petani']).at(-1);
    if (!person) throw new Error('nobody there');
    return person;
  }
}

/** Officers, settings, sponsors: set up before anything is killed. */
export async function setUp(attempts: Attempts, tokens: Map<UserId, string>, oneTimePassword: string): Promise<Scheme> {
  await hire(attempts, tokens, oneTimePassword);
  const sponsor = async (name: string, fundingSource: string) => {
    const body = { kind: 'office', name, fundingSource };
    return (await attempts.post<{ sponsorId: string }>('bendahara', '/v1/sponsors', body)).sponsorId;
  };
  const privates: { sponsorId: string; pledgeId: string }[] = [];
  for (const name of ['Bupati', 'Wakil Bupati', 'Sekretaris Daerah']) {
    const sponsorId = await sponsor(name, 'private');
    const terms = { quota: ROOMY, ...months(), document: paper(name) };
    const url = `/v1/sponsors/${sponsorId}/pledges`;
    const { pledgeId } = await attempts.post<{ pledgeId: string }>('bendahara', url, terms);
    privates.push({ sponsorId, pledgeId });
  }
  const year = today().slice(0, 4);
  const dpa = {
    kind: 'budget',
    number: 'DPA/1',
    title: 'Iuran pekerja rentan',
    signedOn: `${year}-01-02`,
    validFrom: `${year}-01-01`,
    validThrough: `${Number(year) + 1}-12-31`,
    regionCode: '76.03',
    fundingSource: 'apbd',
    ceiling: '900000000000',
  };
  const { authorityId } = await attempts.post<{ authorityId: string }>('bendahara', '/v1/authorities', dpa);
  return { privates, city: await sponsor('Pemerintah Kota', 'apbd'), budget: authorityId };
}

async function hire(attempts: Attempts, tokens: Map<UserId, string>, oneTimePassword: string): Promise<void> {
  const signIn = async (userId: UserId, currentPassword: string) => {
    const session = { userId, password: currentPassword };
    tokens.set(userId, (await attempts.post<{ token: string }>(userId, '/v1/sessions', session)).token);
    const change = { currentPassword, newPassword: PASSWORD };
    await attempts.post(userId, '/v1/sessions/password', change);
  };
  await signIn('admin', oneTimePassword);
  const account = { accountId: 'kas', bank: 'BPD', number: '030-1', holder: 'Bendahara', creditKey: 'reference' };
  await attempts.put('admin', '/v1/scheme', {
    name: 'Pola sedekah',
    timeZone: 'Asia/Makassar',
    tiers: [{ rank: 1, title: 'Bupati', quota: ROOMY }],
    accounts: [account],
    groups: [{ group: GROUP, kind: 'SG', name: 'Pekerja rentan' }],
  });
  const roles = [
    ['bendahara', 'treasurer'],
    ['verifikator', 'verifier'],
  ] as const;
  for (const [userId, role] of roles) {
    const password = `${PASSWORD} sekali`;
    await attempts.post('admin', '/v1/users', { userId, password, roles: [role] });
    await signIn(userId, password);
  }
}
