import { type Call, type RedisCommand, read, write } from '../call.ts';
import { infoText } from '../info.ts';
import { parseNumber } from '../numbers.ts';
import { matches } from '../pattern.ts';
import {
  array,
  bulk,
  bulks,
  encodeReply,
  failed,
  integer,
  NONE,
  NOT_INTEGER,
  OK,
  type Reply,
  status,
} from '../reply.ts';
import { hasSavePoints, isAppending, save, saveInBackground, startAppending } from '../saving.ts';
import { type Client, type RedisServer, snapshotOf } from '../server.ts';
import { FIXED, settle } from '../settings.ts';
import { acl } from './acl.ts';

const unknown = (what: string, command: string): Reply =>
  failed(`ERR unknown subcommand '${what}'. Try ${command} HELP.`);
const wrongCount = (name: string): Reply =>
  failed(`ERR wrong number of arguments for '${name}' command`);

function setConfig(server: RedisServer, pairs: readonly string[]): Reply {
  const settled: [string, string][] = [];
  for (let i = 0; i < pairs.length; i += 2) {
    const [given = '', value = ''] = pairs.slice(i, i + 2);
    const name = given.toLowerCase();
    if (!server.settings.has(name)) {
      return failed(`ERR Unknown option or number of arguments for CONFIG SET - '${given}'`);
    }
    const refuse = (why: string): Reply =>
      failed(`ERR CONFIG SET failed (possibly related to argument '${name}') - ${why}`);
    if (FIXED.has(name)) return refuse("can't set immutable config");
    const answer = settle(name, value);
    if (!answer.ok) return refuse(answer.why);
    settled.push([name, answer.value]);
  }
  for (const [name, value] of settled) {
    const wasAppending = isAppending(server);
    server.settings.set(name, value);
    if (!wasAppending && isAppending(server)) startAppending(server);
  }
  return OK;
}

function config(call: Call): Reply {
  const { server } = call;
  const [what = '', ...rest] = call.args;
  switch (what.toLowerCase()) {
    case 'get': {
      if (rest.length === 0) return wrongCount('config|get');
      const patterns = rest.map((pattern) => pattern.toLowerCase());
      return bulks(
        [...server.settings]
          .filter(([name]) => patterns.some((pattern) => matches(pattern, name)))
          .flat(),
      );
    }
    case 'set':
      if (rest.length < 2 || rest.length % 2 !== 0) return wrongCount('config|set');
      return setConfig(server, rest);
    case 'resetstat':
      server.calls.clear();
      server.errors.clear();
      return OK;
    case 'rewrite':
      if (server.configFile === '') {
        return failed('ERR The server is running without a config file');
      }
      return OK;
    default:
      return unknown(what, 'CONFIG');
  }
}

function replicaOf(call: Call): Reply {
  const { server } = call;
  const [host = '', port = ''] = call.args;
  if (host.toLowerCase() === 'no' && port.toLowerCase() === 'one') {
    if (server.link !== undefined) {
      server.log('*', `MASTER MODE enabled (user request from '${clientName(call.client)}')`);
    }
    server.link = undefined;
    server.settings.set('replicaof', '');
    return OK;
  }
  const number = parseNumber(port);
  if (number === undefined || number < 0 || number > 65_535) {
    return failed('ERR Invalid master port');
  }
  const known = server.link;
  if (known?.host === host && known.port === number) {
    return status('OK Already connected to specified master');
  }
  server.log(
    '*',
    `REPLICAOF ${host}:${port} enabled (user request from '${clientName(call.client)}')`,
  );
  server.settings.set('replicaof', `${host} ${port}`);
  server.link = {
    host,
    port: number,
    isUp: false,
    downSinceMs: server.clock.nowMs(),
    generation: (known?.generation ?? 0) + 1,
  };
  return OK;
}

const clientName = ({ id, peer, name }: Client): string =>
  `id=${id} addr=${peer.address}:${peer.port} name=${name}`;

function role({ server }: Call): Reply {
  const { link, stats } = server;
  if (link !== undefined) {
    const state = link.isUp ? 'connected' : 'connect';
    const offset = link.isUp ? stats.offset : -1;
    return array([
      bulk('slave'),
      bulk(link.host),
      integer(link.port),
      bulk(state),
      integer(offset),
    ]);
  }
  const replicas = [...server.clients].filter(({ isReplica }) => isReplica);
  return array([
    bulk('master'),
    integer(stats.offset),
    array(
      replicas.map(({ peer, replicaPort }) =>
        bulks([peer.address, String(replicaPort), String(stats.offset)]),
      ),
    ),
  ]);
}

function slowlog(call: Call): Reply {
  const { slow } = call.server;
  const [what = '', count] = call.args;
  switch (what.toLowerCase()) {
    case 'get': {
      const wanted = count === undefined ? 10 : parseNumber(count);
      if (wanted === undefined || wanted < -1) {
        return failed('ERR count should be greater than or equal to -1');
      }
      return array(
        slow
          .slice(0, wanted === -1 ? undefined : wanted)
          .map(({ id, atEpochMs, words, client }) =>
            array([
              integer(id),
              integer(Math.floor(atEpochMs / 1000)),
              integer(2),
              bulks(words),
              bulk(client),
              bulk(''),
            ]),
          ),
      );
    }
    case 'len':
      return integer(slow.length);
    case 'reset':
      slow.length = 0;
      return OK;
    default:
      return unknown(what, 'SLOWLOG');
  }
}

/** A replica asks for everything, and for what comes after. */
function fullSync({ server, client }: Call): Reply {
  server.log('*', `Replica ${client.peer.address}:${client.replicaPort} asks for synchronization`);
  server.log('*', 'Starting BGSAVE for SYNC with target: replicas sockets');
  server.stats.fullSyncs++;
  const text = snapshotOf(server);
  client.peer.send(`+FULLRESYNC ${server.runId} ${server.stats.offset}\r\n`);
  client.peer.send(encodeReply(bulk(text)));
  client.isReplica = true;
  server.log(
    '*',
    `Synchronization with replica ${client.peer.address}:${client.replicaPort} succeeded`,
  );
  return NONE;
}

function shutdown({ server, args }: Call): Reply {
  const words = args.map((each) => each.toLowerCase());
  if (words.some((each) => !['save', 'nosave', 'now', 'force', 'abort'].includes(each))) {
    return failed('ERR syntax error');
  }
  const isSaving = words.includes('save') || (hasSavePoints(server) && !words.includes('nosave'));
  server.log('*', 'User requested shutdown...');
  server.shutdown = { isSaving };
  return NONE;
}

/** What is there but says nothing here. */
const NOT_MODELLED =
  'blmove eval evalsha fcall function geoadd geodist geosearch migrate ' +
  'restore dump script zrangestore';

export const ADMINISTRATION: readonly RedisCommand[] = [
  read('info', -1, (call) => bulk(infoText(call.server, call.args))),
  read('config', -2, config),
  read('save', 1, ({ server }) => {
    if (server.saved.runningUntilMs !== undefined) {
      return failed('ERR Background save already in progress');
    }
    if (!save(server)) return failed('ERR');
    server.log('*', 'DB saved on disk');
    return OK;
  }),
  read('bgsave', -1, ({ server }) => {
    if (server.saved.runningUntilMs !== undefined) {
      return failed('ERR Background save already in progress');
    }
    saveInBackground(server);
    return status('Background saving started');
  }),
  read('bgrewriteaof', 1, ({ server }) => {
    if (isAppending(server)) startAppending(server);
    return status('Background append only file rewriting started');
  }),
  read('lastsave', 1, ({ server }) => integer(Math.floor(server.saved.lastEpochMs / 1000))),
  read('shutdown', -1, shutdown),
  read('replicaof', 3, replicaOf),
  read('slaveof', 3, replicaOf),
  read('role', 1, role),
  read('replconf', -1, ({ client, args }) => {
    if (args[0] === 'listening-port') client.replicaPort = Number(args[1]);
    return OK;
  }),
  read('psync', -3, fullSync),
  read('wait', 3, (call) => {
    if (parseNumber(call.args[0]) === undefined) return NOT_INTEGER;
    return integer([...call.server.clients].filter(({ isReplica }) => isReplica).length);
  }),
  read('slowlog', -2, slowlog),
  read('time', 1, ({ nowEpochMs }) =>
    bulks([String(Math.floor(nowEpochMs / 1000)), String((nowEpochMs % 1000) * 1000)]),
  ),
  read('command', -1, (call) => {
    const [what = ''] = call.args;
    if (what.toLowerCase() === 'count') return integer(241);
    return array([]);
  }),
  read('acl', -2, (call) => acl(call, (what) => unknown(what, 'ACL'))),
  read('failover', -1, () => failed('ERR FAILOVER requires connected replicas.')),
  read('module', -2, ({ args: [what = ''] }) =>
    what.toLowerCase() === 'list' ? array([]) : unknown(what, 'MODULE'),
  ),
  read('cluster', -2, () => failed('ERR This instance has cluster support disabled')),
  read('latency', -2, () => array([])),
  read('debug', -2, () =>
    failed(
      'ERR DEBUG command not allowed. If the enable-debug-command option is set to "local", you ' +
        'can run it from a local connection, otherwise you need to set this option in the ' +
        'configuration file, and then restart the server.',
    ),
  ),
  read('lolwut', -1, (call) => bulk(`Redis ver. ${call.server.version}\n`)),
  ...NOT_MODELLED.split(' ').map((name) =>
    write(name, -1, () => failed(`ERR ordinal: the command '${name}' is not modelled`)),
  ),
];
