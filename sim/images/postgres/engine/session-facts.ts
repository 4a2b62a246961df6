import { type SessionFacts, typeOf, type Value } from '../../../sql/index.ts';
import type { PgDatabase, PgServer } from './server.ts';

/** What functions may ask of a session; `onSequence` is called when one has used a sequence. */
export function factsOf(
  server: PgServer,
  database: PgDatabase,
  user: string,
  settings: Map<string, string>,
  onSequence: () => void,
): SessionFacts {
  /** What functions of this session have to remember: the last values of sequences. */
  const learned = new Map<string, Value>();
  const facts: Readonly<Record<string, () => Value>> = {
    version: () =>
      `PostgreSQL ${server.version} on x86_64-pc-linux-gnu, compiled by gcc (Debian 12.2.0-14) ` +
      '12.2.0, 64-bit',
    database: () => database.name,
    user: () => user,
    schema: () => 'public',
    address: () => server.address,
    client: () => null,
  };
  return {
    schema: () => 'public',
    variable: (_scope, name) => ({
      value: settings.get(name) ?? server.settings.get(name) ?? null,
      type: typeOf('text', 'text'),
    }),
    assign: (name, value) => {
      settings.set(name, value === null ? '' : String(value));
    },
    check: () => undefined,
    fact: (name) => facts[name]?.() ?? learned.get(name) ?? null,
    setFact(name, value) {
      learned.set(name, value);
      onSequence();
    },
  };
}
