import {
  assignedTo,
  commandPlaces,
  coverAfterDeath,
  coverage,
  findAuthority,
  findJob,
  findPayment,
  findRemittance,
  findSponsor,
  findWorker,
  jobRows,
  listAuthorities,
  listJobs,
  listPayments,
  listRemittances,
  listSponsors,
  listUsers,
  listWorkers,
  membersOfRemittance,
  openCrossings,
  PAYMENT_STATES,
  pledgesOf,
  premiumRunPlan,
  lawAsKnown,
  resolveKnownAt,
  schemeSettings,
  sponsorBalance,
  unorderedAllocations,
  workerStatus,
  type KnownAt,
  type Listed,
  type PageRequest,
  type ReadModel,
} from '@sedekah/read-model';

type Db = ReadModel['db'];

/** What questions are asked about: days, months, and how much of the log may be known. */
export interface Asked {
  readonly days: readonly string[];
  readonly knownAts: readonly (KnownAt | undefined)[];
}

/** The answers of every query that the library offers, by question. */
export async function answersOf(db: Db, asked: Asked): Promise<Record<string, unknown>> {
  const answers: Record<string, unknown> = {};
  for await (const [question, answer] of questions(db, asked)) answers[question] = answer;
  return answers;
}

async function* questions(db: Db, asked: Asked): AsyncGenerator<[question: string, answer: unknown]> {
  yield* lists(db);
  yield* inTime(db, asked);
  yield* people(db, asked);
  yield* remittances(db, asked);
}

/** All of a list, two items a page: cursors must mean the same on every database. */
async function everything<Item>(page: (request: PageRequest) => Promise<Listed<Item>>): Promise<Item[]> {
  const items: Item[] = [];
  let after: string | null | undefined;
  do {
    const listed: Listed<Item> = await page({ limit: 2, ...(after ? { after } : {}) });
    items.push(...listed.items);
    after = listed.next;
  } while (after !== null);
  return items;
}

async function* lists(db: Db): AsyncGenerator<[string, unknown]> {
  yield ['settings', await schemeSettings(db)];
  yield ['users', await everything((page) => listUsers(db, page))];
  const authorities = await everything((page) => listAuthorities(db, page));
  yield ['authorities', authorities];
  for (const { authorityId } of authorities) yield [`authority ${authorityId}`, await findAuthority(db, authorityId)];
  const jobs = await everything((page) => listJobs(db, page));
  yield ['jobs', jobs];
  for (const { jobId } of jobs) {
    yield [`job ${jobId}`, await findJob(db, jobId)];
    yield [`rows of job ${jobId}`, await everything((page) => jobRows(db, jobId, page))];
  }
  for (const running of [true, false]) yield [`jobs running ${running}`, await listJobs(db, { running })];
  const payments = await everything((page) => listPayments(db, page));
  yield ['payments', payments];
  for (const { paymentId } of payments) yield [`payment ${paymentId}`, await findPayment(db, paymentId)];
  for (const status of PAYMENT_STATES) yield [`payments ${status}`, await listPayments(db, { status })];
  yield ['open crossings', await openCrossings(db, { olderThan: '2999-01-01T00:00:00.000Z' })];
  const commands = await db.selectFrom('log_entry').select('command_id').orderBy('ordinal').execute();
  yield [
    'places of commands',
    [...(await commandPlaces(db, ['nobody', ...commands.slice(-5).map((row) => row.command_id)]))].sort(([a], [b]) =>
      a < b ? -1 : 1,
    ),
  ];
}

async function* inTime(db: Db, { days, knownAts }: Asked): AsyncGenerator<[string, unknown]> {
  for (const knownAt of knownAts) {
    const known = JSON.stringify(knownAt);
    yield [`known ${known}`, await resolveKnownAt(db, knownAt)];
    yield [`law ${known}`, await lawAsKnown(db, knownAt)];
    for (const day of days) {
      const month = day.slice(0, 7);
      for (const regionCode of [undefined, '76', '76.03']) {
        yield [`coverage ${regionCode} ${month} ${known}`, await coverage(db, { month, regionCode, knownAt })];
      }
    }
  }
}

async function* people(db: Db, { days, knownAts }: Asked): AsyncGenerator<[string, unknown]> {
  const sponsors = await everything((page) => listSponsors(db, page));
  yield ['sponsors', sponsors];
  const workers = await everything((page) => listWorkers(db, page));
  yield ['workers', workers];
  yield ['workers of 76.03', await listWorkers(db, { regionCode: '76.03' })];
  for (const { workerId } of workers) yield [`worker ${workerId}`, await findWorker(db, workerId)];
  for (const { sponsorId } of sponsors) {
    yield [`sponsor ${sponsorId}`, await findSponsor(db, sponsorId)];
    yield [`workers of ${sponsorId}`, await everything((page) => listWorkers(db, { ...page, sponsorId }))];
    const pledges = await pledgesOf(db, sponsorId);
    yield [`pledges of ${sponsorId}`, pledges];
    for (const { pledgeId } of pledges) {
      for (const day of days) {
        const month = day.slice(0, 7);
        yield [`assigned ${pledgeId} ${month}`, await everything((page) => assignedTo(db, pledgeId, month, page))];
      }
    }
  }
  for (const asOf of days) {
    for (const knownAt of knownAts) {
      const at = `${asOf} ${JSON.stringify(knownAt)}`;
      for (const { sponsorId } of sponsors) {
        yield [`balance ${sponsorId} ${at}`, await sponsorBalance(db, { sponsorId, asOf, knownAt })];
      }
      for (const { workerId } of workers) {
        yield [`status ${workerId} ${at}`, await workerStatus(db, { workerId, asOf, knownAt })];
      }
    }
  }
}

async function* remittances(db: Db, { days }: Asked): AsyncGenerator<[string, unknown]> {
  const all = await everything((page) => listRemittances(db, page));
  yield ['remittances', all];
  for (const { remittanceId } of all) {
    yield [`remittance ${remittanceId}`, await findRemittance(db, remittanceId)];
    yield [`members of ${remittanceId}`, await everything((page) => membersOfRemittance(db, remittanceId, page))];
    yield [`cover after death ${remittanceId}`, await coverAfterDeath(db, remittanceId)];
  }
  for (const today of days) {
    const month = today.slice(0, 7);
    yield [`remittances of ${month}`, await listRemittances(db, { month })];
    yield [`plan ${today}`, await Array.fromAsync(premiumRunPlan(db, { throughMonth: month, today }))];
    for (const group of ['SB1', 'mamasa-rentan']) {
      yield [`waiting ${group} ${month}`, await unorderedAllocations(db, { group, month })];
    }
  }
}
