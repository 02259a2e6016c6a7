import { Controller, Get, Param, Query } from '@nestjs/common';
import { ApiTags } from '@nestjs/swagger';
import { findPayment, listPayments, PAYMENT_STATES, type PaymentStatus } from '@sedekah/read-model';
import { Id, OneOf } from '../http/fields';
import { Read } from '../http/routes';
import { Queries } from '../read-model/queries';
import { AskPage, Waiting } from '../read-model/questions';

class AskPayments extends AskPage {
  @Id({ optional: true, description: 'Hanya setoran penanggung ini.' }) sponsorId?: string;
  @OneOf(PAYMENT_STATES, { optional: true }) status?: PaymentStatus;
}

@ApiTags('payments')
@Controller('v1/payments')
export class PaymentListsController {
  constructor(private readonly queries: Queries) {}

  @Get()
  @Read({ roles: 'signed-in', summary: 'Daftar setoran, misalnya yang menunggu pemeriksaan' })
  list(@Query() asked: AskPayments) {
    const { sponsorId, status } = asked;
    return this.queries.ask((db) => listPayments(db, { ...asked.page(), sponsorId, status }));
  }

  @Get(':paymentId')
  @Read({ roles: 'signed-in', summary: 'Satu setoran', refusals: ['not-found'] })
  show(@Param('paymentId') paymentId: string, @Query() _asked: Waiting) {
    return this.queries.one((db) => findPayment(db, paymentId));
  }
}
