import type { CommandContext } from '../../../kernel/index.ts';
import type { Flavour } from '../part.ts';
import type { Link } from './connection.ts';
import type { MonitorOptions } from './monitor-options.ts';
import { MARIADB_NOTICE, oracleNotice } from './texts.ts';

export const HINT =
  "Type 'help;' or '\\h' for help. Type '\\c' to clear the current input statement.\n\n";

/** With -v the file of the history is told when it is read and written. */
export function historyText(
  env: CommandContext['env'],
  { isBatch, verbose, silent }: MonitorOptions,
  how: 'Reading' | 'Writing',
): string {
  if (isBatch || verbose === 0 || silent > 0) return '';
  const file = env.get('MYSQL_HISTFILE') ?? `${env.get('HOME') ?? ''}/.mysql_history`;
  return `${how} history-file ${file}\n`;
}

/** What the client says first: who it is, and what it talks to. */
export function welcomeText(flavour: Flavour, link: Link): string {
  const isOracle = flavour.kind === 'oracle';
  const server = /mariadb/i.test(link.version) ? 'MariaDB' : 'MySQL';
  const notice = isOracle ? oracleNotice(flavour.version) : MARIADB_NOTICE;
  return (
    `Welcome to the ${isOracle ? 'MySQL' : 'MariaDB'} monitor.  Commands end with ; or \\g.\n` +
    `Your ${isOracle ? 'MySQL' : server} connection id is ${link.id}\n` +
    `Server version: ${link.version} ${link.comment}\n\n${notice}\n`
  );
}
