import type { Program } from '../../../kernel/index.ts';
import { createCatalog } from '../../../sql/index.ts';
import { type Dictionary, readDictionary } from '../dictionary.ts';
import { mysqlSemantics } from '../sql/semantics.ts';
import type { MysqlFailure } from '../wire.ts';
import { accountFor } from './accounts.ts';
import { learnGtids, openBinlog } from './binlog.ts';
import { flush, loadSchemas } from './files.ts';
import type { EngineHost, Server } from './model.ts';
import { hashPassword } from './passwords.ts';
import { seesSchema } from './privileges.ts';
import { startReplica } from './replication.ts';
import { activate, firstRoles } from './roles.ts';
import { createClient } from './server-client.ts';
import { createSession, type Session } from './session.ts';
import { isSystemSchema, SYSTEM_SCHEMAS } from './system-schemas.ts';
import { initialVariables } from './variables.ts';

/** The first client of a new server; those before are threads of its own. */
const FIRST_ID = 8;

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
  const dictionary: Dictionary | undefined = readDictionary(host.files, host.kind);
  const server: Server = {
    host,
    catalog: createCatalog(virtual),
    users: [...(dictionary?.users ?? [])],
    globals: initialVariables(host, serverUuid),
    clients: new Map(),
    nextId: FIRST_ID,
    questions: 0,
    counts: new Map(),
    proven: new Set(),
    replication: {
      source: dictionary?.source,
      isIoRunning: false,
      isSqlRunning: false,
      ioState: '',
      ioError: { code: 0, message: '' },
      sqlError: { code: 0, message: '' },
      ioErrorAtMs: 0,
      sqlErrorAtMs: 0,
      workerError: '',
      relay: [],
      readFile: '',
      readPosition: 4,
      delayedUntilMs: 0,
      sourceId: 0,
      sourceUuid: '',
      ioRound: 0,
      sqlRound: 0,
    },
    binlog: openBinlog(host),
    serverUuid,
    gtids: new Map(Object.entries(dictionary?.gtids ?? {})),
    isDirty: false,
    isShutDown: false,
  };
  if (dictionary !== undefined)
    loadSchemas(
      server,
      mysqlSemantics(() => ''),
      dictionary,
    );
  learnGtids(server);
  return server;
}

/** Who logs in. */
export interface Login {
  readonly user: string;
  readonly password: string;
  /** `localhost` for the socket. */
  readonly address: string;
  readonly isEncrypted: boolean;
  /** The client asks for the server's public key where the connection is not encrypted. */
  readonly asksKey: boolean;
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

/** Reads the data directory. */
export function createMysqlServer(host: EngineHost): MysqlServer {
  const server = createServer(host);
  if (readDictionary(host.files, host.kind)?.isReplicaRunning === true) startReplica(server);
  return {
    version: host.version,
    comment: host.comment,
    // biome-ignore lint/correctness/useYield: the server is there and answers at once
    *login({ user, password, address, isEncrypted, asksKey, schema }) {
      const own = server;
      const using = `(using password: ${password === '' ? 'NO' : 'YES'})`;
      const most = Number(own.globals.get('max_connections') ?? 151);
      if (own.clients.size >= most + (user === 'root' ? 1 : 0)) {
        return failure(1040, '08004', 'Too many connections');
      }
      if (
        own.globals.get('require_secure_transport') === 'ON' &&
        !isEncrypted &&
        address !== 'localhost'
      ) {
        const rule = 'prohibited while --require_secure_transport=ON.';
        return failure(3159, 'HY000', `Connections using insecure transport are ${rule}`);
      }
      const account = accountFor(own, user, address);
      if (account === undefined || account.hash !== hashPassword(password)) {
        own.nextId++;
        return failure(1045, '28000', `Access denied for user '${user}'@'${address}' ${using}`);
      }
      const who = `${account.user}@${account.host}`;
      const isSafe = isEncrypted || address === 'localhost' || asksKey || own.proven.has(who);
      if (account.plugin === 'caching_sha2_password' && account.hash !== '' && !isSafe) {
        const why = 'reported error: Authentication requires secure connection.';
        const plugin = `Authentication plugin 'caching_sha2_password' ${why}`;
        return failure(2061, 'HY000', plugin);
      }
      own.proven.add(who);
      if (account.isLocked) {
        return failure(
          3118,
          'HY000',
          `Access denied for user '${user}'@'${address}'. Account is locked.`,
        );
      }
      if (schema !== '') {
        const quoted = `'${account.user}'@'${account.host}'`;
        if (!seesSchema(account, schema)) {
          return failure(1044, '42000', `Access denied for user ${quoted} to database '${schema}'`);
        }
        if (!SYSTEM_SCHEMAS.includes(schema) && !own.catalog.schemas.has(schema)) {
          return failure(1049, '42000', `Unknown database '${schema}'`);
        }
      }
      const client = createClient(own, account, user, address);
      client.schema = schema;
      client.facts.set('ssl_cipher', isEncrypted ? 'TLS_AES_128_GCM_SHA256' : '');
      own.clients.set(client.id, client);
      activate(own, client, firstRoles(own, account));
      return createSession(own, client);
    },
    shutDown() {
      server.isShutDown = true;
      for (const client of server.clients.values()) client.isClosed = true;
      flush(server, true);
    },
  };
}
