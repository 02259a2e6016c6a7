import { Injectable } from '@nestjs/common';
import { orderedIn, Rejection, remittanceDecider, sponsorDecider, money } from '@sedekah/ledger';
import { inTurn } from '../crossings/in-turn';
import { Ledger } from '../ledger/ledger';

export interface RemittanceMember {
  readonly workerId: string;
  readonly sponsorId: string;
  readonly amount: money.Rupiah;
  readonly isSettled: boolean;
}

/** The people of a remittance, as its sponsors' streams have them. */
@Injectable()
export class RemittanceMembers {
  constructor(private readonly ledger: Ledger) {}

  /** The named people. @throws Rejection `worker-not-in-remittance` for one who is not in it, `remittance-unknown` */
  async named(remittanceId: string, workers: readonly string[]): Promise<RemittanceMember[]> {
    if (workers.length === 0) return [];
    const members = new Map((await this.all(remittanceId)).map((member) => [member.workerId, member]));
    return [...new Set(workers)].map((workerId) => {
      const member = members.get(workerId);
      if (member) return member;
      throw new Rejection(
        'worker-not-in-remittance',
        'Pekerja ini tidak ada dalam daftar penyetoran, atau iurannya sudah ditolak atau dikembalikan BPJS. Periksa nomor pekerja dan penyetorannya.',
        'This worker is not on the list of the remittance, or BPJS rejected or paid back the premium. Check the worker and the remittance.',
        { workerId, remittanceId },
      );
    });
  }

  /** `named`, once their premiums are settled. @throws Rejection `remittance-not-acknowledged` before that */
  async settled(remittanceId: string, workers: readonly string[]): Promise<RemittanceMember[]> {
    const members = await this.named(remittanceId, workers);
    if (members.every(({ isSettled }) => isSettled)) return members;
    throw new Rejection(
      'remittance-not-acknowledged',
      'Penyetoran ini belum selesai dibukukan sesudah konfirmasi BPJS. Tunggu sebentar, lalu catat pengembaliannya.',
      'This remittance is not settled yet after BPJS acknowledged it. Wait a moment, then record the refund.',
      { remittanceId },
    );
  }

  /** What the premiums in it cost by the law known now. */
  async worth(remittanceId: string): Promise<money.Rupiah> {
    return money.sum(...(await this.all(remittanceId)).map(({ amount }) => amount));
  }

  private async all(remittanceId: string): Promise<RemittanceMember[]> {
    const { state } = await this.ledger.load(remittanceDecider, remittanceId);
    if (state.status === 'unknown') return [];
    const members: RemittanceMember[] = [];
    await inTurn(state.sponsors, async (sponsorId) => {
      const sponsor = await this.ledger.load(sponsorDecider, sponsorId);
      for (const { workerId, batch, status } of orderedIn(sponsor.state, remittanceId)) {
        members.push({ workerId, sponsorId, amount: batch.amountPerWorker, isSettled: status !== 'ordered' });
      }
    });
    return members;
  }
}
