import { Injectable } from '@nestjs/common';
import { KeyStore } from '@sedekah/key-store';
import {
  isLocalDate,
  maskName,
  maskNik,
  occupationOf,
  parseNik,
  type LocalDate,
  type Sex,
  type WorkerRegistration,
} from '@sedekah/ledger';
import { Settings } from '../settings';

/** What stays sealed: everything that says who a worker is. */
export interface Identity {
  readonly nik: string;
  readonly name: string;
  readonly birthDate: LocalDate;
  readonly sex: Sex;
  readonly address: string;
  readonly phone: string;
}

/** A worker as an officer or a file gives them. */
export interface GivenWorker {
  readonly nik: string;
  readonly name: string;
  readonly birthDate: string;
  readonly sex?: Sex;
  readonly address?: string;
  readonly phone?: string;
  readonly regionCode: string;
  readonly occupation: string;
}

/** A worker whose data agree with each other; not yet sealed. */
export interface CheckedWorker extends Pick<WorkerRegistration, 'nikHash' | 'regionCode' | 'occupation' | 'sector'> {
  readonly identity: Identity;
}

/** An identity whose sealing is waited for. */
interface Sealing {
  readonly workerId: string;
  readonly identity: Identity;
  readonly resolve: (sealed: string) => void;
  readonly reject: (error: unknown) => void;
}

/** What a list shows of a person. */
export interface MaskedIdentity {
  /** `7603••••••••0012`, or null when the data were erased. */
  readonly nik: string | null;
  readonly name: string | null;
  readonly birthYear: string | null;
}

/** Between people and ciphertext: nothing else opens or seals a worker's data. */
@Injectable()
export class Identities {
  private readonly waiting: Sealing[] = [];
  private isSealing = false;

  constructor(
    private readonly keys: KeyStore,
    private readonly settings: Settings,
  ) {}

  /** @throws Rejection nik-invalid, nik-mismatch, birth-date-impossible, occupation-unknown */
  check(given: GivenWorker, today: LocalDate): CheckedWorker {
    const { nik, name, birthDate, sex, address = '', phone = '', regionCode, occupation } = given;
    const testNiks = this.settings.config.acceptTestNiks;
    const parsed = parseNik(nik, { birthDate, today, testNiks, ...(sex ? { sex } : {}) });
    const { sector } = occupationOf(occupation);
    const identity = {
      nik,
      name: name.trim(),
      birthDate,
      sex: parsed.sex,
      address: address.trim(),
      phone: phone.trim(),
    };
    return { identity, nikHash: this.keys.keyedHash('nik', nik), regionCode, occupation, sector };
  }

  /** Sealings that are asked for while others are written share the next write to disk. @throws KeyDestroyed */
  seal(workerId: string, identity: Identity): Promise<string> {
    return new Promise((resolve, reject) => {
      this.waiting.push({ workerId, identity, resolve, reject });
      if (!this.isSealing) {
        this.isSealing = true;
        setImmediate(() => void this.sealInTurn());
      }
    });
  }

  private async sealInTurn(): Promise<void> {
    while (this.waiting.length > 0) await this.sealTogether(this.waiting.splice(0));
    this.isSealing = false;
  }

  private async sealTogether(waiting: readonly Sealing[]): Promise<void> {
    try {
      const sealed = await this.sealAll(waiting);
      waiting.forEach(({ resolve }, index) => resolve(sealed[index] as string));
    } catch {
      // One who cannot be sealed does not spoil the others.
      for (const { workerId, identity, resolve, reject } of waiting) {
        this.keys.seal(workerId, identity).then(resolve, reject);
      }
    }
  }

  /** Like `seal`, with one write to disk for all. */
  sealAll(workers: readonly { readonly workerId: string; readonly identity: Identity }[]): Promise<string[]> {
    return this.keys.sealAll(workers.map(({ workerId, identity }) => ({ personId: workerId, data: identity })));
  }

  /** `undefined` once the worker's data are erased. */
  open(workerId: string, sealed: string): Identity | undefined {
    const identity = this.keys.open<Identity>(workerId, sealed);
    if (identity && !isLocalDate(identity.birthDate))
      throw new Error(`worker ${workerId} was sealed without a birth date`);
    return identity;
  }

  mask(workerId: string, sealed: string): MaskedIdentity {
    const identity = this.open(workerId, sealed);
    if (!identity) return { nik: null, name: null, birthYear: null };
    return { nik: maskNik(identity.nik), name: maskName(identity.name), birthYear: identity.birthDate.slice(0, 4) };
  }
}
