import { lex, parseStatement, textOf } from '../../../sql/index.ts';
import { fail } from '../sql/errors.ts';
import type { OwnStatement } from '../sql/statements.ts';
import { OK, type OwnContext, type OwnOutcome } from './own-outcome.ts';

/** PREPARE, EXECUTE and DEALLOCATE. */
export function runPrepared(
  context: OwnContext,
  statement: Extract<OwnStatement, { kind: 'prepare' | 'execute' | 'deallocate' }>,
): OwnOutcome {
  const { client, evaluate } = context;
  if (statement.kind === 'prepare') {
    const text = evaluate(statement.text);
    const given = text === null ? '' : textOf(text);
    // What is no statement is refused here, not when it is executed.
    parseStatement(context.env.dialect, given);
    client.prepared.set(statement.name, given);
    return OK;
  }
  const text = client.prepared.get(statement.name);
  if (text === undefined) {
    return fail(
      1243,
      'HY000',
      `Unknown prepared statement handler (${statement.name}) given to ${statement.kind.toUpperCase()}${statement.kind === 'deallocate' ? ' PREPARE' : ''}`,
    );
  }
  if (statement.kind === 'deallocate') {
    client.prepared.delete(statement.name);
    return OK;
  }
  const places = lex(context.env.dialect, text).filter(({ type }) => type === 'parameter');
  if (places.length !== statement.using.length)
    fail(1210, 'HY000', 'Incorrect arguments to EXECUTE');
  const parameters = statement.using.map((name) => client.userVariables.get(name) ?? null);
  return { kind: 'execute', text, parameters };
}
