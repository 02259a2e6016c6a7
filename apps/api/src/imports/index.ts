import { AssignmentBatch } from './assignment-batch';
import { AssignmentChunks } from './assignment-chunks';
import { AssignmentImport } from './assignment-import';
import { ImportAssignments } from './import-assignments';
import { ImportBatch } from './import-batch';
import { ImportWorkers } from './import-workers';
import { UploadJobs } from './upload-jobs';
import { Uploads } from './uploads';
import { WorkerImport } from './worker-import';

export { ImportsController } from './imports.controller';
export const IMPORTS = [
  Uploads,
  UploadJobs,
  ImportBatch,
  WorkerImport,
  ImportWorkers,
  AssignmentChunks,
  AssignmentBatch,
  AssignmentImport,
  ImportAssignments,
];
