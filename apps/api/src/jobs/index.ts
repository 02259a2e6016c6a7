import { JobRuns } from './job-runs';
import { ResumeJobs } from './resume-jobs';

export { JobsController } from './jobs.controller';
export const JOBS = [JobRuns, ResumeJobs];
