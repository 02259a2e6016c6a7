import type { JobEvent, NikClaimEvent, WorkerEvent } from '@sedekah/ledger';
import { grouped } from '../output/numbers';
import type { Narration } from './narration';

export const workerNarration: Narration<Exclude<(WorkerEvent | NikClaimEvent)['type'], 'CommandRefused'>> = {
  NikClaimed: ({ workerId }) => `NIK dipegang pekerja ${workerId}`,
  NikClaimReleased: ({ workerId }) => `NIK dilepas dari pekerja ${workerId}`,
  WorkerRegistered: ({ workerId, regionCode, occupation, sector }) =>
    `Pekerja ${workerId} didaftarkan: ${occupation} (${sector}), wilayah ${regionCode}`,
  EligibilityChecked: ({ source, eligible }) =>
    `Kelayakan diperiksa (${source}): ${eligible ? 'layak' : 'tidak layak'}`,
  WorkerEnrolled: ({ group, band }) => `Didaftarkan ke BPJS pada wadah ${group}, golongan ${band}`,
  SponsorshipClaimed: ({ sponsorId, pledgeId, firstMonth, lastMonth }) =>
    `Ditanggung ${sponsorId} (ikrar ${pledgeId}), ${firstMonth} sampai ${lastMonth}`,
  SponsorshipReleased: ({ fromMonth }) => `Tidak ditanggung lagi mulai ${fromMonth}`,
  WorkerDied: ({ workerId }) => `Pekerja ${workerId} meninggal`,
  WorkerLeft: ({ workerId }) => `Pekerja ${workerId} keluar`,
  LegalHoldPlaced: ({ holdId }) => `Data ditahan untuk proses hukum (${holdId})`,
  LegalHoldLifted: ({ holdId }) => `Penahanan data ${holdId} dicabut`,
  BenefitRecorded: ({ kind, amount, heirs }) =>
    `BPJS membayar manfaat ${kind} Rp ${grouped(amount)}${heirs > 0 ? ` kepada ${heirs} ahli waris` : ''}`,
  ErasureDecided: ({ workerId }) => `Penghapusan data pekerja ${workerId} diputuskan`,
};

export const jobNarration: Narration<JobEvent['type']> = {
  JobSubmitted: ({ kind, scope, submittedBy }) => `Pekerjaan ${kind} (${scope}) diminta oleh ${submittedBy}`,
  JobProgressed: ({ done, total }) => `Selesai ${grouped(done)}${total === undefined ? '' : ` dari ${grouped(total)}`}`,
  JobRowsReported: ({ rows }) => `${grouped(rows.length)} baris tidak diterima`,
  JobCompleted: ({ counts }) =>
    `Pekerjaan selesai: ${Object.entries(counts)
      .map(([name, count]) => `${name} ${grouped(count)}`)
      .join(', ')}`,
  JobFailed: ({ code }) => `Pekerjaan gagal (${code})`,
};
