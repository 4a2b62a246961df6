import { sha256 } from '../../../kernel/index.ts';
import type { Call } from '../call.ts';
import { array, bulk, bulks, failed, integer, NIL, OK, type Reply } from '../reply.ts';
import type { AclUser } from '../server.ts';

const newUser = (): AclUser => ({
  isOn: false,
  hasNoPass: false,
  passwords: new Set(),
  keys: [],
  channels: [],
  isAll: false,
  rules: [],
});

const badRule = (rule: string, why: string): Reply =>
  failed(`ERR Error in ACL SETUSER modifier '${rule}': ${why}`);

/** Applies one rule to a user; an error when it is none. Models ACLSetUser. */
function apply(user: AclUser, rule: string): Reply | undefined {
  const lower = rule.toLowerCase();
  const rest = rule.slice(1);
  if (lower === 'on' || lower === 'off') user.isOn = lower === 'on';
  else if (lower === 'nopass') {
    user.hasNoPass = true;
    user.passwords.clear();
  } else if (lower === 'resetpass') {
    user.hasNoPass = false;
    user.passwords.clear();
  } else if (lower === 'reset') Object.assign(user, newUser());
  else if (lower === 'allkeys' || rule === '~*') user.keys = ['*'];
  else if (lower === 'resetkeys') user.keys = [];
  else if (lower === 'allchannels' || rule === '&*') user.channels = ['*'];
  else if (lower === 'resetchannels') user.channels = [];
  else if (lower === 'allcommands' || lower === '+@all') {
    user.isAll = true;
    user.rules = [];
  } else if (lower === 'nocommands' || lower === '-@all') {
    user.isAll = false;
    user.rules = [];
  } else if (rule.startsWith('>')) {
    user.passwords.add(sha256(rest));
    user.hasNoPass = false;
  } else if (rule.startsWith('<')) user.passwords.delete(sha256(rest));
  else if (rule.startsWith('~')) user.keys.push(rest);
  else if (rule.startsWith('&')) user.channels.push(rest);
  else if (/^[+-]@?[a-z|]+$/.test(lower)) {
    user.rules = [...user.rules.filter((each) => each.slice(1) !== lower.slice(1)), lower];
  } else return badRule(rule, 'Syntax error');
  return undefined;
}

const commandsText = ({ isAll, rules }: AclUser): string =>
  [isAll ? '+@all' : '-@all', ...rules].join(' ');

/** A user as ACL LIST shows it. */
function lineOf(call: Call, name: string, user: AclUser): string {
  const isDefault = name === 'default';
  const secret = call.server.setting('requirepass');
  const hashes =
    isDefault && secret !== ''
      ? [`#${sha256(secret)}`]
      : [...user.passwords].map((hash) => `#${hash}`);
  const pass = user.hasNoPass && hashes.length === 0 ? ['nopass'] : hashes;
  const sanitize = call.server.isBefore72 ? [] : ['sanitize-payload'];
  const channels =
    user.channels.length === 0 ? ['resetchannels'] : user.channels.map((c) => `&${c}`);
  const keys = user.keys.map((key) => `~${key}`);
  const words = [user.isOn ? 'on' : 'off', ...pass, ...sanitize, ...keys, ...channels];
  return `user ${name} ${words.join(' ')} ${commandsText(user)}`;
}

function getUser(call: Call, name: string): Reply {
  const user = call.server.users.get(name);
  if (user === undefined) return NIL;
  const flags = [
    user.isOn ? 'on' : 'off',
    ...(user.hasNoPass ? ['nopass'] : []),
    ...(call.server.isBefore72 ? [] : ['sanitize-payload']),
  ];
  return array([
    ...[bulk('flags'), bulks(flags)],
    ...[bulk('passwords'), bulks([...user.passwords])],
    ...[bulk('commands'), bulk(commandsText(user))],
    ...[bulk('keys'), bulk(user.keys.map((key) => `~${key}`).join(' '))],
    ...[bulk('channels'), bulk(user.channels.map((channel) => `&${channel}`).join(' '))],
    ...[bulk('selectors'), array([])],
  ]);
}

/** `acl setuser|getuser|deluser|list|users|whoami`. */
export function acl(call: Call, unknown: (what: string) => Reply): Reply {
  const [what = '', name = '', ...rules] = call.args;
  const { users } = call.server;
  switch (what.toLowerCase()) {
    case 'whoami':
      return bulk(call.client.user);
    case 'users':
      return bulks([...users.keys()].sort());
    case 'list':
      return bulks(
        [...users]
          .sort(([a], [b]) => (a < b ? -1 : 1))
          .map(([each, user]) => lineOf(call, each, user)),
      );
    case 'getuser':
      return getUser(call, name);
    case 'setuser': {
      const known = users.get(name);
      const draft: AclUser =
        known === undefined
          ? newUser()
          : {
              ...known,
              passwords: new Set(known.passwords),
              keys: [...known.keys],
              channels: [...known.channels],
            };
      for (const rule of rules) {
        const refused = apply(draft, rule);
        if (refused !== undefined) return refused;
      }
      users.set(name, draft);
      return OK;
    }
    case 'deluser': {
      const names = [name, ...rules];
      if (names.includes('default')) return failed("ERR The 'default' user cannot be removed");
      return integer(names.filter((each) => users.delete(each)).length);
    }
    case 'cat':
      return bulks(
        'keyspace read write set sortedset list hash string bitmap hyperloglog geo stream pubsub admin fast slow blocking dangerous connection transaction scripting'.split(
          ' ',
        ),
      );
    case 'log':
      return array([]);
    default:
      return unknown(what);
  }
}

const READS =
  'get mget exists ttl pttl type strlen getrange llen lrange lindex hget hmget hgetall hkeys hvals ' +
  'hlen scard smembers sismember zrange zscore zcard zrank keys scan dbsize xrange xlen';

/** Whether a user may run a command on its first key. */
export function mayRun(
  user: AclUser,
  name: string,
  isWrite: boolean,
  key: string | undefined,
): Reply | undefined {
  const categories = [
    '@all',
    isWrite ? '@write' : '@read',
    ...(READS.split(' ').includes(name) ? ['@read'] : []),
  ];
  let isAllowed = user.isAll;
  for (const rule of user.rules) {
    const subject = rule.slice(1);
    if (subject === name || categories.includes(subject)) isAllowed = rule.startsWith('+');
  }
  if (!isAllowed) {
    return failed(`NOPERM this user has no permissions to run the '${name}' command`);
  }
  const isKeyed = key !== undefined && !KEYLESS.has(name);
  const isOpen = (pattern: string): boolean =>
    new RegExp(
      `^${pattern
        .replace(/[.+^$(){}|\\]/g, '\\$&')
        .replace(/\*/g, '.*')
        .replace(/\?/g, '.')}$`,
    ).test(key ?? '');
  if (isKeyed && !user.keys.some(isOpen)) {
    return failed(
      'NOPERM this user has no permissions to access one of the keys used as arguments',
    );
  }
  return undefined;
}

const KEYLESS: ReadonlySet<string> = new Set(
  (
    'ping echo select info config client acl command keys scan dbsize flushall flushdb save bgsave ' +
    'multi exec discard auth hello quit reset time role lastsave publish subscribe psubscribe ' +
    'unsubscribe punsubscribe pubsub slowlog shutdown replicaof wait eval script monitor debug ' +
    'latency cluster lolwut object memory randomkey xread xreadgroup xgroup xinfo bitop'
  ).split(' '),
);
