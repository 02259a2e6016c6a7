import { specification } from '../specification';
import type { NikClaimEvent, WorkerRegistration } from './events';
import { nikClaimDecider } from './nik-claim';

const { given } = specification(nikClaimDecider);
const registration: WorkerRegistration = {
  workerId: 'worker-1',
  sealed: 'v1.iv.ciphertext',
  nikHash: 'hash-1',
  regionCode: '76.03.03',
  occupation: 'nelayan',
  sector: 'other',
  effectiveOn: '2021-05-03',
};
const claimed: NikClaimEvent = { type: 'NikClaimed', data: registration };
const released: NikClaimEvent = {
  type: 'NikClaimReleased',
  data: { nikHash: 'hash-1', workerId: 'worker-1', reason: 'salah ketik', effectiveOn: '2021-05-03' },
};

describe('NIK claim', () => {
  it('is made by the first worker, with the whole registration', () =>
    given().when({ type: 'ClaimNik', registration }).then(claimed));

  it('is refused to another worker, naming the holder', () =>
    given(claimed)
      .when({ type: 'ClaimNik', registration: { ...registration, workerId: 'worker-2' } })
      .refused('nik-known', { workerId: 'worker-1' }));

  it('made again by its holder changes nothing', () => given(claimed).when({ type: 'ClaimNik', registration }).then());

  it('is refused for a registration in the future', () =>
    given()
      .when({ type: 'ClaimNik', registration: { ...registration, effectiveOn: '2021-05-04' } })
      .refused('date-in-the-future', { date: '2021-05-04', today: '2021-05-03' }));

  it('is released by its holder, once', () => {
    const release = { type: 'ReleaseNik', workerId: 'worker-1', reason: 'salah ketik' } as const;
    given(claimed).when(release).then(released);
    given(claimed, released).when(release).then();
    given(claimed)
      .when({ ...release, workerId: 'worker-2' })
      .then();
  });

  it('once released is free for another worker', () => {
    const other = { ...registration, workerId: 'worker-2' };
    given(claimed, released).when({ type: 'ClaimNik', registration: other }).then({ type: 'NikClaimed', data: other });
  });
});
