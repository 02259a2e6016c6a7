import { ApiProperty } from '@nestjs/swagger';
import { CONTINUITY_STATES, LAPSE_CAUSES } from '@sedekah/read-model';
import { NullableText, RupiahText } from '../http/answer-fields';

class ContinuityItemBody {
  @ApiProperty() workerId!: string;
  @ApiProperty() regionCode!: string;
  @ApiProperty({
    enum: CONTINUITY_STATES,
    description:
      '`lapsing`: terlindungi sekarang, bulan depan belum ada dananya. `ended`: berakhir paling lama 3 bulan lalu.',
  })
  state!: string;
  @ApiProperty({ description: 'Bulan tunggakan ke berapa; 0 bila tidak menunggak.' }) arrearsMonths!: number;
  @ApiProperty() enrolledOn!: string;
  @ApiProperty() coveredThrough!: string;
  @ApiProperty({ description: 'Bulan berakhirnya kepesertaan bila tidak ada yang dibayar.' }) endsIn!: string;
  @ApiProperty() endsNextMonth!: boolean;
  @ApiProperty({ enum: LAPSE_CAUSES, description: 'Sebab bulan pertama yang tidak terlindungi.' }) cause!: string;
  @NullableText('Penanggung pada bulan itu.') sponsorId!: string | null;
  @RupiahText('JKM sebagai peserta sekarang, dikurangi JKM bila kepesertaan dimulai lagi hari ini.')
  costToFamily!: string;
  @ApiProperty({
    type: Boolean,
    nullable: true,
    description: 'Setahun lagi, atau sudah, melewati batas umur: tidak dapat didaftarkan kembali. Null: data dihapus.',
  })
  nearAgeLimit!: boolean | null;
}

class ArrearsCountBody {
  @ApiProperty() months!: number;
  @ApiProperty() workers!: number;
}

class ContinuityCountsBody {
  @ApiProperty({ description: 'Penyebut: hidup, terdaftar dan belum keluar, orang.' }) enrolled!: number;
  @ApiProperty() covered!: number;
  @ApiProperty({ description: 'Bagian dari `covered`.' }) lapsing!: number;
  @ApiProperty({ type: [ArrearsCountBody] }) inArrears!: ArrearsCountBody[];
  @ApiProperty() ended!: number;
  @ApiProperty({ description: 'Bagian dari `ended` yang ada di daftar ini.' }) endedLately!: number;
  @ApiProperty() notCoveredYet!: number;
}

class JkmBody {
  @RupiahText() full!: string;
  @ApiProperty({ description: 'Sebelum sekian bulan kepesertaan, JKM lebih kecil.' }) waitingMonths!: number;
  @RupiahText() waiting!: string;
  @ApiProperty({ type: [String] }) citations!: string[];
  @ApiProperty({ description: 'Ada angka yang belum dicocokkan dengan naskah peraturannya.' }) needsChecking!: boolean;
}

export class ContinuityBody {
  @ApiProperty() asOf!: string;
  @NullableText() knownAt!: string | null;
  @ApiProperty() knownAtOrdinal!: string;
  @ApiProperty() graceMonths!: number;
  @ApiProperty() ageLimit!: number;
  @ApiProperty({ type: JkmBody }) jkm!: JkmBody;
  @ApiProperty({ type: ContinuityCountsBody }) counts!: ContinuityCountsBody;
  @ApiProperty({ type: [ContinuityItemBody] }) items!: ContinuityItemBody[];
  @NullableText('Untuk `?after=`; null di halaman terakhir.') next!: string | null;
}
