import type { Transaction } from '../../../sql/index.ts';
import type { Client, Server } from './model.ts';
import { variableText } from './variables.ts';

/** Whether a transaction of the session is one that may only read. */
export const beginsReadOnly = (server: Server, client: Client): boolean =>
  client.isNextReadOnly ?? variableText(server, client, 'transaction_read_only', false) === 'ON';

/** Whether `holder` waits, directly or not, for `waiter`. */
export function isDeadlock(waiter: Transaction, holder: Transaction): boolean {
  let at: Transaction | undefined = holder;
  for (let steps = 0; at !== undefined && steps < 100; steps++) {
    if (at === waiter) return true;
    at = at.waitsFor;
  }
  return false;
}
