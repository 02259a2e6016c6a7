import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import {
  findRemittance,
  listRemittances,
  membersOfRemittance,
  unorderedAllocations,
  waitingCharges,
} from '@sedekah/read-model';
import { Flag, Id, MonthField } from '../http/fields';
import { Read } from '../http/routes';
import { Queries } from '../read-model/queries';
import { AskPage, Waiting } from '../read-model/questions';

class AskRemittances extends AskPage {
  @MonthField({ optional: true }) month?: string;
  @Id({ optional: true, description: 'Wadah.' }) group?: string;
}

class AskWaiting extends Waiting {
  @Id({ description: 'Wadah.' }) group!: string;
  @MonthField() month!: string;
  @Flag({ optional: true, description: 'Tambahan iuran menurut tarif yang terbit kemudian.' })
  additionalCharge?: boolean;
}

@ApiTags('remittances')
@Controller('v1/remittances')
export class RemittanceListsController {
  constructor(private readonly queries: Queries) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Daftar penyetoran ke BPJS' })
  list(@Query() asked: AskRemittances) {
    const { month, group } = asked;
    return this.queries.ask((db) => listRemittances(db, { ...asked.page(), month, group }));
  }

  @Get('waiting')
  @Read({ roles: 'signed-in', summary: 'Iuran yang menunggu penyetoran: penanggung, jumlah pekerja, dan nilainya' })
  async waiting(@Query() { group, month, additionalCharge }: AskWaiting) {
    const ask = additionalCharge ? waitingCharges : unorderedAllocations;
    return { items: await this.queries.ask((db) => ask(db, { group, month })) };
  }

  @Get(':remittanceId')
  @Read({ roles: 'signed-in', summary: 'Satu penyetoran', refusals: ['not-found'] })
  show(@Param('remittanceId') remittanceId: string, @Query() _asked: Waiting) {
    return this.queries.one((db) => findRemittance(db, remittanceId));
  }

  @Get(':remittanceId/members')
  @Read({ roles: 'signed-in', summary: 'Pekerja dalam penyetoran, dan hasilnya', refusals: ['not-found'] })
  async members(@Param('remittanceId') remittanceId: string, @Query() asked: AskPage) {
    await this.queries.one((db) => findRemittance(db, remittanceId));
    return this.queries.ask((db) => membersOfRemittance(db, remittanceId, asked.page()));
  }
}
