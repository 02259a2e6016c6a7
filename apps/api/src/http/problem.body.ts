import { ApiProperty, ApiPropertyOptional } from '@nestjs/swagger';

class FieldErrorBody {
  @ApiProperty({ example: 'tiers.0.rank' }) field!: string;
  @ApiProperty({ example: 'harus bilangan bulat' }) message!: string;
}

/** application/problem+json (RFC 9457). Numbers that matter stand beside these members. */
export class ProblemBody {
  @ApiProperty({ example: 'urn:sedekah:problem:quota-exceeded' }) type!: string;
  @ApiProperty({ example: 'Tidak dapat dilakukan dalam keadaan ini' }) title!: string;
  @ApiProperty({ example: 409 }) status!: number;
  @ApiProperty({ example: 'quota-exceeded', description: 'Tetap; lihat docs/rejections.md.' }) code!: string;
  @ApiProperty({ description: 'Bahasa Indonesia.' }) detail!: string;
  @ApiProperty({ description: 'English.' }) detailEnglish!: string;
  @ApiPropertyOptional({ example: 'urn:sedekah:request:req-1' }) instance?: string;
  @ApiPropertyOptional({ type: [FieldErrorBody] }) errors?: FieldErrorBody[];
}

export class PositionBody {
  @ApiProperty({ description: 'Letak di buku besar, untuk `?waitFor=`.' }) position!: string;
}
