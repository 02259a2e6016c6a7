import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { openEventStore } from '@sedekah/event-store';
import { userDecider } from '@sedekah/ledger';
import { playMamasa } from '../cli/mamasa';
import { Scenario } from '../cli/scenario';
import { sedekah } from '../cli/sedekah';

const root = resolve(__dirname, '../..');

/** Builds the verifier from the sources under test. @returns its path */
export function builtVerifier(): string {
  const file = join(root, 'dist', 'verify.js');
  execFileSync(process.execPath, [join(root, 'libs/proof/build-verifier.cjs'), file]);
  return file;
}

/** Mamasa's ledger in a folder of its own, sealed twice by two parties of two. */
export class SealedLedger {
  readonly folder = mkdtempSync(join(tmpdir(), 'sedekah-sealed-'));
  readonly data = join(this.folder, 'data');
  /** Where `sedekah export bundle` has put both seals. */
  readonly bundle = join(this.folder, 'bundle');
  readonly fingerprints = new Map<string, string>();

  static async make(): Promise<SealedLedger> {
    builtVerifier();
    const ledger = new SealedLedger();
    await playMamasa(ledger.data);
    await ledger.runs('rebuild');
    for (const party of ['pemda', 'kejari']) await ledger.createKey(party);
    await ledger.runs('seal rule --required 2');
    await ledger.seal();
    await ledger.records('auditor');
    await ledger.seal();
    await ledger.runs(`export bundle --out ${ledger.bundle}`);
    return ledger;
  }

  /** One event more than there was. */
  async records(userId: string): Promise<void> {
    const store = await openEventStore({ dataFolder: this.data, ledger: 'sedekah' });
    const scenario = new Scenario(store, userId).on('2021-07-01');
    await scenario.does(userDecider, userId, { type: 'CreateUser', userId, roles: ['auditor'] });
    await store.close();
  }

  async createKey(party: string): Promise<void> {
    const { fingerprint } = JSON.parse(await this.runs(`keys create ${party} --json`)) as { fingerprint: string };
    this.fingerprints.set(party, fingerprint);
  }

  /** A seal that both parties have signed. */
  async seal(): Promise<void> {
    await this.runs('seal --party pemda');
    await this.runs('seal sign --party kejari');
  }

  /** @returns stdout @throws Error when the command is refused */
  async runs(command: string): Promise<string> {
    const { stdout, stderr, exitCode } = await sedekah(command, this.data);
    if (exitCode !== 0) throw new Error(`sedekah ${command}: ${stderr}`);
    return stdout.replaceAll('<data>', this.data);
  }

  remove(): void {
    rmSync(this.folder, { recursive: true });
  }
}
