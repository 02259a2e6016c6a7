import { appendContract } from './append.contract';
import type { Backend } from './backend';
import { logContract } from './log.contract';
import { subscriptionContract } from './subscription.contract';

/** What must hold on every store. `backend` is asked for inside the tests, after it has been started. */
export function eventStoreContract(backend: () => Backend): void {
  appendContract(backend);
  subscriptionContract(backend);
  // Last, because it makes a long log, and on a shared server the other logs have to look past it.
  logContract(backend);
}
