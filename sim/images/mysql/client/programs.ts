import type { Command, CommandContext, Program } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import { runAdmin } from './admin.ts';
import { runDump } from './dump.ts';
import { runMysql } from './mysql.ts';
import { runShow } from './show.ts';

type Run = (host: ContainerHost, flavour: Flavour, context: CommandContext) => Program;

const PROGRAMS: ReadonlyMap<string, Run> = new Map<string, Run>([
  ['mysql', runMysql],
  ['mysqladmin', runAdmin],
  ['mysqldump', runDump],
  ['mysqlshow', runShow],
]);

/** One of the clients, by its old name. */
export function createClientProgram(name: string, flavour: Flavour, host: ContainerHost): Command {
  const run = PROGRAMS.get(name);
  if (run === undefined) throw new Error(`no MySQL client is named ${name}`);
  return { name, summary: '', run: (context) => run(host, flavour, context) };
}
