import type { Command } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import { runDump, runDumpAll, runRestore } from './tool-dumps.ts';
import { runStatement, STATEMENTS } from './tool-statements.ts';

/** `createdb`, `pg_dump` and the other small clients, by name. */
export function createTool(name: string, version: string, host: ContainerHost): Command {
  const statement = STATEMENTS.find((each) => each.name === name);
  const run = { pg_dump: runDump, pg_restore: runRestore }[name] ?? runDumpAll;
  return {
    name,
    summary: statement?.summary ?? 'save or restore databases',
    run: (context) =>
      statement === undefined
        ? run(version, host, context)
        : runStatement(statement, version, host, context),
  };
}
