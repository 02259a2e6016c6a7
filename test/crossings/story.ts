import { syntheticPeople } from '../../apps/api/src/demo/people';
import { PASSWORD, type Answer, type Client } from '../e2e/server';
import { Folder, Installation } from './installation';

/** The day on which every trial happens, in the middle of the first month. */
export const DAY = '2021-05-17';
export const NOW = `${DAY}T04:00:00.000Z`;
export const GROUP = 'mamasa-rentan';
export const PREMIUM = 16_800;
const FIRST = '2021-05';
const LAST = '2021-07';

/** A write as an officer would send it; sent again it has the same key. */
export interface Request {
  readonly by: 'treasurer' | 'verifier';
  readonly url: string;
  /** Text is a file. */
  readonly body?: object | string;
}

/** Who and what the base ledger holds. */
export interface Cast {
  readonly tokens: Readonly<Record<Request['by'], string>>;
  /** Two offices with money of their own, and a city with a budget. */
  readonly regent: string;
  readonly deputy: string;
  readonly city: string;
  readonly budget: string;
  readonly pledges: { readonly regent: string; readonly deputy: string; readonly city: string };
  /** Regent: 0, 1. Deputy: 2. City: 3, 4. Nobody's: 5, 6. */
  readonly workers: readonly string[];
}

const SCHEME = {
  name: 'Pola sedekah',
  timeZone: 'Asia/Makassar',
  tiers: [{ rank: 1, title: 'Bupati', quota: 50 }],
  accounts: [{ accountId: 'kas', bank: 'BPD', number: '030-1', holder: 'Bendahara', creditKey: 'reference' }],
  groups: [{ group: GROUP, kind: 'SG', name: 'Pekerja rentan' }],
};

export const paper = (number: string) => ({ kind: 'surat-kesanggupan', number, date: '2021-05-03' });

let keys = 0;

/** A running server and its officers. */
export class Story {
  constructor(
    readonly installation: Installation,
    readonly tokens: Cast['tokens'],
  ) {}

  send({ by, url, body = {} }: Request, key: string): Promise<Answer> {
    const headers = { 'content-type': typeof body === 'string' ? 'text/csv' : 'application/json' };
    return this.installation.as(this.tokens[by]).send('POST', url, body, { key, headers });
  }

  /** Sends what must be taken. @returns the answer's body */
  async do<Body>(url: string, body: object | string = {}, by: Request['by'] = 'treasurer'): Promise<Body> {
    const answer = await this.send({ by, url, body }, `before-${(keys += 1)}`);
    return taken<Body>(answer, url);
  }

  async pay(sponsorId: string, amount: number, reference: string): Promise<string> {
    const payment = transfer(amount, reference);
    const { paymentId } = await this.do<{ paymentId: string }>(`/v1/sponsors/${sponsorId}/payments`, payment);
    return paymentId;
  }

  async payVerified(sponsorId: string, amount: number, reference: string): Promise<string> {
    const paymentId = await this.pay(sponsorId, amount, reference);
    await this.do(`/v1/payments/${paymentId}/verification`, {}, 'verifier');
    return paymentId;
  }

  async run(throughMonth: string): Promise<void> {
    await this.do('/v1/premium-runs', { throughMonth });
    await this.installation.jobsDone();
  }

  async order(month: string, billingCode: string): Promise<string> {
    const order = { group: GROUP, month, billingCode };
    return (await this.do<{ remittanceId: string }>('/v1/remittances', order)).remittanceId;
  }

  async orderPaid(month: string, billingCode: string): Promise<string> {
    const remittanceId = await this.order(month, billingCode);
    await this.do(`/v1/remittances/${remittanceId}/payment`, { paidOn: DAY, accountId: 'kas', reference: 'BPD-1' });
    return remittanceId;
  }

  async acknowledge(remittanceId: string, rejected: readonly string[] = []): Promise<void> {
    await this.do(`/v1/remittances/${remittanceId}/acknowledgement`, this.receipt(remittanceId, rejected));
  }

  /** BPJS's receipt for a remittance. */
  receipt(remittanceId: string, rejected: readonly string[] = []) {
    const month = remittanceId.split('.')[1] ?? '';
    return {
      receiptNumber: '210517000000001',
      coverFrom: `${month}-01`,
      coverThrough: `${month}-28`,
      rejected: rejected.map((workerId) => ({ workerId, reason: 'NIK tidak padan' })),
    };
  }
}

export function taken<Body>({ status, body }: Answer, what: string): Body {
  if (status >= 300) throw new Error(`${what}: ${status} ${JSON.stringify(body)}`);
  return body as unknown as Body;
}

/** Part of a bank credit in the scheme's account. */
export const transfer = (amount: number, reference: string) => ({
  amount: String(amount),
  valueDate: '2021-05-05',
  custody: 'scheme',
  accountId: 'kas',
  reference,
});

/** Twelve months at once would only be slow: two months of the city's two workers, paid to BPJS directly. */
export const direct = (pledgeId: string) => ({
  amount: String(4 * PREMIUM),
  valueDate: '2021-05-10',
  custody: 'direct',
  pledgeId,
  group: GROUP,
  months: ['2021-05', '2021-06'],
  billingCode: '126050000900',
  receiptNumber: '210510000000900',
});

export interface Base {
  readonly folder: Folder;
  readonly cast: Cast;
}

/** A small ledger in which every crossing can begin. */
export async function tellBase(): Promise<Base> {
  const folder = new Folder();
  const installation = await Installation.open(folder, NOW);
  try {
    const tokens = await officers(installation);
    const story = new Story(installation, tokens);
    const cast = await people(story, await sponsors(story));
    return { folder, cast: { ...cast, tokens } };
  } finally {
    await installation.close();
  }
}

/** Sends what is taken for granted. @returns the answer's body */
const tell = async <Body>(client: Client, url: string, body: object): Promise<Body> =>
  taken<Body>(await client.post(url, body), url);

async function signIn(installation: Installation, userId: string, password: string): Promise<string> {
  return (await tell<{ token: string }>(installation.as(), '/v1/sessions', { userId, password })).token;
}

async function officers(installation: Installation): Promise<Cast['tokens']> {
  const currentPassword = /password:\s+(\S+)/.exec(installation.announced.join(''))?.[1] ?? '';
  const admin = installation.as(await signIn(installation, 'admin', currentPassword));
  await tell(admin, '/v1/sessions/password', { currentPassword, newPassword: PASSWORD });
  taken(await admin.put('/v1/scheme', SCHEME), 'scheme');
  const hired = async (userId: string, role: string) => {
    const once = `${PASSWORD} sekali`;
    await tell(admin, '/v1/users', { userId, password: once, roles: [role] });
    const token = await signIn(installation, userId, once);
    const change = { currentPassword: once, newPassword: PASSWORD };
    await tell(installation.as(token), '/v1/sessions/password', change);
    return token;
  };
  return { treasurer: await hired('bendahara', 'treasurer'), verifier: await hired('verifikator', 'verifier') };
}

async function sponsors(story: Story) {
  const sponsor = async (name: string, fundingSource: string) =>
    (await story.do<{ sponsorId: string }>('/v1/sponsors', { kind: 'office', name, fundingSource })).sponsorId;
  const regent = await sponsor('Bupati', 'private');
  const deputy = await sponsor('Wakil Bupati', 'private');
  const city = await sponsor('Pemerintah Kota', 'apbd');
  const budget = {
    kind: 'budget',
    number: 'DPA/1/2021',
    title: 'Iuran pekerja rentan',
    signedOn: '2021-01-04',
    validFrom: '2021-01-01',
    validThrough: '2021-12-31',
    regionCode: '76.03',
    fundingSource: 'apbd',
    ceiling: '10000000',
  };
  const { authorityId } = await story.do<{ authorityId: string }>('/v1/authorities', budget);
  const pledge = async (sponsorId: string, quota: number, more = {}) => {
    const terms = { quota, firstMonth: FIRST, lastMonth: LAST, document: paper(`SK-${quota}`), ...more };
    return (await story.do<{ pledgeId: string }>(`/v1/sponsors/${sponsorId}/pledges`, terms)).pledgeId;
  };
  const pledges = {
    regent: await pledge(regent, 4),
    deputy: await pledge(deputy, 2),
    city: await pledge(city, 3, { budgetId: authorityId }),
  };
  return { regent, deputy, city, budget: authorityId, pledges };
}

async function people(story: Story, offices: Omit<Cast, 'workers' | 'tokens'>) {
  const workers: string[] = [];
  for (const person of syntheticPeople(7, ['76.03.01'], ['petani'])) workers.push(await enrolled(story, person));
  const { regent, deputy, city } = offices.pledges;
  const assign = (pledgeId: string, first: number, end: number) =>
    story.do(`/v1/pledges/${pledgeId}/assignments`, { workers: workers.slice(first, end) });
  await assign(regent, 0, 2);
  await assign(deputy, 2, 3);
  await assign(city, 3, 5);
  return { ...offices, workers };
}

async function enrolled(story: Story, person: ReturnType<typeof syntheticPeople>[number]): Promise<string> {
  const { nik, name, birthDate, regionCode, occupation } = person;
  const worker = { nik, name, birthDate, regionCode, occupation };
  const { workerId } = await story.do<{ workerId: string }>('/v1/workers', worker);
  const check = { source: 'dukcapil', eligible: true, reference: 'DKC-1', checkedOn: '2021-05-03' };
  await story.do(`/v1/workers/${workerId}/eligibility-checks`, check);
  await story.do(`/v1/workers/${workerId}/enrolment`, { group: GROUP, enrolledOn: '2021-05-03' });
  return workerId;
}
