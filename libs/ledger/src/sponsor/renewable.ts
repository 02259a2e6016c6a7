import { pledgeOf, type SponsorState } from './state';

/**
 * Whom a pledge had to its end, oldest assignment first: those assigned in the last month in which it had anybody. Who
 * was released before is not carried over. @throws Rejection pledge-unknown
 */
export function workersToItsEnd(state: SponsorState, pledgeId: string): string[] {
  pledgeOf(state, pledgeId);
  const members = [...state.members].flatMap(([workerId, places]) =>
    places.filter((place) => place.pledgeId === pledgeId).map((place) => ({ workerId, ...place })),
  );
  const last = members
    .map(({ lastMonth }) => lastMonth)
    .reduce((latest, month) => (month > latest ? month : latest), '');
  const toTheEnd = members.filter(({ lastMonth }) => lastMonth === last);
  return toTheEnd.sort((left, right) => left.order - right.order).map(({ workerId }) => workerId);
}
