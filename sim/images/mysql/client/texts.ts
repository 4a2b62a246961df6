import { lookup } from '../../../sql/index.ts';
import type { Flavour } from '../part.ts';

/** The year of a release, as its copyright line has it. */
const YEARS = lookup({
  '5.7': 2023,
  '8.0': 2025,
  '8.1': 2023,
  '8.2': 2023,
  '8.3': 2024,
  '8.4': 2025,
  '9.0': 2024,
  '9.1': 2024,
  '9.2': 2025,
  '9.3': 2025,
  '9.4': 2025,
});
const LATEST_YEAR = 2026;

export const oracleNotice = (version: string): string => {
  const year = YEARS.get(version.split('.').slice(0, 2).join('.')) ?? LATEST_YEAR;
  return (
    `Copyright (c) 2000, ${year}, Oracle and/or its affiliates.\n\n` +
    'Oracle is a registered trademark of Oracle Corporation and/or its\n' +
    'affiliates. Other names may be trademarks of their respective\nowners.\n'
  );
};
export const MARIADB_NOTICE =
  'Copyright (c) 2000, 2018, Oracle, MariaDB Corporation Ab and others.\n';

const MARIADB_CLIENTS = lookup({
  'mariadb-admin': '10.0',
  'mariadb-dump': '10.19',
  'mariadb-show': '10.0',
});

/** `mysql  Ver …`: the first line of --version and of `status`. */
export const versionLine = ({ kind, version }: Flavour, program: string): string => {
  if (kind === 'oracle') {
    return `${program}  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)`;
  }
  if (!/^10\./.test(version)) {
    const number = MARIADB_CLIENTS.get(program.replace(/^mysql(?=.)/, 'mariadb-')) ?? '15.2';
    const machine = 'for debian-linux-gnu (x86_64)';
    const editor = /^(mysql|mariadb)$/.test(program) ? ' using  EditLine wrapper' : '';
    return `${program} from ${version}-MariaDB, client ${number} ${machine}${editor}`;
  }
  const distribution = `Distrib ${version}-MariaDB, for debian-linux-gnu`;
  const tool = program.replace(/^(mysql|mariadb-?)/, '');
  if (tool === 'admin') return `${program}  Ver 10.0 ${distribution} on x86_64`;
  if (tool === 'dump') return `${program}  Ver 10.19 ${distribution} (x86_64)`;
  if (tool === 'show') return `${program}  Ver 10.0 ${distribution} (x86_64)`;
  return `${program}  Ver 15.1 ${distribution} (x86_64) using  EditLine wrapper`;
};

const ORACLE_HELP = `
For information about MySQL products and services, visit:
   https://www.mysql.com/
For developer information, including the MySQL Reference Manual, visit:
   https://dev.mysql.com/
To buy MySQL Enterprise support, training, or other products, visit:
   https://shop.mysql.com/

List of all MySQL commands:
Note that all text commands must be first on line and end with ';'
?         (\\?) Synonym for \`help'.
clear     (\\c) Clear the current input statement.
connect   (\\r) Reconnect to the server. Optional arguments are db and host.
delimiter (\\d) Set statement delimiter.
edit      (\\e) Edit command with $EDITOR.
ego       (\\G) Send command to mysql server, display result vertically.
exit      (\\q) Exit mysql. Same as quit.
go        (\\g) Send command to mysql server.
help      (\\h) Display this help.
nopager   (\\n) Disable pager, print to stdout.
notee     (\\t) Don't write into outfile.
pager     (\\P) Set PAGER [to_pager]. Print the query results via PAGER.
print     (\\p) Print current command.
prompt    (\\R) Change your mysql prompt.
quit      (\\q) Quit mysql.
rehash    (\\#) Rebuild completion hash.
source    (\\.) Execute an SQL script file. Takes a file name as an argument.
status    (\\s) Get status information from the server.
system    (\\!) Execute a system shell command.
tee       (\\T) Set outfile [to_outfile]. Append everything into given outfile.
use       (\\u) Use another database. Takes database name as argument.
charset   (\\C) Switch to another charset. Might be needed for processing binlog with multi-byte charsets.
warnings  (\\W) Show warnings after every statement.
nowarning (\\w) Don't show warnings after every statement.
resetconnection(\\x) Clean session context.
query_attributes Sets string parameters (name1 value1 name2 value2 ...) for the next query to pick up.
ssl_session_data_print Serializes the current SSL session data to stdout or file

For server side help, type 'help contents'

`;
const MARIADB_HELP = `
General information about MariaDB can be found at
http://mariadb.org

List of all client commands:
Note that all text commands must be first on line and end with ';'
?         (\\?) Synonym for \`help'.
charset   (\\C) Switch to another charset. Might be needed for processing binlog with multi-byte charsets.
clear     (\\c) Clear the current input statement.
connect   (\\r) Reconnect to the server. Optional arguments are db and host.
delimiter (\\d) Set statement delimiter.
edit      (\\e) Edit command with $EDITOR.
ego       (\\G) Send command to MariaDB server, display result vertically.
exit      (\\q) Exit mysql. Same as quit.
go        (\\g) Send command to MariaDB server.
help      (\\h) Display this help.
nopager   (\\n) Disable pager, print to stdout.
notee     (\\t) Don't write into outfile.
nowarning (\\w) Don't show warnings after every statement.
pager     (\\P) Set PAGER [to_pager]. Print the query results via PAGER.
print     (\\p) Print current command.
prompt    (\\R) Change your mysql prompt.
quit      (\\q) Quit mysql.
rehash    (\\#) Rebuild completion hash.
sandbox   (\\-) Disallow commands that access the file system (except \\P without an argument and \\e).
source    (\\.) Execute an SQL script file. Takes a file name as an argument.
status    (\\s) Get status information from the server.
system    (\\!) Execute a system shell command.
tee       (\\T) Set outfile [to_outfile]. Append everything into given outfile.
use       (\\u) Use another database. Takes database name as argument.
warnings  (\\W) Show warnings after every statement.

For server side help, type 'help contents'

`;
export const helpText = ({ kind }: Flavour): string =>
  kind === 'oracle' ? ORACLE_HELP : MARIADB_HELP;

/** The list of commands alone, as a script gets it. */
export const commandsText = (flavour: Flavour): string =>
  helpText(flavour)
    .split('\n')
    .filter((line) => /^(\?|\w+)\s*\(\\.\)|^(query_attributes|ssl_session)/.test(line))
    .map((line) => `${line}\n`)
    .join('');

/** `1 hour 2 min 3 sec`: how clients print an uptime. */
export function uptimeText(seconds: number): string {
  const parts: [number, string][] = [
    [Math.floor(seconds / 86_400), 'day'],
    [Math.floor(seconds / 3600) % 24, 'hour'],
    [Math.floor(seconds / 60) % 60, 'min'],
  ];
  const shown = parts
    .filter(([count]) => count > 0)
    .map(([count, unit]) => `${count} ${unit}${unit !== 'min' && count !== 1 ? 's' : ''}`);
  return [...shown, `${seconds % 60} sec`].join(' ');
}

/** Text as a terminal shows it: with its tabs as blanks. */
export const expandTabs = (text: string): string =>
  text
    .split('\n')
    .map((line) => {
      let out = '';
      for (const part of line.split(/(\t)/)) {
        out += part === '\t' ? ' '.repeat(8 - (out.length % 8)) : part;
      }
      return out;
    })
    .join('\n');
