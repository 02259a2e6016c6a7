import { MessageChannel, receiveMessageOnPort, Worker, type MessagePort } from 'node:worker_threads';
import { readStructure, type EventTask, type Structure } from './event-structure';
import { NotProved } from './not-proved';

/** What the second thread is started with. */
export interface ThreadOrder {
  readonly task: EventTask;
  readonly port: MessagePort;
  /** One number: 1 when the answer is in the port. */
  readonly done: Int32Array;
}

type Answer =
  | { readonly structure: Structure }
  | { readonly refused: { readonly code: string; readonly sentence: string; readonly english: string } }
  | { readonly failed: string };

/** Starts `readStructure` in a thread of its own; `wait` gives what it returns, or throws what it throws. */
export function startInWorker(file: string, task: EventTask): { readonly wait: () => Structure } {
  const done = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const { port1: mine, port2: port } = new MessageChannel();
  const order: ThreadOrder = { task, port, done };
  const worker = new Worker(file, { workerData: order, transferList: [port] });
  worker.unref();
  return {
    wait: () => {
      Atomics.wait(done, 0, 0);
      const { message } = receiveMessageOnPort(mine) as { message: Answer };
      mine.close();
      if ('structure' in message) return message.structure;
      if ('failed' in message) throw new Error(message.failed);
      const { code, sentence, english } = message.refused;
      throw new NotProved(code, sentence, english);
    },
  };
}

/** The second thread itself. */
export function runThread({ task, port, done }: ThreadOrder): void {
  port.postMessage(answerTo(task));
  Atomics.store(done, 0, 1);
  Atomics.notify(done, 0);
}

function answerTo(task: EventTask): Answer {
  try {
    return { structure: readStructure(task) };
  } catch (error) {
    if (!(error instanceof NotProved)) return { failed: error instanceof Error ? error.message : String(error) };
    const { code, sentence, english } = error;
    return { refused: { code, sentence, english } };
  }
}
