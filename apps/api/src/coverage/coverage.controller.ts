import { Controller, Get, Query } from '@nestjs/common';
import { ApiProperty, ApiTags } from '@nestjs/swagger';
import { monthOf } from '@sedekah/ledger';
import { coverage } from '@sedekah/read-model';
import { NullableText } from '../http/answer-fields';
import { MonthField, RegionCode } from '../http/fields';
import { Read } from '../http/routes';
import { SchemeTime } from '../ledger/scheme-time';
import { Queries } from '../read-model/queries';
import { AskKnownAt } from '../read-model/questions';

class AskCoverage extends AskKnownAt {
  @MonthField({ optional: true, description: 'Baku: bulan ini.' }) month?: string;
  @RegionCode({ optional: true, description: 'Wilayah ini dan di dalamnya.' }) region?: string;
}

class CoverageTotalBody {
  @ApiProperty({ description: 'Pekerja yang terlindungi pada bulan itu (pembilang).' }) covered!: number;
  @ApiProperty({ description: 'Pekerja terdaftar yang masih ada (penyebut).' }) registered!: number;
  @NullableText('Dua desimal; null tanpa penyebut.') percent!: string | null;
}

class RegionCoverageBody extends CoverageTotalBody {
  @ApiProperty() regionCode!: string;
}

class CoverageBody {
  @ApiProperty() month!: string;
  @NullableText() knownAt!: string | null;
  @ApiProperty() knownAtOrdinal!: string;
  @ApiProperty({ type: [RegionCoverageBody] }) regions!: RegionCoverageBody[];
  @ApiProperty({ type: CoverageTotalBody }) total!: CoverageTotalBody;
}

@ApiTags('coverage')
@Controller('v1/coverage')
export class CoverageController {
  constructor(
    private readonly queries: Queries,
    private readonly time: SchemeTime,
  ) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Cakupan perlindungan menurut bulan dan wilayah', answers: CoverageBody })
  async show(@Query() question: AskCoverage) {
    const month = question.month ?? monthOf(await this.time.today());
    return this.queries.ask((db) => coverage(db, { month, regionCode: question.region, knownAt: question.known() }));
  }
}
