import { ApiProperty } from '@nestjs/swagger';
import { BENEFIT_KINDS, PREMIUM_STATUSES, SECTORS, STATUS_RULES } from '@sedekah/ledger';
import { NullableNumber, NullableText, RupiahText } from '../http/answer-fields';

export class WorkerIdBody {
  @ApiProperty() workerId!: string;
  @ApiProperty() position!: string;
}

class MaskedIdentityBody {
  @NullableText('`7603••••••••0012`; null bila sudah dihapus.') nik!: string | null;
  @NullableText('Huruf pertama setiap kata.') name!: string | null;
  @NullableText() birthYear!: string | null;
}

export class WorkerBody {
  @ApiProperty() workerId!: string;
  @ApiProperty({ type: MaskedIdentityBody }) identity!: MaskedIdentityBody;
  @ApiProperty() regionCode!: string;
  @ApiProperty() occupation!: string;
  @ApiProperty({ enum: SECTORS }) sector!: string;
  @ApiProperty() registeredOn!: string;
  @NullableText('Wadah pendaftaran terakhir.') group!: string | null;
  @NullableNumber('Golongan penghasilan.') band!: number | null;
  @NullableText() enrolledOn!: string | null;
  @NullableText() diedOn!: string | null;
  @NullableText() leftOn!: string | null;
}

class BenefitBody {
  @ApiProperty({ enum: BENEFIT_KINDS }) kind!: string;
  @RupiahText() amount!: string;
  @ApiProperty({ description: '0: diterima pekerja sendiri.' }) heirs!: number;
  @ApiProperty() reference!: string;
  @ApiProperty() paidOn!: string;
}

export class WorkerWithBenefitsBody extends WorkerBody {
  @ApiProperty({ type: [BenefitBody], description: 'Yang dibayar BPJS; bukan uang program.' })
  benefits!: BenefitBody[];
}

class GraceBody {
  @ApiProperty() months!: number;
  @ApiProperty() citation!: string;
}

class PriceBody {
  @RupiahText() amount!: string;
  @ApiProperty() tariffId!: string;
  @ApiProperty() revision!: number;
}

class CoverDatesBody {
  @ApiProperty() month!: string;
  @ApiProperty() from!: string;
  @ApiProperty() through!: string;
  @ApiProperty() receiptNumber!: string;
  @ApiProperty() remittanceId!: string;
  @ApiProperty() sponsorId!: string;
}

export class PremiumStatusBody {
  @ApiProperty() workerId!: string;
  @ApiProperty() asOf!: string;
  @NullableText() knownAt!: string | null;
  @ApiProperty() knownAtOrdinal!: string;
  @ApiProperty({ enum: PREMIUM_STATUSES }) status!: string;
  @ApiProperty({ description: '1 sampai masa tenggang saat menunggak, selain itu 0.' }) arrearsMonths!: number;
  @ApiProperty({ description: 'Terlindungi pada bulan `asOf`.' }) covered!: boolean;
  @ApiProperty({ type: [String] }) coveredMonths!: string[];
  @NullableText() coveredThrough!: string | null;
  @NullableText('Jatuh tempo iuran berikutnya.') dueOn!: string | null;
  @NullableText() sponsorId!: string | null;
  @NullableText() pledgeId!: string | null;
  @ApiProperty({ enum: STATUS_RULES }) rule!: string;
  @ApiProperty() reason!: string;
  @ApiProperty() reasonEnglish!: string;
  @ApiProperty({ type: GraceBody }) grace!: GraceBody;
  @ApiProperty({ type: PriceBody, nullable: true }) tariff!: PriceBody | null;
  @ApiProperty({ type: [CoverDatesBody], description: 'Seperti diberikan BPJS.' }) coverDates!: CoverDatesBody[];
}
