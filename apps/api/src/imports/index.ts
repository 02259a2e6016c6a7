import { ImportBatch } from './import-batch';
import { ImportWorkers } from './import-workers';
import { Uploads } from './uploads';
import { WorkerImport } from './worker-import';

export { ImportsController } from './imports.controller';
export const IMPORTS = [Uploads, ImportBatch, WorkerImport, ImportWorkers];
