import { Module, type DynamicModule } from '@nestjs/common';
import { APP_FILTER, APP_GUARD, APP_PIPE } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { JwtModule } from '@nestjs/jwt';
import { ThrottlerModule } from '@nestjs/throttler';
import { Streams } from '@sedekah/event-store';
import { KeyStore } from '@sedekah/key-store';
import { LiveReadModel } from '@sedekah/read-model';
import { LoggerModule } from 'nestjs-pino';
import { AccessGuard } from './access/access.guard';
import { SESSION_ATTEMPTS } from './access/session-throttle';
import { Sessions } from './access/sessions';
import { UserRoles } from './access/user-roles';
import { Announcement } from './announcement';
import { CONTROLLERS, HANDLERS } from './capabilities';
import { Clock } from './clock';
import { Closing } from './closing';
import { EventStore } from './event-store';
import { FirstStart } from './first-start';
import { Readiness } from './health/readiness';
import { CallGuard } from './http/call.guard';
import { ProblemFilter } from './http/problem.filter';
import { RequestValidation } from './http/validation';
import { Calls } from './ledger/calls';
import { KnownCommands } from './ledger/known-commands';
import { Ledger } from './ledger/ledger';
import { SchemeTime } from './ledger/scheme-time';
import { logging } from './logging';
import type { OpenLedger } from './open-ledger';
import { ProjectorThread } from './read-model/projector-thread';
import { Queries } from './read-model/queries';
import { WaitForGuard } from './read-model/wait-for.guard';
import { Settings } from './settings';

const ACCESS = [Sessions, UserRoles];

/** Everything the server is made of, and what it is given. */
@Module({})
export class AppModule {
  static with(open: OpenLedger, announcement: Announcement): DynamicModule {
    return {
      module: AppModule,
      imports: [
        CqrsModule.forRoot(),
        JwtModule.register({}),
        ThrottlerModule.forRoot([SESSION_ATTEMPTS]),
        LoggerModule.forRoot(logging(open.config)),
      ],
      controllers: CONTROLLERS,
      providers: [
        { provide: Clock, useValue: open.clock },
        { provide: KeyStore, useValue: open.keys },
        { provide: Streams, useValue: open.streams },
        { provide: LiveReadModel, useValue: open.readModel },
        { provide: EventStore, useValue: new EventStore(open.store) },
        { provide: Settings, useValue: new Settings(open.config) },
        { provide: Announcement, useValue: announcement },
        { provide: APP_FILTER, useClass: ProblemFilter },
        { provide: APP_PIPE, useClass: RequestValidation },
        { provide: APP_GUARD, useClass: AccessGuard },
        { provide: APP_GUARD, useClass: CallGuard },
        { provide: APP_GUARD, useClass: WaitForGuard },
        Calls,
        Ledger,
        SchemeTime,
        FirstStart,
        ProjectorThread,
        Queries,
        KnownCommands,
        Readiness,
        { provide: Closing, useFactory: () => new Closing(open) },
        ...ACCESS,
        ...HANDLERS,
      ],
    };
  }
}
