import { type Program, until } from '../../../kernel/index.ts';
import { createCatalog } from '../../../sql/index.ts';
import { type Dictionary, readDictionary } from '../dictionary.ts';
import { mysqlSemantics } from '../sql/semantics.ts';
import type { MysqlFailure } from '../wire.ts';
import { accountFor } from './accounts.ts';
import { flush, loadSchemas } from './files.ts';
import type { EngineHost, Server } from './model.ts';
import { hashPassword } from './passwords.ts';
import { seesSchema } from './privileges.ts';
import { startReplica } from './replication.ts';
import { createRunner } from './runner.ts';
import { createClient, INTERNAL } from './server-client.ts';
import { createSession, type Session } from './session.ts';
import { isSystemSchema, SYSTEM_SCHEMAS } from './system-tables.ts';
import { initialVariables } from './variables.ts';

/** The first client of a new server; those before are threads of its own. */
const FIRST_ID = 8;
const FIRST_POSITION = 158;

const failure = (code: number, state: string, message: string): MysqlFailure => ({
  type: 'error',
  code,
  state,
  message,
});

function uuidOf({ files }: EngineHost): string {
  const content = files.read('/var/lib/mysql/auto.cnf');
  return /server-uuid=(\S+)/.exec(content.ok ? content.value : '')?.[1] ?? '';
}

/** Loads a server from its data directory. */
export function createServer(host: EngineHost): Server {
  const virtual = { virtualTable: () => undefined, isVirtual: isSystemSchema };
  const serverUuid = uuidOf(host);
  const dictionary: Dictionary | undefined = readDictionary(host.files);
  const server: Server = {
    host,
    catalog: createCatalog(virtual),
    users: [...(dictionary?.users ?? [])],
    globals: initialVariables(host.version, host.comment, host.hostname, serverUuid, host.options),
    clients: new Map(),
    nextId: FIRST_ID,
    questions: 0,
    replication: {
      source: dictionary?.source,
      isIoRunning: false,
      isSqlRunning: false,
      ioState: '',
      ioError: { code: 0, message: '' },
      sqlError: { code: 0, message: '' },
      lagSeconds: 0,
      sourceId: 0,
      sourceUuid: '',
      round: 0,
    },
    binlog: [],
    binlogFile: 2,
    binlogPosition: FIRST_POSITION,
    serverUuid,
    gtidNext: dictionary?.gtidNext ?? 1,
    isDirty: false,
    isShutDown: false,
  };
  if (dictionary !== undefined)
    loadSchemas(
      server,
      mysqlSemantics(() => ''),
      dictionary,
    );
  return server;
}

/** Runs the scripts that the first start has found, once. */
function* runScripts(server: Server): Program<void> {
  const scripts = readDictionary(server.host.files)?.scripts ?? [];
  for (const { schema, text } of scripts) {
    const client = createClient(server, INTERNAL, 'root', 'localhost');
    client.schema = schema;
    const runner = createRunner(server, client);
    for (const statement of splitStatements(text)) yield* runner.run(statement);
  }
  if (scripts.length > 0) flush(server, true);
}

/** Statements of a script, apart at the semicolons that are not within quotes or comments. */
export function splitStatements(text: string): string[] {
  const parts =
    text.match(
      /(?:'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*"|`[^`]*`|\/\*[\s\S]*?\*\/|--[ \t][^\n]*|#[^\n]*|[^;'"`])+/g,
    ) ?? [];
  return parts.map((part) => part.trim()).filter((part) => part !== '');
}

/** Who logs in. */
export interface Login {
  readonly user: string;
  readonly password: string;
  /** `localhost` for the socket. */
  readonly address: string;
  /** The database to begin with, or ''. */
  readonly schema: string;
}

/** A server that clients can reach. */
export interface MysqlServer {
  readonly version: string;
  /** `MySQL Community Server - GPL`. */
  readonly comment: string;
  login(login: Login): Program<Session | MysqlFailure>;
  shutDown(): void;
}

/** Reads the data directory; scripts that the first start has left run before the first login. */
export function createMysqlServer(host: EngineHost): MysqlServer {
  const server = createServer(host);
  let scripts: 'waiting' | 'running' | 'done' = 'waiting';
  function* load(): Program<Server> {
    if (scripts === 'waiting') {
      scripts = 'running';
      yield* runScripts(server);
      scripts = 'done';
    }
    yield* until(() => scripts === 'done');
    return server;
  }
  if (readDictionary(host.files)?.isReplicaRunning === true) startReplica(server);
  return {
    version: host.version,
    comment: host.comment,
    *login({ user, password, address, schema }) {
      const own = yield* load();
      const using = `(using password: ${password === '' ? 'NO' : 'YES'})`;
      const most = Number(own.globals.get('max_connections') ?? 151);
      if (own.clients.size >= most + (user === 'root' ? 1 : 0)) {
        return failure(1040, '08004', 'Too many connections');
      }
      const account = accountFor(own, user, address);
      if (account === undefined || account.hash !== hashPassword(password)) {
        own.nextId++;
        return failure(1045, '28000', `Access denied for user '${user}'@'${address}' ${using}`);
      }
      if (account.isLocked) {
        return failure(
          3118,
          'HY000',
          `Access denied for user '${user}'@'${address}'. Account is locked.`,
        );
      }
      if (schema !== '') {
        const who = `'${account.user}'@'${account.host}'`;
        if (!seesSchema(account, schema)) {
          return failure(1044, '42000', `Access denied for user ${who} to database '${schema}'`);
        }
        if (!SYSTEM_SCHEMAS.includes(schema) && !own.catalog.schemas.has(schema)) {
          return failure(1049, '42000', `Unknown database '${schema}'`);
        }
      }
      const client = createClient(own, account, user, address);
      client.schema = schema;
      own.clients.set(client.id, client);
      return createSession(own, client);
    },
    shutDown() {
      server.isShutDown = true;
      for (const client of server.clients.values()) client.isClosed = true;
      flush(server, true);
    },
  };
}
