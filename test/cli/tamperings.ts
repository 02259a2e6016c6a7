import { closeSync, fstatSync, openSync, writeFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { backupSqlite, openEventStore } from '@sedekah/event-store';
import { userDecider } from '@sedekah/ledger';
import { Scenario } from './scenario';
import { sedekah } from './sedekah';
import { playBudget } from './budget';
import { playWabup } from './wabup';

/** Of SQLite's pages. */
const PAGE_BYTES = 4096;

/** Changes a log as somebody would who goes around the program. */
export function change(folder: string, ...statements: string[]): void {
  const database = new Database(join(folder, 'events.db'));
  database.exec('drop trigger events_are_never_changed; drop trigger events_are_never_deleted;');
  for (const statement of statements) {
    const { changes } = database.prepare(statement).run();
    if (changes !== 1) throw new Error(`${changes} rows changed by: ${statement}`);
  }
  database.close();
}

const set = (path: string, value: string): string => `data = json_set(data, '${path}', ${value})`;

/** What is done to the ledger before a golden file's commands run, by the file's name. */
export const TAMPERINGS: Readonly<Record<string, (folder: string) => Promise<void> | void>> = {
  'check-payment-made-smaller.txt': (folder) =>
    change(folder, `update events set ${set('$.amount', "'20000'")} where type = 'PaymentRecorded'`),
  'check-premium-raised.txt': (folder) =>
    change(
      folder,
      `update events set ${set('$.amountPerWorker', "'16900'")}
       where type = 'PremiumsAllocated' and data ->> '$.month' = '2021-06'`,
    ),
  'check-remittance-paid-short.txt': (folder) =>
    change(
      folder,
      `update events set data = json_set(data, '$.amount', '16800', '$.bankAmount', '16800')
       where type = 'RemittancePaid' and data ->> '$.remittanceId' = 'SG01.2021-06.1'`,
    ),
  'check-worker-band-raised.txt': (folder) =>
    change(
      folder,
      `update events set ${set('$.band', '2')} where type = 'WorkerEnrolled' and stream like '%pekerja-2'`,
    ),
  'check-order-raised.txt': (folder) =>
    change(
      folder,
      `update events set data = json_set(data, '$.total', '50400', '$.heads', 3, '$.parts[0].amount', '50400')
       where type = 'AllocationsOrdered' and data ->> '$.month' = '2021-06'`,
      `update events set data = json_set(data, '$.amount', '50400', '$.heads', 3, '$.parts[0].amount', '50400')
       where type = 'RemittanceOrdered' and data ->> '$.remittanceId' = 'SG01.2021-06.1'`,
      `update events set data = json_set(data, '$.amount', '50400', '$.bankAmount', '50400')
       where type = 'RemittancePaid' and data ->> '$.remittanceId' = 'SG01.2021-06.1'`,
    ),
  'check-verified-less.txt': (folder) =>
    change(folder, `update events set ${set('$.amount', "'50000'")} where type = 'PaymentVerified'`),
  'check-entry-unbalanced.txt': (folder) =>
    change(
      folder,
      `update events set ${set('$.bankAmount', "'33500'")}
       where type = 'RemittancePaid' and data ->> '$.remittanceId' = 'SG01.2021-05.1'`,
    ),
  'check-ceiling-lowered.txt': async (folder) => {
    await playBudget(folder);
    change(folder, `update events set ${set('$.ceiling', "'100000'")} where type = 'AuthorityRegistered'`);
  },
  'check-event-taken-out.txt': (folder) => change(folder, "delete from events where type = 'PaymentVerified'"),
  'explain-event-taken-out.txt': (folder) => change(folder, "delete from events where type = 'PaymentVerified'"),
  'check-file-damaged.txt': (folder) => {
    const file = openSync(join(folder, 'events.db'), 'r+');
    const { size } = fstatSync(file);
    writeSync(file, Buffer.alloc(PAGE_BYTES, 0xff), 0, PAGE_BYTES, size - PAGE_BYTES);
    closeSync(file);
  },
  'check-event-of-no-type.txt': (folder) =>
    change(folder, "update events set type = 'PaymentForgiven' where type = 'WorkerDied'"),
  'check-event-without-day.txt': (folder) =>
    change(folder, "update events set data = json_remove(data, '$.effectiveOn') where type = 'WorkerDied'"),
  'check-event-without-list.txt': (folder) =>
    change(
      folder,
      `update events set data = json_remove(data, '$.workers')
       where type = 'AllocationsSettled' and data ->> '$.month' = '2021-06'`,
    ),
  'check-event-not-json.txt': (folder) => change(folder, "update events set data = '{' where type = 'WorkerDied'"),
  'check-cover-doubled.txt': (folder) =>
    change(
      folder,
      `update events set ${set('$.month', "'2021-05'")}
       where type = 'AllocationsSettled' and data ->> '$.month' = '2021-06'`,
    ),
  'check-verifier-replaced.txt': (folder) =>
    change(folder, `update events set ${set('$.verifiedBy', "'bendahara'")} where type = 'PaymentVerified'`),
  'check-read-model-changed.txt': async (folder) => {
    await sedekah('rebuild', folder);
    const database = new Database(join(folder, 'read-model', '1.db'));
    database.exec("update worker set region_code = '76.99' where worker_id = 'pekerja-3'");
    database.close();
  },
  'explain-branches.txt': (folder) => playWabup(folder),
  'replay-read-model-changed.txt': async (folder) => {
    await sedekah('rebuild', folder);
    const database = new Database(join(folder, 'read-model', '1.db'));
    database.exec(`
      update worker set region_code = '76.99', sealed = 'v1.other' where worker_id = 'pekerja-3';
      delete from cover where worker_id = 'pekerja-2' and month = '2021-06';
      insert into app_user select 'penyusup', 40, effective_on from app_user where user_id = 'bendahara';
    `);
    database.close();
  },
  'backup.txt': async (folder) => {
    await otherLedger(join(folder, 'lainnya'), 'lain');
    await backupSqlite(join(folder, 'lainnya', 'events.db'), join(folder, 'cadangan-lain.db'));
    writeFileSync(join(folder, 'rusak.db'), 'not a database, and long enough to be taken for one by its size alone');
  },
  'copy.txt': (folder) => otherLedger(join(folder, 'lain'), 'sedekah'),
  'read-model-ahead.txt': async (folder) => {
    await sedekah('rebuild', folder);
    change(folder, 'delete from events where position = (select max(position) from events)');
  },
  'read-model-of-another-log.txt': async (folder) => {
    await sedekah('rebuild', folder);
    change(folder, "update events set type = 'WorkerLeft' where position = (select max(position) from events)");
  },
  'check-crossing-left-open.txt': (folder) =>
    change(
      folder,
      `delete from events where position = (select max(position) from events)`,
      `delete from events where position = (select max(position) from events)`,
    ),
};

/** A ledger with one user, which is not Mamasa's. */
async function otherLedger(dataFolder: string, ledger: string): Promise<void> {
  const store = await openEventStore({ dataFolder, ledger });
  const scenario = new Scenario(store, 'lain', ledger).on('2022-01-03');
  await scenario.does(userDecider, 'admin', { type: 'CreateUser', userId: 'admin', roles: ['admin'] });
  await store.close();
}
