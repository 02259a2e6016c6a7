import {
  bpjsCodeDecider,
  creditDecider,
  nikClaimDecider,
  remittanceDecider,
  schemeDecider,
  sponsorDecider,
  tariffDecider,
  workerDecider,
  type Decider,
  type DomainEvent,
  type EventMetadata,
  type LedgerEvent,
  type PremiumsAllocated,
} from '@sedekah/ledger';
import type { GeneratedEvent } from './journalist';

/** Prefixes of stream names, the longer before what it begins with. */
const DECIDERS = [
  ['sedekah.credit-bpjs-', bpjsCodeDecider],
  ['sedekah.credit-', creditDecider],
  ['sedekah.nik-', nikClaimDecider],
  ['sedekah.remittance-', remittanceDecider],
  ['sedekah.scheme-', schemeDecider],
  ['sedekah.sponsor-', sponsorDecider],
  ['sedekah.tariff-', tariffDecider],
  ['sedekah.worker-', workerDecider],
] as const;

type AnyDecider = Decider<unknown, unknown, DomainEvent>;
export interface DecidedAgain {
  readonly written: readonly DomainEvent[];
  /** What the rules write for the same command at that moment. */
  readonly decided: readonly DomainEvent[];
}

export function deciderOf(stream: string): AnyDecider {
  const found = DECIDERS.find(([prefix]) => stream.startsWith(prefix));
  if (!found) throw new Error(`no rules for ${stream}`);
  return found[1] as unknown as AnyDecider;
}

/** Puts every command of a stream to its rules again, in order. */
export function* decidedAgain(stream: string, events: readonly GeneratedEvent[]): Generator<DecidedAgain> {
  const decider = deciderOf(stream);
  let state = decider.initial();
  for (const ofCommand of Map.groupBy(events, ({ metadata }) => (metadata as EventMetadata).commandId).values()) {
    const written = ofCommand.map(({ type, data }) => ({ type, data }));
    const command = commandOf(written as unknown as LedgerEvent[]);
    const { recordedAt, by } = (ofCommand[0] as GeneratedEvent).metadata as EventMetadata;
    const allocations = written.map(({ data }) => (data as PremiumsAllocated['data']).allocationId);
    const newId = (kind: string) => allocations[Number(kind.split('-')[1])] ?? kind;
    yield {
      written,
      decided: decider.decide(state, command, { now: recordedAt, today: recordedAt.slice(0, 10), by, newId }),
    };
    state = written.reduce((folded, event) => decider.evolve(folded, structuredClone(event)), state);
  }
}

/** The command that led to these events. */
function commandOf(events: readonly LedgerEvent[]): object {
  const [first] = events;
  if (!first) throw new Error('a command without events');
  const data = Object.fromEntries(Object.entries(first.data).filter(([name]) => name !== 'effectiveOn'));
  const on = first.data.effectiveOn;
  switch (first.type) {
    case 'SchemeConfigured':
      return { type: 'ConfigureScheme', schemeId: first.data.schemeId, settings: data };
    case 'IncomeBandsPublished':
      return { type: 'PublishIncomeBands', table: data };
    case 'TariffPublished':
      return { type: 'PublishTariff', row: data };
    case 'RulePublished':
      return { type: 'PublishRule', rule: data };
    case 'SponsorRegistered':
      return { type: 'RegisterSponsor', ...data };
    case 'PledgeMade':
      return { type: 'MakePledge', pledge: data };
    case 'NikClaimed':
      return { type: 'ClaimNik', registration: first.data };
    case 'WorkerRegistered':
      return { type: 'RegisterWorker', registration: first.data };
    case 'EligibilityChecked':
      return { type: 'CheckEligibility', ...data, checkedOn: on };
    case 'WorkerEnrolled': {
      const rules = { ageLimit: 65, eligibilityCheckDays: 90 };
      return { type: 'EnrolWorker', ...data, enrolledOn: on, birthDate: '1980-01-01', rules, presentMember: false };
    }
    case 'SponsorshipClaimed':
      return { type: 'ClaimSponsorship', ...data };
    case 'BeneficiariesAssigned':
      return { type: 'AssignBeneficiaries', ...data };
    default:
      return commandOfMoney(events, data);
  }
}

function commandOfMoney(events: readonly LedgerEvent[], data: object): object {
  const [first] = events;
  switch (first?.type) {
    case 'CreditRecorded': {
      const drawn = events[1]?.data ?? {};
      const { amount: creditAmount, effectiveOn: valueDate, reference } = first.data;
      return { ...drawn, type: 'DrawPart', creditAmount, valueDate, reference };
    }
    case 'PaymentRecorded':
      return { type: 'RecordPayment', ...data, valueDate: first.data.effectiveOn };
    case 'PaymentVerified':
      return { type: 'VerifyPayment', ...data };
    case 'PremiumsAllocated': {
      const due = events.flatMap((event) =>
        event.type !== 'PremiumsAllocated'
          ? []
          : event.data.workers.map((workerId) => ({ ...event.data, workerId, amount: event.data.amountPerWorker })),
      );
      return { type: 'AllocatePremiums', runId: first.data.runId, due };
    }
    case 'AllocationsOrdered':
      return { type: 'OrderAllocations', ...data };
    case 'AllocationsSettled':
      return { type: 'SettleAllocations', ...data, rejected: [] };
    case 'RemittanceOpened': {
      const sponsors = events.flatMap((event) =>
        event.type === 'RemittanceSponsorsListed' ? event.data.sponsors : [],
      );
      return { type: 'OpenRemittance', ...data, sponsors };
    }
    case 'RemittanceOrdered':
      return { type: 'CompleteOrder', ...data };
    case 'RemittancePaid':
      return { type: 'PayRemittance', ...data, paidOn: first.data.effectiveOn };
    case 'RemittanceAcknowledged':
      return { type: 'AcknowledgeRemittance', ...data };
    case 'BpjsCodeClaimed':
      return { type: 'ClaimCode', ...data, paidOn: first.data.effectiveOn };
    default:
      throw new Error(`no command leads to ${first?.type}`);
  }
}
