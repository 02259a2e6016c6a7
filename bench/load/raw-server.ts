import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { Body, Controller, HttpCode, Module, Post } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { FastifyAdapter, type NestFastifyApplication } from '@nestjs/platform-fastify';
import { openSqliteEventStore, type EventStore } from '@sedekah/event-store';
import { RequestValidation } from '../../apps/api/src/http/validation';
import { VerifyPayment } from '../../apps/api/src/payments/settle-payment';
import { RecordPayment } from '../../apps/api/src/payments/record-payment';
import { MakePledge } from '../../apps/api/src/pledges/make-pledge';
import { RegisterSponsor } from '../../apps/api/src/sponsors/register-sponsor';
import { CheckEligibility } from '../../apps/api/src/workers/check-eligibility';
import { RegisterWorker } from '../../apps/api/src/workers/register-worker';

/**
 * The least a server can do: validates the same bodies with the same framework, and appends each as it is, as durably as
 * the ledger does. No rule, no caller, no key, no tables.
 */
let store: EventStore;
let hot = -1n;

async function stored(body: object) {
  const { position } = await store.append(`raw.body-${randomUUID()}`, [eventOf(body)], 'no-stream');
  return { position };
}

/** In one stream, where each append has to stand after the one before it. */
async function storedHot(body: object) {
  const expected = hot;
  hot += 1n;
  const { position } = await store.append('raw.hot', [eventOf(body)], expected < 0n ? 'no-stream' : expected);
  return { position };
}

const eventOf = (body: object) => ({
  id: randomUUID(),
  type: 'BodyStored',
  data: { body: JSON.stringify(body) },
  metadata: {},
});

@Controller()
class RawController {
  @Post('empty')
  @HttpCode(201)
  empty() {
    return { position: '0' };
  }
  @Post('sponsors')
  sponsor(@Body() body: RegisterSponsor) {
    return stored(body);
  }
  @Post('pledges')
  pledge(@Body() body: MakePledge) {
    return stored(body);
  }
  @Post('workers')
  worker(@Body() body: RegisterWorker) {
    return stored(body);
  }
  @Post('eligibility-checks')
  check(@Body() body: CheckEligibility) {
    return stored(body);
  }
  @Post('payments')
  payment(@Body() body: RecordPayment) {
    return stored(body);
  }
  @Post('verification')
  verification(@Body() body: VerifyPayment) {
    return stored(body);
  }
  @Post('hot')
  hot(@Body() body: RecordPayment) {
    return storedHot(body);
  }
}

@Module({ controllers: [RawController] })
class RawModule {}

/** Told the file of its log; tells its address. Ends with the process that started it. */
async function serve(file: string): Promise<void> {
  store = await openSqliteEventStore({ file });
  const app = await NestFactory.create<NestFastifyApplication>(RawModule, new FastifyAdapter(), { logger: false });
  app.useGlobalPipes(new RequestValidation());
  await app.listen(0, '127.0.0.1');
  process.send?.(await app.getUrl());
}

process.once('disconnect', () => process.exit(0));
process.once('message', (file: string) => void serve(file));
