import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { hashEvents } from './event-hashes';
import type { EventTask } from './event-structure';
import { NotProved } from './not-proved';

/** What the second thread is started with. */
export interface ThreadOrder {
  readonly task: EventTask;
  /** The tree's hashes that wait from before the first event. */
  readonly before: readonly string[];
  readonly port: MessagePort;
  /** One number: 1 when the answer is in the port. */
  readonly done: Int32Array;
}

type Answer =
  | { readonly roots: readonly string[] }
  | { readonly refused: { readonly code: string; readonly sentence: string; readonly english: string } }
  | { readonly failed: string };

/** Starts `hashEvents` in a thread of its own; `wait` gives what it returns, or throws what it throws. */
export function startHashing(
  file: string,
  task: EventTask,
  before: readonly string[],
): { readonly wait: () => readonly string[] } {
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1: mine, port2: port } = new MessageChannel();
  const order: ThreadOrder = { task, before, port, done };
  const worker = new Worker(file, { workerData: order, transferList: [port] });
  worker.unref();
  return {
    wait: () => {
      Atomics.wait(done, 0, 0);
      const { message } = receiveMessageOnPort(mine) as { message: Answer };
      mine.close();
      if ('roots' in message) return message.roots;
      if ('failed' in message) throw new Error(message.failed);
      const { code, sentence, english } = message.refused;
      throw new NotProved(code, sentence, english);
    },
  };
}

/** The second thread itself. */
export function runThread({ task, before, port, done }: ThreadOrder): void {
  port.postMessage(answerTo(task, before));
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}

function answerTo(task: EventTask, before: readonly string[]): Answer {
  try {
    return { roots: hashEvents(task, before) };
  } catch (error) {
    if (!(error instanceof NotProved)) return { failed: error instanceof Error ? error.message : String(error) };
    const { code, sentence, english } = error;
    return { refused: { code, sentence, english } };
  }
}
