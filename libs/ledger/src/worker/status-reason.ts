import { monthOf, type LocalDate } from '../calendar';
import type { PremiumStatus } from './premium-status';

/** A sentence for the officer, and the same in English. */
export interface StatusReason {
  readonly indonesian: string;
  readonly english: string;
}

/** The grace rule that was used: `ruleInForce(law, 'grace-months', asOf)`. */
export interface GraceRule {
  readonly value: number;
  readonly citation: string;
}

const MEMBERSHIP = 'PP 44/2015';

/** Why the status is what it is on `asOf`: the rule and where it stands. Names no person. */
export function statusReason(answer: PremiumStatus, asOf: LocalDate, grace: GraceRule): StatusReason {
  const month = monthOf(asOf);
  switch (answer.rule) {
    case 'death':
      return {
        indonesian: `Meninggal pada atau sebelum ${asOf}; kepesertaan berhenti (${MEMBERSHIP}).`,
        english: `Died on or before ${asOf}; membership stops (${MEMBERSHIP}).`,
      };
    case 'leaving':
      return {
        indonesian: `Keluar pada atau sebelum ${asOf} dan belum didaftarkan kembali (${MEMBERSHIP}).`,
        english: `Left on or before ${asOf} and not enrolled since (${MEMBERSHIP}).`,
      };
    case 'not-enrolled':
      return {
        indonesian: `Terdaftar di buku, belum didaftarkan sebagai peserta sampai ${asOf} (${MEMBERSHIP}).`,
        english: `On file, not enrolled as a member by ${asOf} (${MEMBERSHIP}).`,
      };
    case 'no-cover-yet':
      return {
        indonesian: `Sudah didaftarkan, belum ada iuran yang diterima BPJS sampai ${month} (${MEMBERSHIP}).`,
        english: `Enrolled, no premium accepted by BPJS through ${month} yet (${MEMBERSHIP}).`,
      };
    case 'covered':
      return {
        indonesian: `Iuran ${month} sudah diterima BPJS; terlindungi pada bulan itu (${MEMBERSHIP}).`,
        english: `The premium of ${month} was accepted by BPJS; covered in that month (${MEMBERSHIP}).`,
      };
    case 'within-grace':
      return {
        indonesian: `Menunggak ${answer.arrearsMonths} bulan, masih dalam batas ${grace.value} bulan (${grace.citation}).`,
        english: `In arrears for ${answer.arrearsMonths} months, within the limit of ${grace.value} (${grace.citation}).`,
      };
    case 'beyond-grace':
      return {
        indonesian: `Menunggak lebih dari ${grace.value} bulan; kepesertaan berakhir sampai didaftarkan kembali (${grace.citation}).`,
        english: `In arrears for more than ${grace.value} months; membership has ended until enrolled again (${grace.citation}).`,
      };
    default:
      throw new Error(`not a rule of the status table: ${JSON.stringify(answer.rule satisfies never)}`);
  }
}
