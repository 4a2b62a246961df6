import { sha256 } from '../../../kernel/index.ts';
import { argument, type Call, type RedisCommand, read } from '../call.ts';
import { endTransaction } from '../execute.ts';
import { parseNumber } from '../numbers.ts';
import { matches } from '../pattern.ts';
import {
  array,
  bulk,
  bulks,
  encodeReply,
  failed,
  integer,
  NIL,
  NONE,
  NOT_INTEGER,
  OK,
  type Reply,
  status,
} from '../reply.ts';
import type { Client } from '../server.ts';

function authenticate(call: Call): Reply {
  const [first = '', second] = call.args;
  if (call.args.length > 2) return failed('ERR syntax error');
  const wanted = call.server.setting('requirepass');
  const [user, password] = second === undefined ? ['default', first] : [first, second];
  if (second === undefined && wanted === '') {
    return failed(
      'ERR AUTH <password> called without any password configured for the default user. Are you ' +
        'sure your configuration is correct?',
    );
  }
  const known = call.server.users.get(user);
  const isRight =
    user === 'default'
      ? wanted === '' || password === wanted
      : known?.isOn && (known.hasNoPass || known.passwords.has(sha256(password)));
  if (known === undefined || !isRight) {
    return failed('WRONGPASS invalid username-password pair or user is disabled.');
  }
  call.client.isAuthenticated = true;
  call.client.user = user;
  return OK;
}

/** The line of CLIENT LIST and CLIENT INFO. */
function clientLine(call: Call, client: Client): string {
  const { server } = call;
  const seconds = (ms: number): number => Math.floor((server.clock.nowMs() - ms) / 1000);
  const local = client.peer.address === '127.0.0.1' ? '127.0.0.1' : '0.0.0.0';
  const command =
    client === call.client ? `client|${call.args[0]?.toLowerCase()}` : client.lastCommand;
  const isReader = client === call.client;
  const library = server.isBefore72 ? '' : ' lib-name= lib-ver=';
  return (
    `id=${client.id} addr=${client.peer.address}:${client.peer.port} ` +
    `laddr=${local}:${server.setting('port')} fd=${client.id + 5} name=${client.name} ` +
    `age=${seconds(client.createdMs)} idle=${seconds(client.lastMs)} ` +
    `flags=${client.isReplica ? 'S' : client.isInTransaction ? 'x' : 'N'} db=${client.database} ` +
    `sub=${client.channels.size} psub=${client.patterns.size} ssub=0 ` +
    `multi=${client.isInTransaction ? client.queued.length : -1} qbuf=${isReader ? 26 : 0} ` +
    `qbuf-free=${isReader ? 20448 : 0} argv-mem=${isReader ? 10 : 0} multi-mem=0 rbs=1024 rbp=0 ` +
    `obl=0 oll=0 omem=0 tot-mem=${isReader ? 22298 : 1928} events=r cmd=${command} user=default ` +
    `redir=-1 resp=2${library}\n`
  );
}

function client(call: Call): Reply {
  const [what = '', value = ''] = call.args;
  switch (what.toLowerCase()) {
    case 'getname':
      return bulk(call.client.name === '' ? undefined : call.client.name);
    case 'setname':
      if (/[ \n]/.test(value)) {
        return failed('ERR Client names cannot contain spaces, newlines or special characters.');
      }
      call.client.name = value;
      return OK;
    case 'setinfo':
    case 'no-evict':
    case 'no-touch':
      return OK;
    case 'id':
      return integer(call.client.id);
    case 'info':
      return bulk(clientLine(call, call.client));
    case 'list':
      return bulk([...call.server.clients].map((each) => clientLine(call, each)).join(''));
    case 'kill': {
      const victim = [...call.server.clients].find(
        ({ peer, id }) => `${peer.address}:${peer.port}` === value || String(id) === call.args[2],
      );
      if (victim === undefined) {
        return call.args.length > 2 ? integer(0) : failed('ERR No such client');
      }
      victim.peer.close();
      call.server.clients.delete(victim);
      return call.args.length > 2 ? integer(1) : OK;
    }
    default:
      return failed(`ERR unknown subcommand '${what}'. Try CLIENT HELP.`);
  }
}

/** SUBSCRIBE and its like answer once for each channel. */
const subscription =
  (isPattern: boolean, isLeaving: boolean) =>
  (call: Call): Reply => {
    const { client: me } = call;
    const names = isPattern ? me.patterns : me.channels;
    const chosen = call.args.length > 0 ? call.args : isLeaving ? [...names] : [];
    const say = (name: string | undefined): void => {
      const count = me.channels.size + me.patterns.size;
      const items = [bulk(call.name), bulk(name), integer(count)];
      me.peer.send(encodeReply(array(items)));
    };
    for (const name of chosen) {
      if (isLeaving) names.delete(name);
      else names.add(name);
      say(name);
    }
    if (chosen.length === 0) say(undefined);
    return NONE;
  };

function publish(call: Call): Reply {
  const [channel = '', message = ''] = call.args;
  let count = 0;
  for (const { channels, patterns, peer } of call.server.clients) {
    if (channels.has(channel)) {
      peer.send(encodeReply(bulks(['message', channel, message])));
      count++;
    }
    for (const pattern of patterns) {
      if (!matches(pattern, channel)) continue;
      peer.send(encodeReply(bulks(['pmessage', pattern, channel, message])));
      count++;
    }
  }
  return integer(count);
}

function hello(call: Call): Reply {
  const [version = '2', word = '', user = '', password = ''] = call.args;
  if (!/^\d+$/.test(version)) {
    return failed('ERR Protocol version is not an integer or out of range');
  }
  if (version !== '2') return failed('NOPROTO unsupported protocol version');
  if (word.toLowerCase() === 'auth') {
    const answer = authenticate({ ...call, args: [user, password] });
    if (answer.type === 'error') return answer;
  }
  if (!call.client.isAuthenticated) {
    return failed(
      'NOAUTH HELLO must be called with the client already authenticated, otherwise the HELLO ' +
        '<proto> AUTH <user> <pass> option can be used to authenticate the client and select the ' +
        'RESP protocol version at the same time',
    );
  }
  return array([
    ...[bulk('server'), bulk('redis'), bulk('version'), bulk(call.server.version)],
    ...[bulk('proto'), integer(2), bulk('id'), integer(call.client.id), bulk('mode')],
    ...[bulk('standalone'), bulk('role'), bulk(call.server.link ? 'replica' : 'master')],
    ...[bulk('modules'), array([])],
  ]);
}

export const CONNECTION: readonly RedisCommand[] = [
  read('ping', -1, (call) => {
    if (call.args.length > 1) return failed("ERR wrong number of arguments for 'ping' command");
    if (call.client.channels.size > 0) return bulks(['pong', call.args[0] ?? '']);
    return call.args[0] === undefined ? status('PONG') : bulk(call.args[0]);
  }),
  read('echo', 2, (call) => bulk(argument(call, 0))),
  read('auth', -2, authenticate),
  read('hello', -1, hello),
  read('select', 2, (call) => {
    const index = parseNumber(call.args[0]);
    if (index === undefined) return NOT_INTEGER;
    if (!call.server.hasDatabase(index)) return failed('ERR DB index is out of range');
    call.client.database = index;
    return OK;
  }),
  read('swapdb', 3, (call) => {
    const [a, b] = [parseNumber(call.args[0]), parseNumber(call.args[1])];
    if (a === undefined) return failed('ERR invalid first DB index');
    if (b === undefined) return failed('ERR invalid second DB index');
    if (!call.server.hasDatabase(a) || !call.server.hasDatabase(b)) {
      return failed('ERR DB index is out of range');
    }
    const [first, second] = [call.server.database(a), call.server.database(b)];
    const held = [...first];
    first.clear();
    for (const [key, entry] of second) first.set(key, entry);
    second.clear();
    for (const [key, entry] of held) second.set(key, entry);
    call.server.changed(a, undefined);
    return OK;
  }),
  read('quit', -1, (call) => {
    call.client.peer.send(encodeReply(OK));
    call.client.peer.close();
    call.server.clients.delete(call.client);
    return NONE;
  }),
  read('reset', 1, (call) => {
    endTransaction(call.client);
    call.client.database = 0;
    call.client.isAuthenticated = call.server.setting('requirepass') === '';
    call.client.user = 'default';
    return status('RESET');
  }),
  read('client', -2, client),
  read('multi', 1, (call) => {
    if (call.client.isInTransaction) return failed('ERR MULTI calls can not be nested');
    call.client.isInTransaction = true;
    return OK;
  }),
  read('exec', 1, () => NIL),
  read('discard', 1, () => NIL),
  read('watch', -2, (call) => {
    if (call.client.isInTransaction) return failed('ERR WATCH inside MULTI is not allowed');
    for (const key of call.args) call.client.watched.add(`${call.client.database} ${key}`);
    return OK;
  }),
  read('unwatch', 1, (call) => {
    call.client.watched.clear();
    call.client.isStale = false;
    return OK;
  }),
  read('subscribe', -2, subscription(false, false)),
  read('unsubscribe', -1, subscription(false, true)),
  read('psubscribe', -2, subscription(true, false)),
  read('punsubscribe', -1, subscription(true, true)),
  read('publish', 3, publish),
  read('pubsub', -2, (call) => {
    const [what = '', pattern = '*'] = call.args;
    const all = new Set([...call.server.clients].flatMap(({ channels }) => [...channels]));
    if (what.toLowerCase() === 'channels') {
      return bulks([...all].filter((name) => matches(pattern, name)));
    }
    if (what.toLowerCase() === 'numsub') {
      const counted = call.args.slice(1).flatMap((name) => {
        const count = [...call.server.clients].filter(({ channels }) => channels.has(name)).length;
        return [bulk(name), integer(count)];
      });
      return array(counted);
    }
    if (what.toLowerCase() === 'numpat') {
      return integer([...call.server.clients].reduce((sum, each) => sum + each.patterns.size, 0));
    }
    return failed(`ERR unknown subcommand '${what}'. Try PUBSUB HELP.`);
  }),
  read('monitor', 1, (call) => {
    call.client.isMonitor = true;
    return OK;
  }),
];
