import type { EventEmitter } from 'node:events';

/** Insides of @eventstore/db-client 6.2.1 that are guarded here. Frozen since May 2024; checked when a client is made. */
interface ClientInsides {
  handleError: (client: unknown, error: Error) => Promise<void>;
  GRPCStreamCreator: (
    service: unknown,
    name: string,
    create: (grpcClient: unknown) => unknown,
    cache?: unknown,
  ) => () => Promise<unknown>;
}

interface AppendCall extends EventEmitter {
  destroy: (error: Error) => void;
  write: (...args: unknown[]) => boolean;
}

/**
 * Takes three ways to end the whole process, and one to hang for ever, out of a client:
 * - an answer that comes after another broken call has emptied the table of pending appends throws in a listener;
 * - a call that breaks while appends wait for it to drain rejects promises that nobody holds;
 * - a reconnection whose discovery fails rejects a promise that nobody holds;
 * - a call for appends that the server has ended is used on.
 * The appends concerned stay unanswered, and our own timers report them as unknown.
 */
export function guardClient<Client extends object>(client: Client): Client {
  const insides = client as Client & ClientInsides;
  const { handleError, GRPCStreamCreator } = insides;
  if (typeof handleError !== 'function' || typeof GRPCStreamCreator !== 'function') {
    throw new Error('this version of @eventstore/db-client is not the one its guards were written for');
  }
  insides.handleError = (grpcClient, error) => handleError(grpcClient, error).catch(() => undefined);
  insides.GRPCStreamCreator = (service, name, create, cache) =>
    GRPCStreamCreator(
      service,
      name,
      name === 'appendToStream' ? (grpcClient) => guardAppends(create(grpcClient) as AppendCall) : create,
      cache,
    );
  return client;
}

function guardAppends(call: AppendCall): AppendCall {
  const listeners = call.listeners('data') as ((response: unknown) => void)[];
  call.removeAllListeners('data');
  call.on('data', (response) => {
    try {
      for (const listener of listeners) listener(response);
    } catch {
      // A late answer to an append that was given up: its caller has been told "unknown" and asks again.
    }
  });
  // The client goes on writing into a call that the server has ended, and waits for ever for answers.
  call.on('end', () => call.destroy(new Error('the server ended the call for appends')));
  const write = call.write.bind(call);
  // Never "full": the client's queue for a full call is what loses rejections. Our own limit bounds the appends in flight.
  call.write = (...args) => {
    write(...args);
    return true;
  };
  return call;
}
