import { ApiProperty } from '@nestjs/swagger';
import { FUNDING_SOURCES, SPONSOR_KINDS } from '@sedekah/ledger';
import { NullableText, RupiahText } from '../http/answer-fields';

export class SponsorIdBody {
  @ApiProperty() sponsorId!: string;
  @ApiProperty() position!: string;
}

export class SponsorBody {
  @ApiProperty() sponsorId!: string;
  @ApiProperty({ enum: SPONSOR_KINDS }) kind!: string;
  @NullableText('Perseorangan: disamarkan; null bila sudah dihapus.') name!: string | null;
  @NullableText() tier!: string | null;
  @ApiProperty({ enum: FUNDING_SOURCES }) fundingSource!: string;
  @NullableText() regionCode!: string | null;
  @ApiProperty() registeredOn!: string;
}

class DocumentAnswer {
  @ApiProperty() kind!: string;
  @ApiProperty() number!: string;
  @ApiProperty() date!: string;
}

class PledgeAnswerBody {
  @ApiProperty() pledgeId!: string;
  @ApiProperty() sponsorId!: string;
  @ApiProperty() quota!: number;
  @ApiProperty() firstMonth!: string;
  @ApiProperty() lastMonth!: string;
  @ApiProperty({ type: DocumentAnswer }) document!: DocumentAnswer;
  @NullableText() budgetId!: string | null;
  @NullableText('Uang publik: yang dicadangkan pada anggaran.') reserved!: string | null;
  @ApiProperty({ type: [String] }) authorityIds!: string[];
  @ApiProperty({ description: 'Berapa kali diubah.' }) amendments!: number;
  @ApiProperty() effectiveOn!: string;
  @NullableText('Bulan pertama yang tidak dijanjikan lagi.') withdrawnFrom!: string | null;
}

export class SponsorWithPledgesBody extends SponsorBody {
  @ApiProperty({ type: [PledgeAnswerBody] }) pledges!: PledgeAnswerBody[];
}

class PaymentsBody {
  @RupiahText() unverified!: string;
  @RupiahText() verified!: string;
}

class AvailableSplitBody {
  @RupiahText('Di rekening bank skema.') bank!: string;
  @RupiahText('Kredit di BPJS.') bpjs!: string;
  @RupiahText('Pembayaran langsung.') direct!: string;
}

class ArrearsBody {
  @ApiProperty({ example: '2021-06' }) month!: string;
  @RupiahText() amount!: string;
}

export class BalanceBody {
  @ApiProperty() sponsorId!: string;
  @ApiProperty() asOf!: string;
  @NullableText() knownAt!: string | null;
  @ApiProperty({ description: 'Banyaknya kejadian yang diketahui.' }) knownAtOrdinal!: string;
  @ApiProperty({ enum: FUNDING_SOURCES }) fundingSource!: string;
  @ApiProperty() pledgedWorkers!: number;
  @ApiProperty() assignedWorkers!: number;
  @ApiProperty() unfilledQuota!: number;
  @RupiahText('Iuran sebulan untuk seluruh ikrar.') monthlyPremium!: string;
  @ApiProperty({ type: PaymentsBody }) payments!: PaymentsBody;
  @RupiahText() allocated!: string;
  @RupiahText() remitted!: string;
  @RupiahText() refunded!: string;
  @RupiahText() available!: string;
  @ApiProperty({ type: AvailableSplitBody }) availableSplit!: AvailableSplitBody;
  @RupiahText('Ditarik kembali oleh bank sesudah dipakai.') receivable!: string;
  @ApiProperty({ type: [ArrearsBody] }) arrears!: ArrearsBody[];
}
