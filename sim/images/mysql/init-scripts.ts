import { type InitScripts, shellQuoted } from '../init-scripts.ts';
import { entrypointLine } from './script.ts';

/** What the scripts of a first start find. */
export interface MysqlSetUp {
  /** The name of the client: `mysql` or `mariadb`. */
  readonly client: string;
  readonly socket: string;
  readonly rootPassword: string;
  readonly database: string;
  nowEpochMs(): number;
}

/** The scripts of the images of MySQL and MariaDB, run by their own client. */
export function mysqlScripts(setUp: MysqlSetUp): InitScripts {
  const { client, socket, rootPassword, database } = setUp;
  const schema = database === '' ? '' : ` --database=${shellQuoted(database)}`;
  const options = `--protocol=socket -uroot -hlocalhost --socket=${socket} --comments${schema}`;
  const password = shellQuoted(rootPassword);
  return {
    prelude: [
      `docker_process_sql() { MYSQL_PWD=${password} ${client} ${options} "$@"; }`,
      'mysql=( docker_process_sql )',
    ].join('\n'),
    runFile: (path) => `docker_process_sql < ${path}`,
    line: (level, text) => `${entrypointLine(setUp.nowEpochMs(), level, text)}\n`,
  };
}
