import { packed, unpacked, type RequestedAppend } from './messages';

const event = (id: string) => ({ id, type: 'Tested', data: `{"id":"${id}"}`, metadata: '{}' });

it('appends come out as they were packed', () => {
  const appends: RequestedAppend[] = [
    { request: 1, append: { stream: 'test.a-1', expected: 'no-stream', events: [event('a'), event('b')] } },
    { request: 2, append: { stream: 'test.a-2', expected: 2n ** 62n, events: [event('c')] } },
    { request: 3, append: { stream: 'test.a-3', expected: 0n, events: [] } },
  ];
  expect(unpacked(structuredClone(packed(appends)))).toEqual(appends);
});
