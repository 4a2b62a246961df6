import {
  type Command,
  type CommandContext,
  type CommandTable,
  type Conversation,
  definePart,
  lateCommand,
  need,
  type Part,
  type Peer,
  type Program,
  type Service,
} from '../../kernel/index.ts';
import type { ContainerHost, ServerStart } from '../../node/index.ts';
import type { MysqlSetUp } from './init-scripts.ts';

/** Whose programs they are, and of which version. */
export interface Flavour {
  readonly kind: 'oracle' | 'mariadb';
  /** Of the client: `8.2.0`, or `10.11.18`. */
  readonly version: string;
}

/** A server that has read its data. */
export interface LoadedServer {
  accept(peer: Peer): Conversation;
  shutDown(): void;
}

/** The server and the clients, which come when one of them is needed. */
export interface MysqlPrograms {
  loadServer(flavour: Flavour, start: ServerStart): LoadedServer;
  createClient(name: string, flavour: Flavour, host: ContainerHost): Command;
  /** Ends with the code of the first script that fails. */
  runInitScripts(setUp: MysqlSetUp, context: CommandContext, commands: CommandTable): Program;
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

/** A server and what it answers with. */
export interface Endpoint {
  readonly service: Service;
  load(): Program<LoadedServer>;
  shutDown(): void;
}

/** What listens on a server's port; its data is read when the first client comes. */
export function createEndpoint(flavour: Flavour, start: ServerStart): Endpoint {
  let server: LoadedServer | undefined;
  let isShutDown = false;
  function* load(): Program<LoadedServer> {
    const programs = yield* need(MYSQL_PROGRAMS);
    server ??= programs.loadServer(flavour, start);
    return server;
  }
  return {
    load,
    service: {
      protocol: 'stream',
      speaksFirst: true,
      *accept(peer) {
        if (isShutDown) {
          peer.close();
          return { receive: () => undefined, end: () => undefined };
        }
        return (yield* load()).accept(peer);
      },
    },
    shutDown() {
      isShutDown = true;
      server?.shutDown();
    },
  };
}
