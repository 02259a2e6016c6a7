import { byTreasurer, type Row } from '../row';
import { paper, type Cast } from '../story';

const MONTHS = { firstMonth: '2021-05', lastMonth: '2021-07' };
const amended = (quota: number, months = MONTHS) => ({ quota, ...months, document: paper('SK-2'), reason: 'APBD-P' });
const public_ = (cast: Cast, quota: number, document = paper('SK-3')) => ({
  quota,
  ...MONTHS,
  document,
  budgetId: cast.budget,
});

export const PLEDGES: readonly Row[] = [
  {
    name: 'a new pledge of public money',
    before: async (_, cast) => byTreasurer(`/v1/sponsors/${cast.city}/pledges`, public_(cast, 2)),
  },
  {
    name: 'a new pledge that the budget carries and the sponsor refuses',
    before: async (_, cast) => {
      const signedTomorrow = { ...paper('SK-4'), date: '2021-05-18' };
      return byTreasurer(`/v1/sponsors/${cast.city}/pledges`, public_(cast, 2, signedTomorrow));
    },
  },
  {
    name: 'a pledge of public money is amended upwards',
    before: async (_, { pledges }) => byTreasurer(`/v1/pledges/${pledges.city}/amendments`, amended(5)),
  },
  {
    name: 'a pledge amended upwards that the sponsor refuses',
    before: async (_, { pledges }) => {
      const laterMonths = { firstMonth: '2021-06', lastMonth: '2021-07' };
      return byTreasurer(`/v1/pledges/${pledges.city}/amendments`, amended(10, laterMonths));
    },
  },
  {
    name: 'a pledge of public money is amended downwards',
    before: async (_, { pledges }) => byTreasurer(`/v1/pledges/${pledges.city}/amendments`, amended(2)),
  },
  {
    name: 'a pledge of public money is withdrawn',
    before: async (story, cast) => {
      const { pledgeId } = await story.do<{ pledgeId: string }>(`/v1/sponsors/${cast.city}/pledges`, public_(cast, 3));
      return byTreasurer(`/v1/pledges/${pledgeId}/withdrawal`, { reason: 'APBD-P', document: paper('SK-5') });
    },
  },
];
