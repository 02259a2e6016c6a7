import { csvOf, syntheticPeople } from '../../../apps/api/src/demo/people';
import { byTreasurer, workerOf, type Row } from '../row';
import { PREMIUM, type Cast, type Story } from '../story';

const assign = (pledgeId: string, ...workers: string[]) =>
  byTreasurer(`/v1/pledges/${pledgeId}/assignments`, { workers });

/** Both offices have paid May to July, and the premiums are allocated. */
async function allocatedThrough(story: Story, { regent, deputy }: Cast, month: string): Promise<void> {
  await story.payVerified(regent, 6 * PREMIUM, 'MEI-1');
  await story.payVerified(deputy, 3 * PREMIUM, 'MEI-2');
  await story.run(month);
}

const death = (cast: Cast, index: number) =>
  byTreasurer(`/v1/workers/${workerOf(cast, index)}/death`, { diedOn: '2021-05-12', evidence: 'Akta 1/2021' });
const leaving = (cast: Cast, index: number) =>
  byTreasurer(`/v1/workers/${workerOf(cast, index)}/leaving`, { leftOn: '2021-05-12', reason: 'moved' });

export const ASSIGNMENTS: readonly Row[] = [
  {
    name: 'a worker is registered',
    before: async () => {
      const person = syntheticPeople(9, ['76.03.01'], ['petani'])[8];
      if (!person) throw new Error('nobody there');
      const { nik, name, birthDate, regionCode, occupation } = person;
      return byTreasurer('/v1/workers', { nik, name, birthDate, regionCode, occupation });
    },
  },
  {
    name: 'a worker is assigned',
    before: async (_, cast) => assign(cast.pledges.regent, workerOf(cast, 5)),
  },
  {
    name: 'many workers are assigned',
    before: async (_, cast) => assign(cast.pledges.regent, workerOf(cast, 5), workerOf(cast, 6)),
  },
  {
    name: 'workers are assigned of whom one has a sponsor',
    before: async (_, cast) => assign(cast.pledges.regent, workerOf(cast, 5), workerOf(cast, 2)),
  },
  {
    name: 'more workers are assigned than the quota holds',
    before: async (_, cast) => assign(cast.pledges.deputy, workerOf(cast, 5), workerOf(cast, 6)),
  },
  {
    name: 'the workers of a pledge are renewed for the next year',
    before: async (story, { regent, pledges }) => {
      const document = { kind: 'surat-kesanggupan', number: '2/2021', date: '2021-05-01' };
      const terms = { quota: 9, firstMonth: '2022-01', lastMonth: '2022-03', document };
      const { pledgeId } = await story.do<{ pledgeId: string }>(`/v1/sponsors/${regent}/pledges`, terms);
      return byTreasurer(`/v1/pledges/${pledgeId}/renewals`, { fromPledgeId: pledges.regent });
    },
  },
  {
    name: 'workers are released',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-07');
      const workers = [workerOf(cast, 0), workerOf(cast, 1)];
      const terms = { workers, fromMonth: '2021-06', cause: 'other', reason: 'pindah penanggung' };
      return byTreasurer(`/v1/pledges/${cast.pledges.regent}/releases`, terms);
    },
  },
  {
    name: 'a worker is replaced',
    before: async (_, cast) => {
      const terms = { workerId: workerOf(cast, 2), replacedBy: workerOf(cast, 5), fromMonth: '2021-06' };
      return byTreasurer(`/v1/pledges/${cast.pledges.deputy}/replacements`, { ...terms, reason: 'BA 1' });
    },
  },
  {
    name: 'a worker is replaced whose month is ordered already',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-05');
      await story.order('2021-05', '126050000001');
      const terms = { workerId: workerOf(cast, 2), replacedBy: workerOf(cast, 5), fromMonth: '2021-05' };
      return byTreasurer(`/v1/pledges/${cast.pledges.deputy}/replacements`, { ...terms, reason: 'BA 2' });
    },
  },
];

/** Two new people with the day's check, under one upload. */
const imported = (file: string) =>
  byTreasurer('/v1/imports/workers?enrol=true&group=mamasa-rentan&enrolledOn=2021-05-03&checkReference=BA-1', file);
const newcomers = () => csvOf(syntheticPeople(10, ['76.03.01'], ['petani']).slice(8));

export const LISTS: readonly Row[] = [
  {
    name: 'a list of workers is imported and enrolled',
    before: () => Promise.resolve(imported(newcomers())),
  },
  {
    name: 'a list of workers is imported of whom one is known',
    before: async (story) => {
      const { url, body } = imported(csvOf(syntheticPeople(9, ['76.03.01'], ['petani']).slice(8)));
      await story.do(url, body);
      await story.installation.jobsDone();
      return imported(newcomers());
    },
  },
  {
    name: 'a list of assignments to two pledges',
    before: async (_, cast) => {
      const rows = [`${workerOf(cast, 5)},${cast.pledges.regent}`, `${workerOf(cast, 6)},${cast.pledges.deputy}`];
      return byTreasurer('/v1/imports/assignments', ['id_pekerja,id_ikrar', ...rows].join('\n'));
    },
  },
  {
    name: 'a list of assignments with one who has a sponsor and one too many',
    before: async (_, cast) => {
      const rows = [5, 2, 6, 0].map((index) => workerOf(cast, index));
      return byTreasurer(`/v1/imports/assignments?pledgeId=${cast.pledges.deputy}`, ['id_pekerja', ...rows].join('\n'));
    },
  },
];

export const ENDINGS: readonly Row[] = [
  {
    name: 'a death before anything is settled',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-06');
      return death(cast, 0);
    },
  },
  {
    name: 'a death after a later month is settled',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-06');
      await story.acknowledge(await story.orderPaid('2021-06', '126050000001'));
      return death(cast, 0);
    },
  },
  {
    name: 'a death that a later month’s settlement finds',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-06');
      const remittanceId = await story.orderPaid('2021-06', '126050000001');
      const { by, url, body } = death(cast, 0);
      await story.do(url, body, by);
      return byTreasurer(`/v1/remittances/${remittanceId}/acknowledgement`, story.receipt(remittanceId));
    },
  },
  {
    name: 'a death of one who was assigned for later months only',
    before: async (story, cast) => {
      const later = { workers: [workerOf(cast, 5)], firstMonth: '2021-06' };
      await story.do(`/v1/pledges/${cast.pledges.regent}/assignments`, later);
      await story.payVerified(cast.regent, 9 * PREMIUM, 'MEI-1');
      await story.run('2021-06');
      const remittanceId = await story.orderPaid('2021-06', '126050000001');
      const { by, url, body } = death(cast, 5);
      await story.do(url, body, by);
      return byTreasurer(`/v1/remittances/${remittanceId}/acknowledgement`, story.receipt(remittanceId));
    },
  },
  {
    name: 'a leaving',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-06');
      return leaving(cast, 0);
    },
  },
  {
    name: 'an order is cancelled in which is one who left',
    before: async (story, cast) => {
      await allocatedThrough(story, cast, '2021-06');
      const remittanceId = await story.order('2021-06', '126050000001');
      const { by, url, body } = leaving(cast, 0);
      await story.do(url, body, by);
      return byTreasurer(`/v1/remittances/${remittanceId}/cancellation`, { reason: 'kode kedaluwarsa' });
    },
  },
];
