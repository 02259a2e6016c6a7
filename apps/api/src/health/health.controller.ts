import { Controller, Get, HttpCode, Res } from '@nestjs/common';
import { ApiOperation, ApiProperty, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { HttpReply } from '../http/request';
import { Roles } from '../http/roles';
import { Readiness } from './readiness';

class LiveBody {
  @ApiProperty({ example: 'up' }) status!: string;
}

class StoppedAtBody {
  @ApiProperty({ example: 'PaymentVerified' }) eventType!: string;
  @ApiProperty({ description: 'Letak kejadian di catatan.' }) position!: string;
}

class ReadinessBody {
  @ApiProperty({ enum: ['up', 'down'] }) status!: 'up' | 'down';
  @ApiProperty({ enum: ['up', 'down'], description: 'Penyimpanan kejadian menjawab.' }) eventStore!: 'up' | 'down';
  @ApiProperty({ enum: ['up', 'down'], description: 'Tabel bacaan menjawab.' }) readModel!: 'up' | 'down';
  @ApiProperty({ enum: ['up', 'down', 'separate'] }) projector!: 'up' | 'down' | 'separate';
  @ApiProperty({
    type: StoppedAtBody,
    nullable: true,
    description: 'Kejadian yang tidak dapat dimuat tabel bacaan: di sini proyektor berhenti.',
  })
  projectorStoppedAt!: StoppedAtBody | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Kejadian yang sudah dimuat tabel bacaan.' })
  appliedEvents!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Kejadian yang belum dimuat.' }) lagEvents!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Umur kejadian tertua yang belum dimuat, dalam detik.' })
  lagSeconds!: number | null;
  @ApiProperty({ type: Number, nullable: true, description: 'Alur antarcatatan yang belum selesai.' })
  openCrossings!: number | null;
}

@ApiTags('health')
@Controller('health')
export class HealthController {
  constructor(private readonly readiness: Readiness) {}

  @Get('live')
  @HttpCode(200)
  @Roles('anyone')
  @ApiOperation({ summary: 'Proses berjalan' })
  @ApiResponse({ status: 200, type: LiveBody, description: 'Berjalan' })
  live(): LiveBody {
    return { status: 'up' };
  }

  @Get('ready')
  @Roles('anyone')
  @ApiOperation({ summary: 'Siap melayani: penyimpanan, tabel bacaan, ketertinggalan' })
  @ApiResponse({ status: 200, type: ReadinessBody, description: 'Siap' })
  @ApiResponse({ status: 503, type: ReadinessBody, description: 'Belum siap' })
  async ready(@Res({ passthrough: true }) reply: HttpReply): Promise<ReadinessBody> {
    const answer = await this.readiness.check();
    reply.status(answer.status === 'up' ? 200 : 503);
    return answer;
  }
}
