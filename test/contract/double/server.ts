import {
  Metadata,
  Server,
  ServerCredentials,
  status,
  type ServerDuplexStream,
  type ServerWritableStream,
} from '@grpc/grpc-js';
import { ServerFeaturesService } from '@eventstore/db-client/generated/serverfeatures_grpc_pb';
import { SupportedMethod, SupportedMethods } from '@eventstore/db-client/generated/serverfeatures_pb';
import { StreamsService } from '@eventstore/db-client/generated/streams_grpc_pb';
import type { BatchAppendReq, BatchAppendResp, ReadReq, ReadResp } from '@eventstore/db-client/generated/streams_pb';
import { DoubleLog, type Stored } from './log';
import {
  AppendAssembly,
  appendResponse,
  confirmation,
  eventResponse,
  nameOf,
  streamNotFound,
  unrecognized,
  type AppendRequest,
} from './messages';

/** How a call goes wrong, as raw gRPC. */
export interface CallFailure {
  readonly code: status;
  readonly details: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** What happens to the next append. Unless said, it is stored. */
export type AppendFault =
  | { readonly kind: 'answer-lost' | 'half-closed' }
  | { readonly kind: 'not-stored-no-answer' }
  | { readonly kind: 'not-ready' }
  | { readonly kind: 'late'; readonly ms: number }
  | { readonly kind: 'broken'; readonly failure: CallFailure; readonly isStored: boolean };

/** What happens to the next read: nothing comes, or it fails after some records. */
export type ReadFault =
  { readonly kind: 'silent' } | { readonly kind: 'broken'; readonly after: number; readonly failure: CallFailure };

/** What happens to the next subscription, after the confirmation unless said. */
export type SubscribeFault =
  | { readonly kind: 'unconfirmed' | 'silent' }
  | { readonly kind: 'ended' }
  | { readonly kind: 'broken'; readonly failure: CallFailure };

export const UNAVAILABLE: CallFailure = { code: status.UNAVAILABLE, details: 'Connection dropped' };
export const HANDLER_EXCEPTION: CallFailure = { code: status.UNKNOWN, details: 'Exception was thrown by handler.' };

type ReadAnswer =
  | { readonly kind: 'found'; readonly records: readonly Stored[] }
  | { readonly kind: 'not-found'; readonly stream: string }
  | { readonly kind: 'failed'; readonly failure: CallFailure };

/** What a real server allows on one connection. */
const MOST_CALLS = 100;

/** A server that speaks the EventStoreDB protocol and goes wrong on order. */
export class EventStoreDouble {
  readonly appendFaults: AppendFault[] = [];
  readonly readFaults: ReadFault[] = [];
  readonly subscribeFaults: SubscribeFault[] = [];
  /** `user:password` that every call must carry, when set. */
  credentials: string | undefined;
  appends = 0;
  subscriptions = 0;
  openReads = 0;
  openSubscriptions = 0;
  private server: Server | undefined;
  private port = 0;
  private frozen: (() => void)[] | undefined;
  private readonly broken = new Set<(failure: CallFailure) => void>();

  constructor(readonly log: DoubleLog = new DoubleLog()) {}

  /** Connection string; with a host and port when it has been started. */
  get url(): string {
    return `esdb://127.0.0.1:${this.port}?tls=false`;
  }

  get endpoint(): { readonly host: string; readonly port: number } {
    return { host: '127.0.0.1', port: this.port };
  }

  /** Listens on a free port, later on the same one again. */
  async start(): Promise<void> {
    const server = new Server({ 'grpc.max_concurrent_streams': MOST_CALLS });
    server.addService(StreamsService, {
      read: (call: ServerWritableStream<ReadReq, ReadResp>) => this.whenThawed(() => this.read(call)),
      batchAppend: (call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>) => this.batchAppend(call),
    });
    server.addService(ServerFeaturesService, {
      getSupportedMethods: (_: unknown, answer: (error: null, methods: SupportedMethods) => void) =>
        this.whenThawed(() => answer(null, supportedMethods())),
    });
    this.port = await new Promise<number>((resolve, reject) => {
      server.bindAsync(`127.0.0.1:${this.port}`, ServerCredentials.createInsecure(), (error, port) =>
        error === null ? resolve(port) : reject(error),
      );
    });
    this.server = server;
  }

  /** Ends at once, as by kill -9; the log stays. */
  stop(): void {
    this.server?.forceShutdown();
    this.server = undefined;
    this.broken.clear();
    this.openReads = 0;
    this.openSubscriptions = 0;
  }

  /** From now on nothing is answered, as under SIGSTOP; what comes in waits for `thaw`. */
  freeze(): void {
    this.frozen ??= [];
  }

  thaw(): void {
    const waiting = this.frozen ?? [];
    this.frozen = undefined;
    for (const task of waiting) task();
  }

  /** Fails every live subscription. */
  breakSubscriptions(failure: CallFailure): void {
    for (const fail of [...this.broken]) fail(failure);
  }

  private whenThawed(task: () => void): void {
    if (this.frozen === undefined) task();
    else this.frozen.push(task);
  }

  private batchAppend(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>): void {
    const assembly = new AppendAssembly();
    call.on('error', () => undefined);
    call.on('data', (message: BatchAppendReq) =>
      this.whenThawed(() => {
        const request = assembly.add(message);
        if (request !== undefined) this.append(call, request);
      }),
    );
    call.on('end', () => call.end());
  }

  private append(call: ServerDuplexStream<BatchAppendReq, BatchAppendResp>, request: AppendRequest): void {
    this.appends++;
    if (!this.isKnown(call.metadata)) return fail(call, { code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    const fault = this.appendFaults.shift();
    if (fault?.kind === 'not-stored-no-answer') return;
    if (fault?.kind === 'not-ready') return void call.write(unrecognized(request, 'Server Is Not Ready'));
    if (fault?.kind === 'broken' && !fault.isStored) return fail(call, fault.failure);
    const answer = appendResponse(request, this.log.append(request.stream, request.events, request.expected));
    if (fault === undefined) return void call.write(answer);
    if (fault.kind === 'late') setTimeout(() => call.write(answer), fault.ms);
    else if (fault.kind === 'half-closed') call.end();
    else if (fault.kind === 'broken') fail(call, fault.failure);
  }

  private read(call: ServerWritableStream<ReadReq, ReadResp>): void {
    call.on('error', () => undefined);
    if (!this.isKnown(call.metadata)) return fail(call, { code: status.UNAUTHENTICATED, details: 'Unauthenticated' });
    const options = call.request.getOptions();
    if (options?.hasSubscription()) return this.subscribe(call);
    this.openReads++;
    call.once('close', () => this.openReads--);
    const fault = this.readFaults.shift();
    if (fault?.kind === 'silent') return;
    const answer = this.recordsFor(call.request);
    if (answer.kind === 'failed') return fail(call, answer.failure);
    if (answer.kind === 'not-found') {
      call.write(streamNotFound(answer.stream));
      return void call.end();
    }
    const { records } = answer;
    for (const record of fault === undefined ? records : records.slice(0, fault.after))
      call.write(eventResponse(record));
    if (fault === undefined) call.end();
    else fail(call, fault.failure);
  }

  private recordsFor(request: ReadReq): ReadAnswer {
    const options = request.getOptions();
    const count = Number(options?.getCount() ?? 0);
    const stream = options?.getStream();
    if (stream !== undefined) {
      const name = nameOf(stream.getStreamIdentifier());
      const found = this.log.stream(name);
      if (found === 'deleted') return { kind: 'failed', failure: streamDeleted(name) };
      if (found === undefined) return { kind: 'not-found', stream: name };
      const revision = stream.hasRevision() ? BigInt(stream.getRevision()) : 0n;
      const start = found.findIndex((record) => record.revision >= revision);
      return { kind: 'found', records: start === -1 ? [] : found.slice(start, start + count) };
    }
    const { records } = this.log;
    const position = options?.getAll()?.getPosition();
    const isForwards = options?.getReadDirection() === 0;
    const place = position && this.log.indexAt(BigInt(position.getCommitPosition()));
    if (position !== undefined && place === undefined) return { kind: 'failed', failure: HANDLER_EXCEPTION };
    if (isForwards) return { kind: 'found', records: records.slice(place ?? 0, (place ?? 0) + count) };
    const end = place ?? records.length;
    return { kind: 'found', records: records.slice(Math.max(0, end - count), end).reverse() };
  }

  private subscribe(call: ServerWritableStream<ReadReq, ReadResp>): void {
    this.subscriptions++;
    this.openSubscriptions++;
    const fault = this.subscribeFaults.shift();
    const options = call.request.getOptions();
    const prefixes = options?.getFilter()?.getStreamIdentifier()?.getPrefixList() ?? [''];
    const all = options?.getAll();
    const position = all?.getPosition();
    let next = all?.hasEnd() ? this.log.records.length : 0;
    if (position !== undefined) {
      next = this.log.records.findIndex((record) => record.position > BigInt(position.getCommitPosition()));
    }
    const push = () =>
      this.whenThawed(() => {
        for (const record of this.log.records.slice(next)) {
          if (prefixes.some((prefix) => record.stream.startsWith(prefix))) call.write(eventResponse(record));
        }
        next = this.log.records.length;
      });
    const forget =
      fault?.kind === 'silent' || fault?.kind === 'unconfirmed' ? () => undefined : this.log.onChange(push);
    const failNow = (failure: CallFailure) => fail(call, failure);
    this.broken.add(failNow);
    call.once('close', () => {
      this.openSubscriptions--;
      forget();
      this.broken.delete(failNow);
    });
    if (fault?.kind === 'unconfirmed') return;
    call.write(confirmation());
    if (fault?.kind === 'ended') call.end();
    else if (fault?.kind === 'broken') fail(call, fault.failure);
    else if (fault === undefined) push();
  }

  private isKnown(metadata: Metadata): boolean {
    if (this.credentials === undefined) return true;
    const expected = `Basic ${Buffer.from(this.credentials).toString('base64')}`;
    return metadata.get('authorization').includes(expected);
  }
}

/** A node that is not the leader says who is. */
export function notLeader({ host, port }: { host: string; port: number }): CallFailure {
  return {
    code: status.NOT_FOUND,
    details: 'Leader info available',
    metadata: { exception: 'not-leader', 'leader-endpoint-host': host, 'leader-endpoint-port': String(port) },
  };
}

function streamDeleted(stream: string): CallFailure {
  return {
    code: status.FAILED_PRECONDITION,
    details: `Event stream '${stream}' is deleted.`,
    metadata: { exception: 'stream-deleted', 'stream-name': stream },
  };
}

function fail(
  call: { emit(event: 'error', error: unknown): boolean },
  { code, details, metadata = {} }: CallFailure,
): void {
  const trailers = new Metadata();
  for (const [key, value] of Object.entries(metadata)) trailers.set(key, value);
  call.emit('error', Object.assign(new Error(details), { code, details, metadata: trailers }));
}

function supportedMethods(): SupportedMethods {
  const methods = new SupportedMethods();
  methods.setEventStoreServerVersion('24.2.0');
  for (const name of ['append', 'batchappend', 'read']) {
    const method = new SupportedMethod();
    method.setServiceName('event_store.client.streams.streams');
    method.setMethodName(name);
    methods.addMethods(method);
  }
  return methods;
}
