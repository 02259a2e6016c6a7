import { setTimeout as wait } from 'node:timers/promises';
import { Injectable, type BeforeApplicationShutdown } from '@nestjs/common';
import { lagOf, LiveReadModel } from '@sedekah/read-model';
import { Clock } from '../clock';
import { EventStore } from '../event-store';
import { ProjectorThread } from '../read-model/projector-thread';
import { Settings } from '../settings';

const TIMEOUT_MS = 2_000;

/** Whether the server can do its work: every part answers within two seconds and the projector runs. */
@Injectable()
export class Readiness implements BeforeApplicationShutdown {
  private stopping = false;

  constructor(
    private readonly store: EventStore,
    private readonly readModel: LiveReadModel,
    private readonly projector: ProjectorThread,
    private readonly clock: Clock,
    private readonly settings: Settings,
  ) {}

  beforeApplicationShutdown(): void {
    this.stopping = true;
  }

  async check() {
    const [eventStore, tables] = await Promise.all([this.storeAnswers(), this.tables()]);
    const projector = this.projectorState();
    const isUp = eventStore && tables !== undefined && projector !== 'down' && !this.stopping;
    return {
      status: upOrDown(isUp),
      eventStore: upOrDown(eventStore),
      readModel: upOrDown(tables !== undefined),
      projector,
      projectorStoppedAt: this.projector.failure?.stoppedAt ?? null,
      appliedEvents: tables?.applied ?? null,
      lagEvents: tables?.events ?? null,
      lagSeconds: tables?.seconds ?? null,
      openCrossings: tables?.openCrossings ?? null,
    };
  }

  private projectorState(): 'up' | 'down' | 'separate' {
    if (this.settings.config.projector === 'separate') return 'separate';
    return upOrDown(this.projector.failure === undefined);
  }

  private async storeAnswers(): Promise<boolean> {
    return (await inTime(this.store.log.head().then(() => true))) ?? false;
  }

  private tables() {
    return inTime(
      this.readModel.query(async (db) => {
        const lag = await lagOf(db, this.store.log, Date.parse(this.clock.now()));
        const { open } = await db
          .selectFrom('crossing')
          .select(({ fn }) => fn.countAll<number | string>().as('open'))
          .executeTakeFirstOrThrow();
        return { ...lag, openCrossings: Number(open) };
      }),
    );
  }
}

const upOrDown = (isUp: boolean): 'up' | 'down' => (isUp ? 'up' : 'down');

/** The answer, or `undefined` when it fails or comes too late. */
async function inTime<Answer>(answer: Promise<Answer>): Promise<Answer | undefined> {
  const timer = new AbortController();
  const late = wait(TIMEOUT_MS, undefined, { signal: timer.signal }).catch(() => undefined);
  try {
    return await Promise.race([answer, late]);
  } catch {
    return undefined;
  } finally {
    timer.abort();
  }
}
