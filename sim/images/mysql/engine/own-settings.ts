import { fail } from '../sql/errors.ts';
import type { OwnStatement } from '../sql/statements.ts';
import { OK, type OwnContext, type OwnOutcome } from './own-outcome.ts';
import { requireGlobal } from './privileges.ts';
import { setVariable } from './variables.ts';

/** SET of variables. */
export function runSet(
  context: OwnContext,
  { settings }: Extract<OwnStatement, { kind: 'set' }>,
): OwnOutcome {
  const { server, client, evaluate } = context;
  for (const { scope, name, value } of settings) {
    const result = typeof value === 'string' ? value : evaluate(value);
    if (scope === 'user') client.userVariables.set(name, result);
    else {
      if (scope === 'global') requireGlobal(client, 'SUPER', 'SYSTEM_VARIABLES_ADMIN');
      setVariable(server, client, context.env, scope, name, result);
      if (name === 'autocommit' && client.variables.get(name) === 'ON') context.commit();
    }
  }
  return OK;
}

const NO_CHANGE_WITHIN =
  "Transaction characteristics can't be changed while a transaction is in progress";

/** SET TRANSACTION. */
export function runIsolation(
  { server, client, env }: OwnContext,
  { scope, level, isReadOnly }: Extract<OwnStatement, { kind: 'set isolation' }>,
): OwnOutcome {
  if (scope === 'global') requireGlobal(client, 'SUPER', 'SYSTEM_VARIABLES_ADMIN');
  if (scope !== 'next') {
    if (level !== '') setVariable(server, client, env, scope, 'transaction_isolation', level);
    if (isReadOnly !== undefined) {
      const value = isReadOnly ? 'ON' : 'OFF';
      setVariable(server, client, env, scope, 'transaction_read_only', value);
    }
    return OK;
  }
  if (client.transaction !== undefined) return fail(1568, '25001', NO_CHANGE_WITHIN);
  if (level !== '') client.nextIsolation = level;
  if (isReadOnly !== undefined) client.isNextReadOnly = isReadOnly;
  return OK;
}
