import {
  fold,
  localDate,
  money,
  SHIPPED_LAW,
  sponsorDecider,
  type LedgerEvent,
  type LocalDate,
  type Month,
  type Rupiah,
  type SponsorCommand,
  type SponsorEvent,
} from '@sedekah/ledger';
import { premiumRunPlan, sponsorBalance, workerStatus, type DueMonth, type SponsorPlan } from '@sedekah/read-model';
import { projected } from '../../libs/read-model/src/testing/projected';
import { RemittanceHistory } from '../../libs/read-model/src/testing/remittance-history';

export const people = (count: number): string[] => Array.from({ length: count }, (_, index) => `w${index + 1}`);

/** A scheme's log under the whole shipped law: what happened is written down, what follows is decided and asked for. */
export class Story extends RemittanceHistory {
  static begin(on: LocalDate): Story {
    const story = new Story().at(on).law(on);
    for (const command of SHIPPED_LAW) {
      if (command.type !== 'PublishRule') continue;
      story.add('tariff-bpu', { type: 'RulePublished', data: { ...command.rule, effectiveOn: on } });
    }
    return story;
  }

  /** The sponsor's own rules decide `command` on the day `on`, and what comes of it is written down. */
  decide(sponsorId: string, command: SponsorCommand, on: LocalDate): SponsorEvent[] {
    const stream = `sponsor-${sponsorId}`;
    const before = this.events
      .filter((event) => event.stream === `sedekah.${stream}`)
      .map(({ type, data }) => ({ type, data }) as SponsorEvent);
    const now = `${on}T04:00:00.000Z`;
    const context = {
      now,
      today: localDate(now),
      by: 'bendahara',
      newId: (kind: string) => `${kind}-${before.length}`,
    };
    const events = sponsorDecider.decide(fold(sponsorDecider, structuredClone(before)), command, context);
    this.at(on);
    for (const event of events) this.add(stream, event as LedgerEvent);
    return events;
  }

  /** What the month run has to pay on that day. */
  async due(sponsorId: string, throughMonth: Month, today: LocalDate): Promise<SponsorPlan | undefined> {
    const { db } = await projected(this);
    for await (const plan of premiumRunPlan(db, { sponsorId, throughMonth, today })) return plan;
    return undefined;
  }

  /** The month run. @returns worker-months it paid for, with their prices */
  async run(sponsorId: string, throughMonth: Month, on: LocalDate): Promise<DueMonth[]> {
    const due = (await this.due(sponsorId, throughMonth, on))?.due ?? [];
    const paid = this.decide(sponsorId, { type: 'AllocatePremiums', runId: `run-${on}`, due }, on).flatMap((event) =>
      event.type === 'PremiumsAllocated' ? event.data.workers.map((worker) => `${worker} ${event.data.month}`) : [],
    );
    return due.filter(({ workerId, month }) => paid.includes(`${workerId} ${month}`));
  }

  async balance(sponsorId: string, asOf: LocalDate) {
    const balance = await sponsorBalance((await projected(this)).db, { sponsorId, asOf });
    if (!balance) throw new Error(`no sponsor ${sponsorId}`);
    return balance;
  }

  /** Everything assigned and unpaid through the month of `asOf`. */
  async owed(sponsorId: string, asOf: LocalDate): Promise<Rupiah> {
    return money.sum(...(await this.balance(sponsorId, asOf)).arrears.map(({ amount }) => amount));
  }

  async status(workerId: string, asOf: LocalDate) {
    return workerStatus((await projected(this)).db, { workerId, asOf });
  }
}

export const total = (months: readonly { readonly amount: Rupiah }[]): Rupiah =>
  money.sum(...months.map(({ amount }) => amount));
