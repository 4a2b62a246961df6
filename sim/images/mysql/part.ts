import { type Command, definePart, lateCommand, type Part } from '../../kernel/index.ts';
import type { ContainerHost, ServerStart, Step } from '../../node/index.ts';

/** Whose programs they are, and of which version. */
export interface Flavour {
  readonly kind: 'oracle' | 'mariadb';
  /** Of the client: `8.2.0`, or `10.11.18`. */
  readonly version: string;
}

/** A server that runs: what it does first, and what it does when it is asked to stop. */
export interface StartedServer {
  readonly steps: readonly Step[];
  stop(nowEpochMs: number): readonly Step[];
}

/** The server and the clients, which come when one of them is needed. */
export interface MysqlPrograms {
  startServer(flavour: Flavour, start: ServerStart): StartedServer;
  createClient(name: string, flavour: Flavour, host: ContainerHost): Command;
}

export const MYSQL_PROGRAMS: Part<MysqlPrograms> = definePart('mysql');

const CLIENTS: readonly (readonly [name: string, summary: string])[] = [
  ['mysql', 'the MySQL command line client'],
  ['mysqladmin', 'administer a MySQL server'],
  ['mysqldump', 'dump databases as SQL'],
  ['mysqlshow', 'show databases, tables and columns'],
];

const MARIADB_NAMES: Readonly<Record<string, string>> = {
  mariadb: 'mysql',
  'mariadb-admin': 'mysqladmin',
  'mariadb-dump': 'mysqldump',
  'mariadb-show': 'mysqlshow',
};

/** The clients of an image. */
export function mysqlClients(host: ContainerHost, flavour: Flavour, hasOldNames = true): Command[] {
  const client = (name: string, program: string, summary: string): Command =>
    lateCommand(name, summary, MYSQL_PROGRAMS, (programs) => {
      const command = programs.createClient(program, flavour, host);
      return { ...command, name, run: (context) => command.run({ ...context, name }) };
    });
  return [
    ...(hasOldNames ? CLIENTS.map(([name, summary]) => client(name, name, summary)) : []),
    ...(flavour.kind === 'mariadb'
      ? Object.entries(MARIADB_NAMES).map(([name, program]) => client(name, program, ''))
      : []),
  ];
}
