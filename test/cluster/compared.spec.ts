// A comparison that finds nothing proves something only if it finds what is there.
import type { StoredEvent } from '@sedekah/event-store';
import { compared } from './compared';
import { Officer, Records, type Acknowledged } from './officer';

const by = new Officer('bendahara', '', '', new Records());
const write = (kind: string, commandId: string, body: object = {}): Acknowledged => ({
  ...{ kind, by, key: commandId, url: '/v1/x', body, commandId, sentAt: 0, at: 1, answer: {} },
});
const event = (type: string, commandId: string, data: object = {}): StoredEvent => ({
  ...{ id: `${type}-${commandId}`, type, data, metadata: { commandId, by: 'bendahara' } },
  ...{ stream: 'sedekah.x-1', revision: 0n, position: '1' },
});

const acknowledged = [
  write('sponsor', 'a'),
  write('payment', 'b'),
  write('assignment', 'c', { workers: ['ani', 'budi'] }),
];
const premium = (...workers: string[]) => event('PremiumsAllocated', 'job', { workers, month: '2021-05' });
const log = [
  event('SponsorRegistered', 'a'),
  event('CreditRecorded', 'b'),
  event('CreditPartDrawn', 'b'),
  event('PaymentRecorded', 'b#payment'),
  event('SponsorshipClaimed', 'c#claim'),
  event('SponsorshipClaimed', 'c#claim'),
  event('BeneficiariesAssigned', 'c#assign'),
  premium('ani', 'budi'),
];
const without = (at: number) => log.toSpliced(at, 1);

test('a log that holds each write once is as it should be', () => {
  expect(compared(log, acknowledged)).toEqual({ lost: [], doubled: [] });
});

test.each(log.map(({ type }, at) => [at, type] as const))('event %i, a %s, is missed', (at) => {
  const { lost, doubled } = compared(without(at), acknowledged);
  expect({ losses: lost.length > 0, doubled }).toEqual({ losses: true, doubled: [] });
});

test.each(log.map(({ type }, at) => [at, type] as const))('event %i, a %s, is seen to be there twice', (at) => {
  const { lost, doubled } = compared([...log, ...log.slice(at, at + 1)], acknowledged);
  expect({ lost, doubles: doubled.length > 0 }).toEqual({ lost: [], doubles: true });
});

test('what nobody asked for is seen', () => {
  const { doubled } = compared([...log, event('SponsorRegistered', 'z')], acknowledged);
  expect(doubled).toEqual(['SponsorRegistered in sedekah.x-1: nobody asked for it']);
});
