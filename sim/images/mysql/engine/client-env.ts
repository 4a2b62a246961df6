import {
  type Dialect,
  EMPTY_QUERY,
  EMPTY_SELECT,
  type Env,
  type Expr,
  executeStatement,
  type Outcome,
  type SessionFacts,
  type Transaction,
  type Value,
  type VirtualTable,
} from '../../../sql/index.ts';
import { LOCKER_OF } from '../sql/lock-functions.ts';
import type { OwnStatement } from '../sql/statements.ts';
import type { Client, Server } from './model.ts';
import { lockerOf } from './named-locks.ts';
import { requireOnTable } from './privileges.ts';
import { requireLock } from './safety.ts';
import type { Shown } from './shown.ts';
import { systemTable } from './system-tables.ts';
import { isOn, readVariable, variableText } from './variables.ts';

const SHOWN = '\0shown';

/** What a statement of a client sees: its tables, variables, facts and clock. */
export interface ClientEnv {
  of(transaction: Transaction, text: string, parameters: readonly Value[]): Env;
  /** The rows of a SHOW that its LIKE or WHERE asks for. */
  filtered(shown: Shown, env: Env): Extract<Outcome, { kind: 'rows' }>;
}

/** Creates what the statements of a client see. */
export function createClientEnv(
  server: Server,
  client: Client,
  dialect: Dialect<OwnStatement>,
): ClientEnv {
  const { catalog, host } = server;
  const mostWarnings = (): number =>
    Number(client.variables.get('max_error_count') ?? server.globals.get('max_error_count'));
  let overlay: VirtualTable | undefined;
  const ownCatalog = {
    ...catalog,
    virtualTable: (schema: string, name: string): VirtualTable | undefined =>
      name === SHOWN ? overlay : systemTable(server, client, schema, name),
  };
  const session: SessionFacts = {
    schema: () => client.schema,
    variable: (scope, name) => readVariable(server, client, scope, name),
    assign: (name, value) => client.userVariables.set(name, value),
    check(what, schema, table) {
      if (table === SHOWN) return;
      requireOnTable(client, what, schema, table);
      requireLock(client, what, schema, table);
    },
    fact(name) {
      if (name === 'database') return client.schema === '' ? null : client.schema;
      if (name === 'foreign_key_checks') return isOn(server, client, name) ? 1n : 0n;
      if (name === 'character_set_client' || name === 'collation_connection') {
        return variableText(server, client, name, false);
      }
      if (name.startsWith(LOCKER_OF)) return lockerOf(server, name.slice(LOCKER_OF.length));
      return client.facts.get(name) ?? null;
    },
    setFact: (name, value) => client.facts.set(name, value),
  };
  return {
    of: (transaction, text, parameters) => ({
      dialect,
      catalog: ownCatalog,
      transaction,
      session,
      nowEpochMs: host.nowEpochMs(),
      prng: host.prng,
      warn: (level, code, message) => {
        if (client.warnings.length < mostWarnings()) client.warnings.push({ level, code, message });
      },
      parameters,
      text,
    }),
    filtered({ columns, rows, filter }, env) {
      overlay = { name: SHOWN, columns, rows: () => rows };
      const [first] = columns;
      const place = { start: 0, end: 0 };
      const like: Expr | undefined =
        filter.like === undefined || first === undefined
          ? undefined
          : {
              kind: 'like',
              how: 'like',
              arg: { kind: 'column', schema: '', table: '', name: first.name, ...place },
              pattern: { kind: 'literal', value: filter.like, type: first.type, ...place },
              escape: undefined,
              isNegated: false,
              ...place,
            };
      const where = filter.where ?? like;
      const table = { schema: 'information_schema', name: SHOWN, ...place };
      const outcome = executeStatement(env, {
        kind: 'query',
        query: {
          ...EMPTY_QUERY,
          first: {
            ...EMPTY_SELECT,
            items: [{ kind: 'star', schema: '', table: '', ...place }],
            from: { kind: 'table', table, alias: SHOWN },
            where,
          },
        },
      });
      if (outcome.kind !== 'rows') throw new Error('a SHOW gives rows');
      return outcome;
    },
  };
}
