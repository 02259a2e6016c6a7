import { Injectable } from '@nestjs/common';
import { KeyStore } from '@sedekah/key-store';
import { Clock } from '../clock';
import { canonicalJson, commandIdOf, type Call } from '../http/call';
import { SchemeTime } from './scheme-time';

const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';
const ID_LENGTH = 16;

/** What a request, or a process of the ledger itself, says about its call. */
export interface CallRequest {
  readonly by: string;
  readonly commandId: string;
  /** Canonical JSON of everything the command was given. */
  readonly input: string;
}

/** Starts the calls of commands: the moment, the keyed hash of the input, and ids derived from the command's id. */
@Injectable()
export class Calls {
  constructor(
    private readonly keys: KeyStore,
    private readonly clock: Clock,
    private readonly schemeTime: SchemeTime,
  ) {}

  async begin({ by, commandId, input }: CallRequest, expectedRevision?: bigint): Promise<Call> {
    const call = await this.resume({ by, commandId, inputHash: this.keys.keyedHash('input', input) });
    return expectedRevision === undefined ? call : { ...call, expectedRevision };
  }

  /** The call of a command that the log knows already: the same ids, at the present moment. */
  async resume({ by, commandId, inputHash }: Pick<Call, 'by' | 'commandId' | 'inputHash'>): Promise<Call> {
    const now = this.clock.now();
    return {
      by,
      commandId,
      inputHash,
      now,
      today: await this.schemeTime.dayOf(now),
      newId: (kind) => this.derivedId(`${commandId}:${kind}`),
    };
  }

  /** A call of the ledger's own processes: the same `key` and `input` is the same command, also after a restart. */
  async bySystem(key: string, input: unknown = null): Promise<Call> {
    return this.begin({ by: 'system', commandId: commandIdOf('system', key), input: canonicalJson([key, input]) });
  }

  /** The call of one part of a larger command, e.g. a row of a file: its own command id and ids, the same caller. */
  async part(call: Pick<Call, 'by' | 'commandId'>, part: string, input: unknown = null): Promise<Call> {
    const commandId = commandIdOf(call.commandId, part);
    return this.begin({ by: call.by, commandId, input: canonicalJson([part, input]) });
  }

  /** `part` at the moment of the call it belongs to. */
  partOf(call: Call, part: string, input: unknown = null): Call {
    const commandId = commandIdOf(call.commandId, part);
    return {
      by: call.by,
      commandId,
      inputHash: this.keys.keyedHash(
        'input',
        input === null ? JSON.stringify([part, null]) : canonicalJson([part, input]),
      ),
      now: call.now,
      today: call.today,
      newId: (kind) => this.derivedId(`${commandId}:${kind}`),
    };
  }

  /** The call of a request whose body was read as a stream: its content is part of the input. */
  withContent(call: Call, contentHash: string): Call {
    return { ...call, inputHash: this.keys.keyedHash('input', `${call.inputHash}:${contentHash}`) };
  }

  /** 16 characters that say nothing about `text` and are always the same for it. */
  derivedId(text: string): string {
    const digest = this.keys.keyedDigest('id', text);
    let id = '';
    for (let place = 0; place < ID_LENGTH; place += 1) id += ALPHABET[digest.readUInt8(place) % ALPHABET.length];
    return id;
  }
}
