import * as shared from '@eventstore/db-client/generated/shared_pb';
import * as status from '@eventstore/db-client/generated/status_pb';
import * as streams from '@eventstore/db-client/generated/streams_pb';
import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import type { AppendAnswer, Expected, Proposed, Stored } from './log';

/** A whole append, put together from the messages that carried it. */
export interface AppendRequest {
  readonly correlationId: shared.UUID | undefined;
  readonly stream: string;
  readonly expected: Expected;
  readonly events: Proposed[];
}

/** Joins the messages of batch appends; answers a request when its last message is in. */
export class AppendAssembly {
  private readonly open = new Map<string, AppendRequest>();

  add(message: streams.BatchAppendReq): AppendRequest | undefined {
    const correlationId = message.getCorrelationId();
    const key = correlationId?.getString() ?? '';
    const options = message.getOptions();
    const request = this.open.get(key) ?? {
      correlationId,
      stream: nameOf(options?.getStreamIdentifier()),
      expected: expectedOf(options),
      events: [],
    };
    this.open.set(key, request);
    for (const proposed of message.getProposedMessagesList()) {
      request.events.push({
        id: proposed.getId()?.getString() ?? '',
        type: proposed.getMetadataMap().get('type') ?? '',
        data: proposed.getData_asU8(),
        metadata: proposed.getCustomMetadata_asU8(),
      });
    }
    if (!message.getIsFinal()) return undefined;
    this.open.delete(key);
    return request;
  }
}

export function appendResponse(request: AppendRequest, answer: AppendAnswer): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(request.correlationId);
  response.setStreamIdentifier(identifier(request.stream));
  if (answer.kind === 'stored') {
    const success = new streams.BatchAppendResp.Success();
    success.setCurrentRevision(String(answer.revision));
    const position = new shared.AllStreamPosition();
    position.setCommitPosition(String(answer.position));
    position.setPreparePosition(String(answer.position));
    success.setPosition(position);
    response.setSuccess(success);
    return response;
  }
  return response.setError(errorStatus(request, answer));
}

/** An answer the client has no class for: "Server Is Not Ready" comes so. */
export function unrecognized(request: AppendRequest, message: string): streams.BatchAppendResp {
  const response = new streams.BatchAppendResp();
  response.setCorrelationId(request.correlationId);
  response.setStreamIdentifier(identifier(request.stream));
  const error = new status.Status();
  error.setMessage(message);
  const details = new Any();
  details.pack(new Uint8Array(), 'event_store.client.NotReady');
  return response.setError(error.setDetails(details));
}

export function eventResponse(record: Stored): streams.ReadResp {
  const recorded = new streams.ReadResp.ReadEvent.RecordedEvent();
  const id = new shared.UUID();
  id.setString(record.id);
  recorded.setId(id);
  recorded.setStreamIdentifier(identifier(record.stream));
  recorded.setStreamRevision(String(record.revision));
  recorded.setCommitPosition(String(record.position));
  recorded.setPreparePosition(String(record.position));
  recorded.getMetadataMap().set('type', record.type);
  recorded.getMetadataMap().set('content-type', 'application/json');
  recorded.getMetadataMap().set('created', '0');
  recorded.setData(record.data);
  recorded.setCustomMetadata(record.metadata);
  const event = new streams.ReadResp.ReadEvent();
  event.setEvent(recorded);
  event.setCommitPosition(String(record.position));
  return new streams.ReadResp().setEvent(event);
}

export function confirmation(): streams.ReadResp {
  const confirmed = new streams.ReadResp.SubscriptionConfirmation();
  confirmed.setSubscriptionId('double');
  return new streams.ReadResp().setConfirmation(confirmed);
}

export function streamNotFound(stream: string): streams.ReadResp {
  const notFound = new streams.ReadResp.StreamNotFound();
  notFound.setStreamIdentifier(identifier(stream));
  return new streams.ReadResp().setStreamNotFound(notFound);
}

export function nameOf(stream: shared.StreamIdentifier | undefined): string {
  return Buffer.from(stream?.getStreamName_asU8() ?? []).toString('utf8');
}

function identifier(stream: string): shared.StreamIdentifier {
  const name = new shared.StreamIdentifier();
  name.setStreamName(Buffer.from(stream));
  return name;
}

function expectedOf(options: streams.BatchAppendReq.Options | undefined): Expected {
  if (options?.hasNoStream()) return 'no-stream';
  return options?.hasStreamPosition() ? BigInt(options.getStreamPosition()) : 'any';
}

function errorStatus({ expected }: AppendRequest, answer: Exclude<AppendAnswer, { kind: 'stored' }>): status.Status {
  const error = new status.Status();
  const details = new Any();
  switch (answer.kind) {
    case 'wrong-version': {
      const wrong = new shared.WrongExpectedVersion();
      if (answer.actual === 'no-stream') wrong.setCurrentNoStream(new Empty());
      else wrong.setCurrentStreamRevision(String(answer.actual));
      if (typeof expected === 'bigint') wrong.setExpectedStreamPosition(String(expected));
      else wrong.setExpectedNoStream(new Empty());
      details.pack(wrong.serializeBinary(), 'event_store.client.WrongExpectedVersion');
      break;
    }
    case 'too-large': {
      const tooLarge = new shared.MaximumAppendSizeExceeded();
      tooLarge.setMaxappendsize(1024 * 1024);
      details.pack(tooLarge.serializeBinary(), 'event_store.client.MaximumAppendSizeExceeded');
      break;
    }
    case 'deleted':
      details.pack(new shared.StreamDeleted().serializeBinary(), 'event_store.client.StreamDeleted');
      break;
  }
  return error.setDetails(details);
}
