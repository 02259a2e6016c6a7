import { ApiProperty } from '@nestjs/swagger';
import { NullableText, RupiahText } from '../http/answer-fields';

class UnpaidMonthBody {
  @ApiProperty() month!: string;
  @ApiProperty() workers!: number;
  @RupiahText('Menurut tarif bulan itu, sejauh peraturannya diketahui.') cost!: string;
}

class RunwayBody {
  @ApiProperty({ description: 'Berapa bulan penuh yang cukup, dari yang tertua.' }) months!: number;
  @RupiahText() cost!: string;
  @RupiahText() remainder!: string;
  @NullableText('Bulan pertama yang tidak cukup; null bila semua bulan sampai 60 bulan ke depan cukup.')
  runsOutIn!: string | null;
}

class ToTheEndBody {
  @ApiProperty({ description: 'Bulan terakhir ikrar, atau bulan terakhir anggaran.' }) throughMonth!: string;
  @ApiProperty({ description: 'Bulan yang akan datang sampai akhir.' }) months!: number;
  @RupiahText('Untuk semua pekerja sekarang, beserta tunggakan.') needed!: string;
  @ApiProperty() fits!: boolean;
  @RupiahText('Kurangnya; "0" bila cukup.') shortfall!: string;
  @ApiProperty({ description: 'Berapa pekerja yang cukup sampai akhir, sesudah tunggakan dibayar.' }) workers!: number;
  @RupiahText() cost!: string;
  @RupiahText() remainder!: string;
}

export class OutlookBody {
  @ApiProperty() asOf!: string;
  @NullableText() knownAt!: string | null;
  @ApiProperty() knownAtOrdinal!: string;
  @NullableText('Pagu; hanya anggaran.') ceiling!: string | null;
  @RupiahText('Anggaran: yang dicadangkan ikrar. Penanggung: kuota × iuran semua bulan ikrar.') committed!: string;
  @NullableText(
    'Anggaran: kelebihan ikatan di atas pagu karena tarif yang terbit kemudian; "0" bila masih di dalam pagu.',
  )
  aboveCeiling!: string | null;
  @RupiahText('Iuran yang sudah dialokasikan dan tidak ditarik kembali.') spent!: string;
  @RupiahText('Anggaran: pagu − terpakai. Uang publik: ikrar − terpakai. Lainnya: dana terperiksa yang belum terpakai.')
  remaining!: string;
  @ApiProperty({ description: 'Ditetapkan, terdaftar, hidup dan belum berakhir pada bulan `asOf`.' }) workers!: number;
  @ApiProperty({ type: [UnpaidMonthBody], description: 'Tunggakan, lalu bulan yang akan datang sampai akhir.' })
  months!: UnpaidMonthBody[];
  @ApiProperty({ type: RunwayBody, description: 'Untuk semua pekerja sekarang.' }) runway!: RunwayBody;
  @ApiProperty({ type: ToTheEndBody }) toTheEnd!: ToTheEndBody;
}
