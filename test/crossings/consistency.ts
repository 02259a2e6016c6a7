import { money, monthOf, monthRange, postings, type AllocationsOrdered, type LedgerEventOf } from '@sedekah/ledger';
import { domainEvent, type Books } from './books';

type Findings = string[];

/**
 * What is wrong between the streams of a ledger at rest: every line is a finding, none is as it should be. Works from
 * the events alone, so that it shares no code with what finishes crossings.
 */
export function findings(books: Books): Findings {
  return [
    ...budgets(books),
    ...credits(books),
    ...codes(books),
    ...identities(books),
    ...claims(books),
    ...cover(books),
    ...remittances(books),
    ...directPayments(books),
    ...refunds(books),
    ...jobs(books),
    ...onceOnly(books),
  ];
}

function differ(what: string, left: readonly string[], right: readonly string[]): Findings {
  const [lefts, rights] = [new Set(left), new Set(right)];
  return [
    ...left.filter((line) => !rights.has(line)).map((line) => `${what}: only there: ${line}`),
    ...right.filter((line) => !lefts.has(line)).map((line) => `${what}: only here: ${line}`),
  ];
}

/** Budgets hold what the pledges that live on them reserve. */
function budgets({ authorities, sponsors, events }: Books): Findings {
  const released = new Map<string, string>();
  for (const event of events.map(domainEvent)) {
    if (event.type === 'PledgeWithdrawn') released.set(event.data.pledgeId, event.data.released ?? '0');
  }
  const held = [...authorities].flatMap(([id, state]) =>
    state.status === 'unknown'
      ? []
      : [...state.commitments.values()].map(({ pledgeId, reserved }) => `${id} ${pledgeId} ${reserved}`),
  );
  const promised = [...sponsors.values()].flatMap(({ pledges }) =>
    [...pledges.values()].flatMap(({ budgetId, pledgeId, reserved = '0' }) =>
      budgetId ? [`${budgetId} ${pledgeId} ${money.subtract(reserved, released.get(pledgeId) ?? '0')}`] : [],
    ),
  );
  const nothing = (line: string) => !line.endsWith(' 0');
  return differ('budget', held.filter(nothing), promised.filter(nothing));
}

/** Σ parts = what live payments hold of the credits. */
function credits({ credits: all, sponsors }: Books): Findings {
  const parts = [...all].flatMap(([id, state]) =>
    state.status === 'unknown'
      ? []
      : [...state.parts]
          .filter(([, { live }]) => live !== '0')
          .map(([payment, { live }]) => `${id} ${payment} ${live}`),
  );
  const payments = [...sponsors.values()].flatMap((sponsor) =>
    [...sponsor.payments.values()].flatMap(({ paymentId, amount, chargedBack, custody, status }) =>
      custody.kind === 'scheme' && (status === 'recorded' || status === 'verified')
        ? [`${custody.accountId}.${custody.creditKey} ${paymentId} ${money.subtract(amount, chargedBack)}`]
        : [],
    ),
  );
  return differ('credit', parts, payments);
}

/** A billing code is held by what was paid under it, and by nothing else. */
function codes({ codes: all, sponsors, remittances: orders }: Books): Findings {
  const held = [...all].flatMap(([code, state]) => (state.status === 'claimed' ? [`${code} ${state.payerId}`] : []));
  const direct = [...sponsors.values()].flatMap((sponsor) =>
    [...sponsor.payments.values()].flatMap(({ paymentId, custody, status }) =>
      custody.kind === 'direct' && (status === 'recorded' || status === 'verified')
        ? [`${custody.billingCode} ${paymentId}`]
        : [],
    ),
  );
  const paid = [...orders].flatMap(([id, state]) =>
    (state.status === 'paid' || state.status === 'acknowledged') && !state.direct ? [`${state.billingCode} ${id}`] : [],
  );
  return differ('billing code', held, [...direct, ...paid]);
}

function identities({ niks, workers }: Books): Findings {
  const held = [...niks.values()].flatMap(({ holder }) => (holder ? [`${holder.nikHash} ${holder.workerId}`] : []));
  const registered = [...workers.values()].flatMap((state) =>
    state.registered ? [`${state.nikHash} ${state.workerId}`] : [],
  );
  return differ('nik', held, registered);
}

/** What workers say of their sponsors is what sponsors say of their workers; nobody has two in a month. */
function claims({ workers, sponsors }: Books): Findings {
  const claimed = [...workers].flatMap(([worker, state]) =>
    state.claims.map((claim) =>
      [worker, claim.sponsorId, claim.pledgeId, claim.assignmentId, claim.firstMonth, claim.lastMonth].join(' '),
    ),
  );
  const members = [...sponsors].flatMap(([sponsor, state]) =>
    [...state.members].flatMap(([worker, of]) =>
      of.map((member) =>
        [worker, sponsor, member.pledgeId, member.assignmentId, member.firstMonth, member.lastMonth].join(' '),
      ),
    ),
  );
  const twice = [...workers].flatMap(([worker, { claims: of, diedOn }]) => {
    const months = of.flatMap(({ firstMonth, lastMonth }) => monthRange(firstMonth, lastMonth));
    const dead = diedOn === undefined ? [] : months.filter((month) => month > monthOf(diedOn));
    return [
      ...(new Set(months).size === months.length ? [] : [`worker ${worker} has two sponsors in a month`]),
      ...dead.map((month) => `worker ${worker} is sponsored in ${month}, after death`),
    ];
  });
  return [...differ('claim', claimed, members), ...twice];
}

/** Units of cover in the journal: 0 or 1, one for each settled premium, none after the month of death. */
function cover({ events, sponsors, workers }: Books): Findings {
  const units = new Map<string, number>();
  for (const event of events.map(domainEvent)) {
    for (const { account, commodity, amount } of postings(event)?.lines ?? []) {
      if (!commodity.startsWith('COV:')) continue;
      const key = `${account} ${commodity}`;
      units.set(key, (units.get(key) ?? 0) + Number(amount));
    }
  }
  const settled = [...sponsors.values()].flatMap(({ allocations }) =>
    [...allocations.values()].flatMap(({ workerId, batch, status }) =>
      status === 'settled' ? [`${workerId} ${batch.month}`] : [],
    ),
  );
  const covered = [...units].flatMap(([key, count]) => {
    const worker = /^cover:worker:(\S+) /.exec(key)?.[1];
    if (worker === undefined || count === 0) return [];
    return count === 1 ? [`${worker} ${key.slice(-7)}`] : [`${key} is ${count}`];
  });
  const dead = covered.filter((line) => {
    const [worker = '', month = ''] = line.split(' ');
    const diedOn = workers.get(worker)?.diedOn;
    return diedOn !== undefined && month > monthOf(diedOn);
  });
  return [...differ('cover', covered, settled), ...dead.map((line) => `cover after death: ${line}`)];
}

/** An order is what its sponsors ordered; nothing hangs in an order that is none. */
function remittances({ events, remittances: orders, sponsors }: Books): Findings {
  const parts = new Map<string, AllocationsOrdered['data'][]>();
  for (const event of events.map(domainEvent)) {
    if (event.type === 'AllocationsOrdered') {
      parts.set(event.data.remittanceId, [...(parts.get(event.data.remittanceId) ?? []), event.data]);
    } else if (event.type === 'AllocationsUnordered') {
      const { remittanceId, sponsorId } = event.data;
      const left = (parts.get(remittanceId) ?? []).filter((part) => part.sponsorId !== sponsorId);
      parts.set(remittanceId, left);
    }
  }
  const waiting = new Set(
    [...sponsors.values()].flatMap(({ allocations }) =>
      [...allocations.values()].flatMap(({ remittanceId, status }) => (status === 'ordered' ? [remittanceId] : [])),
    ),
  );
  return [...orders].flatMap(([id, state]) => {
    const ordered = parts.get(id) ?? [];
    if (state.status === 'unknown') return [];
    if (state.status === 'opened') return [`remittance ${id} was opened and never ordered`];
    if (state.status === 'cancelled') return ordered.map((part) => `${part.sponsorId} waits in cancelled ${id}`);
    const heads = ordered.reduce((sum, part) => sum + part.heads, 0);
    const amount = money.sum(...ordered.map(({ total }) => total));
    return [
      ...(heads === state.heads && amount === state.amount ? [] : [`${id}: ${state.amount}, its sponsors ${amount}`]),
      ...(state.status === 'acknowledged' && waiting.has(id) ? [`${id} is acknowledged and not settled`] : []),
    ];
  });
}

/** Verified direct money has paid the months it was meant for. */
function directPayments({ sponsors, remittances: orders }: Books): Findings {
  return [...sponsors.values()].flatMap((sponsor) =>
    [...sponsor.payments.values()].flatMap(({ paymentId, custody, status }) => {
      if (custody.kind !== 'direct' || status !== 'verified') return [];
      return custody.months.flatMap((month) => {
        const paid = [...orders.values()].filter(
          (order) =>
            (order.status === 'paid' || order.status === 'acknowledged') &&
            order.month === month &&
            order.direct?.paymentId === paymentId,
        );
        return paid.length === 1 ? [] : [`${paymentId}: ${paid.length} remittances for ${month}`];
      });
    }),
  );
}

function refunds({ events }: Books): Findings {
  const all = events.map(domainEvent);
  const of = <Type extends 'RefundReceived' | 'AllocationsRefunded'>(type: Type) =>
    all.filter((event): event is LedgerEventOf<Type> => event.type === type);
  const received = of('RefundReceived').flatMap(({ data }) =>
    data.workers.map(({ workerId, sponsorId }) => `${data.refundId} ${sponsorId} ${workerId}`),
  );
  const given = of('AllocationsRefunded').flatMap(({ data }) =>
    data.workers.map((workerId) => `${data.refundId} ${data.sponsorId} ${workerId}`),
  );
  return differ('refund', received, given);
}

const jobs = ({ jobs: all }: Books): Findings =>
  [...all].flatMap(([id, state]) => (state.status === 'running' ? [`job ${id} is still running`] : []));

/** What one command id recorded in a stream stands together, and no event id comes twice. */
function onceOnly({ events }: Books): Findings {
  const ids = new Set(events.map(({ id }) => id));
  const appends = Map.groupBy(
    events,
    ({ stream, metadata }) => `${stream} ${(metadata as { commandId: string }).commandId}`,
  );
  return [
    ...(ids.size === events.length ? [] : ['an event id comes twice']),
    ...[...appends].flatMap(([key, of]) => {
      const span = Number((of.at(-1)?.revision ?? 0n) - (of[0]?.revision ?? 0n)) + 1;
      return span === of.length ? [] : [`${key} was recorded twice`];
    }),
  ];
}
