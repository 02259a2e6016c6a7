import { chunks, type LedgerEvent, type LocalDate, type Month } from '@sedekah/ledger';
import type { Sponsor } from './cast';
import type { GeneratedEvent, Journalist } from './journalist';

const OCCUPATIONS = ['petani', 'pedagang-pasar', 'buruh-harian', 'nelayan'] as const;
/** Bytes of a sealed identity: NIK, name, birth date, address, phone and the tag. */
const SEALED_BYTES = 176;

/** Everybody is registered, checked and enrolled on `day`, and assigned for all months, as an import and an assignment do. */
export function* enrolling(
  journalist: Journalist,
  cast: readonly Sponsor[],
  day: LocalDate,
  months: readonly [Month, Month],
): Generator<GeneratedEvent> {
  journalist.on(day);
  for (const sponsor of cast) {
    for (const workers of chunks(sponsor.workers)) {
      for (const workerId of workers) yield* enrolled(journalist, workerId, sponsor.group, day);
      yield* assigned(journalist, sponsor, workers, day, months);
    }
  }
}

function* enrolled(journalist: Journalist, workerId: string, group: string, day: LocalDate): Generator<GeneratedEvent> {
  const { random } = journalist;
  const nikHash = random.hex(64);
  const registration = {
    workerId,
    sealed: `v1.${random.base64(12)}.${random.base64(SEALED_BYTES)}`,
    nikHash,
    regionCode: `76.03.${String(1 + random.below(17)).padStart(2, '0')}`,
    occupation: OCCUPATIONS[random.below(OCCUPATIONS.length)] ?? OCCUPATIONS[0],
    sector: 'other',
    effectiveOn: day,
  } as const;
  const registering = journalist.command('bendahara');
  const claimed: LedgerEvent = { type: 'NikClaimed', data: registration };
  yield journalist.event(`nik-${nikHash}`, 0, claimed, registering);
  const stream = `worker-${workerId}`;
  const registered: LedgerEvent = { type: 'WorkerRegistered', data: registration };
  yield journalist.event(stream, 0, registered, journalist.step(registering, 'worker'));
  const reference = `CEK-${random.below(1_000_000)}`;
  const check = { workerId, source: 'bpjs', eligible: true, reference, effectiveOn: day } as const;
  const checked: LedgerEvent = { type: 'EligibilityChecked', data: check };
  yield journalist.event(stream, 1, checked, journalist.command('bendahara'));
  const enrolment: LedgerEvent = { type: 'WorkerEnrolled', data: { workerId, group, band: 1, effectiveOn: day } };
  yield journalist.event(stream, 2, enrolment, journalist.command('bendahara'));
}

function* assigned(
  journalist: Journalist,
  sponsor: Sponsor,
  workers: readonly string[],
  effectiveOn: LocalDate,
  [firstMonth, lastMonth]: readonly [Month, Month],
): Generator<GeneratedEvent> {
  const { sponsorId, pledgeId } = sponsor;
  const assigning = journalist.command('bendahara');
  const claim = { assignmentId: journalist.random.id(), sponsorId, pledgeId, firstMonth, lastMonth };
  for (const workerId of workers) {
    const claimed: LedgerEvent = { type: 'SponsorshipClaimed', data: { workerId, ...claim, effectiveOn } };
    yield journalist.event(`worker-${workerId}`, 3, claimed, journalist.step(assigning, workerId));
  }
  const data = { ...claim, workers, effectiveOn };
  const event: LedgerEvent = { type: 'BeneficiariesAssigned', data };
  yield journalist.event(`sponsor-${sponsorId}`, sponsor.next++, event, journalist.step(assigning, 'sponsor'));
}
