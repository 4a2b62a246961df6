import type { FileSystem } from '../../kernel/index.ts';
import { errorText, LINUX, readAll } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { parseDate } from '../date-parse.ts';
import { formatDate } from '../dates.ts';

import type { ShellHost } from '../types.ts';
import { UTC, zoneOf } from '../zones.ts';
import { quotedName } from './file-names.ts';
import { linesOf, openInput } from './inputs.ts';
import { badChoice, misuse, type StreamingCommand, type Tool, tool } from './tool.ts';
import { createUptime } from './uptime.ts';

const PROCESSORS = 4;

const ISO: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  hours: '%Y-%m-%dT%H%:z',
  minutes: '%Y-%m-%dT%H:%M%:z',
  seconds: '%Y-%m-%dT%H:%M:%S%:z',
  ns: '%Y-%m-%dT%H:%M:%S,%N%:z',
};

const RFC_3339: Readonly<Record<string, string>> = {
  date: '%Y-%m-%d',
  seconds: '%Y-%m-%d %H:%M:%S%:z',
  ns: '%Y-%m-%d %H:%M:%S.%N%:z',
};

const ISO_CHOICES = ['hours', 'minutes', 'date', 'seconds', 'ns'];

function createDate(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'date',
    summary: 'Prints the date and time of the simulated cluster.',
    flags:
      'd|date: f|file: I|iso-8601:: R|rfc-email r|reference: s|set: u|utc |universal |uct ' +
      '|rfc-3339: |debug',
    *run(t) {
      const { has, value, operands } = t.args;
      const formats = operands.filter((one) => one.startsWith('+'));
      const other = operands.find((one) => !one.startsWith('+'));
      const extra = formats.length > 0 ? (other ?? formats[1]) : operands[1];
      if (extra !== undefined) return yield* misuse(t, 'date', `extra operand ‘${extra}’`);
      if (other !== undefined) {
        yield* t.err(['badDate', other]);
        return 1;
      }
      if (has('s')) {
        yield* t.err('cannot set date: Operation not permitted');
        return 1;
      }
      const nowEpochMs = host().clock.epochMs();
      const reference = value('r');
      let at: number | undefined = nowEpochMs;
      if (reference !== undefined) {
        const stat = t.context.files.stat(t.path(reference));
        if (!stat.ok) {
          yield* t.err(['unreadable', reference, errorText(stat.error)]);
          return 1;
        }
        at = stat.value.modifiedEpochMs;
      }
      const text = value('d');
      const zone = has('u') ? UTC : zoneOf(t.context.env.get('TZ'));
      if (text !== undefined) at = parseDate(text, nowEpochMs, zone);
      if (at === undefined) {
        yield* t.err(['badDate', text ?? '']);
        return 1;
      }
      let format = formats[0]?.slice(1) ?? '%a %b %e %H:%M:%S %Z %Y';
      if (has('R')) format = '%a, %d %b %Y %H:%M:%S %z';
      if (has('I')) {
        const name = Object.keys(ISO).find((one) => one.startsWith(value('I') ?? 'date'));
        if (name === undefined)
          return yield* badChoice(t, 'date', 'iso-8601', value('I') ?? '', ISO_CHOICES);
        format = ISO[name] ?? format;
      }
      const rfc = value('rfc-3339');
      if (rfc !== undefined) {
        const name = Object.keys(RFC_3339).find((one) => one.startsWith(rfc));
        if (name === undefined || rfc === '')
          return yield* badChoice(t, 'date', 'rfc-3339', rfc, Object.keys(RFC_3339));
        format = RFC_3339[name] ?? format;
      }
      const list = value('f');
      if (list === undefined) {
        yield* t.out(`${formatDate(format, at, zone)}\n`);
        return 0;
      }
      const opened = openInput(t, list);
      if (!opened.ok) {
        yield* t.err(`${list}: ${opened.error}`);
        return 1;
      }
      let status = 0;
      for (const line of linesOf(yield* readAll(opened.reader))) {
        const one = parseDate(line, nowEpochMs, zone);
        if (one !== undefined) yield* t.out(`${formatDate(format, one, zone)}\n`);
        else {
          yield* t.err(['badDate', line]);
          status = 1;
        }
      }
      return status;
    },
  });
}

/** The line of /etc/hosts that names this host: its address, then its names. */
function hostsLine(files: FileSystem, hostname: string): string[] {
  const content = files.read('/etc/hosts');
  const lines = (content.ok ? content.value : '').split('\n').map((line) => line.split(/\s+/));
  return lines.find(([, ...names]) => names.includes(hostname)) ?? [];
}

/** A command that prints one line and takes no operands. */
const fact = (name: string, summary: string, text: () => string): StreamingCommand =>
  tool({
    name,
    summary,
    flags: '',
    *run(t) {
      const [extra] = t.args.operands;
      if (extra !== undefined) return yield* misuse(t, name, `extra operand ‘${extra}’`);
      yield* t.out(`${text()}\n`);
      return 0;
    },
  });

const UNAME: readonly (readonly [string, string])[] = [
  ['s', 'Linux'],
  ['n', ''],
  ['r', LINUX.release],
  ['v', LINUX.version],
  ['m', 'x86_64'],
  ['o', 'GNU/Linux'],
];

function createUname(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'uname',
    summary: 'Prints system information.',
    flags:
      'a|all i|hardware-platform m|machine n|nodename o|operating-system p|processor ' +
      'r|kernel-release s|kernel-name v|kernel-version',
    *run(t) {
      const { has } = t.args;
      const [extra] = t.args.operands;
      if (extra !== undefined) return yield* misuse(t, 'uname', `extra operand ‘${extra}’`);
      const isDefault = t.args.all.length === 0;
      const parts = UNAME.filter(
        ([letter]) => has(letter) || has('a') || (isDefault && letter === 's'),
      ).map(([letter, text]) => (letter === 'n' ? host().hostname : text));
      for (const letter of ['i', 'p']) if (has(letter)) parts.push('unknown');
      yield* t.out(`${parts.join(' ')}\n`);
      return 0;
    },
  });
}

/** The groups of a user: what it runs with, or what `/etc/group` says of another one. */
function groupsOf(host: ShellHost, t: Tool, uid: number): readonly number[] {
  const { identity } = host;
  // BusyBox prints them as the kernel has them, coreutils the first one first.
  if (uid === identity.uid) {
    return host.busybox === undefined
      ? [identity.gid, ...identity.groups.filter((each) => each !== identity.gid)]
      : [...identity.groups].sort((a, b) => a - b);
  }
  const line = passwdLine(t, String(uid));
  return [Number(line?.[3] ?? uid)];
}

const passwdLine = (t: Tool, wanted: string): string[] | undefined => {
  const content = t.context.files.read('/etc/passwd');
  const lines = content.ok ? content.value.split('\n').map((line) => line.split(':')) : [];
  return lines.find(([name, , id]) => name === wanted || id === wanted);
};

function createId(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'id',
    summary: 'Prints who the user is.',
    flags: 'a g|group G|groups n|name r|real u|user z|zero Z|context',
    *run(t) {
      const { has } = t.args;
      if (has('Z')) {
        yield* t.err('--context (-Z) works only on an SELinux-enabled kernel');
        return 1;
      }
      const { user, identity } = host();
      const [asked = user === '' ? String(identity.uid) : user] = t.args.operands;
      const isOwn = asked === user || asked === String(identity.uid);
      const line = passwdLine(t, asked);
      if (!isOwn && line === undefined) {
        yield* t.err(['noUser', asked]);
        return 1;
      }
      const [uid, gid] = isOwn
        ? [identity.uid, identity.gid]
        : [Number(line?.[2]), Number(line?.[3])];
      const users = accountsIn(t.context.files, '/etc/passwd');
      const groups = accountsIn(t.context.files, '/etc/group');
      const ownName = isOwn && user !== '' ? user : undefined;
      const userName = (id: number): string | undefined => users.nameOf(id) ?? ownName;
      const groupName = (id: number): string | undefined =>
        groups.nameOf(id) ?? (id === identity.gid ? ownName : undefined);
      const named = (id: number, nameOf: (id: number) => string | undefined): string => {
        const name = nameOf(id);
        return name === undefined ? String(id) : `${id}(${name})`;
      };
      const one = (id: number, nameOf: (id: number) => string | undefined): string =>
        has('n') ? (nameOf(id) ?? String(id)) : String(id);
      const all = groupsOf(host(), t, uid);
      const isNarrow = has('u') || has('g') || has('G');
      if (!isNarrow && (has('n') || has('r'))) {
        yield* t.err('cannot print only names or real IDs in default format');
        return 1;
      }
      if (!isNarrow && has('z')) {
        yield* t.err('option --zero not permitted in default format');
        return 1;
      }
      if (has('u')) yield* t.out(`${one(uid, userName)}\n`);
      else if (has('g')) yield* t.out(`${one(gid, groupName)}\n`);
      else if (has('G')) yield* t.out(`${all.map((id) => one(id, groupName)).join(' ')}\n`);
      else {
        const list = all.map((id) => named(id, groupName)).join(',');
        yield* t.out(`uid=${named(uid, userName)} gid=${named(gid, groupName)} groups=${list}\n`);
      }
      return 0;
    },
  });
}

function createWhoami(host: () => ShellHost): StreamingCommand {
  return tool({
    name: 'whoami',
    summary: 'Prints the user name.',
    flags: '',
    *run(t) {
      const [extra] = t.args.operands;
      if (extra !== undefined) return yield* misuse(t, 'whoami', `extra operand ‘${extra}’`);
      const { user, identity, busybox } = host();
      if (user !== '') yield* t.out(`${user}\n`);
      else if (busybox === undefined) yield* t.err(`cannot find name for user ID ${identity.uid}`);
      else yield* t.err(`unknown uid ${identity.uid}`);
      return user === '' ? 1 : 0;
    },
  });
}

/** Commands that tell about the machine, the user and the time. */
export function createSystemCommands(host: () => ShellHost): StreamingCommand[] {
  const isTerminal = (t: Parameters<Parameters<typeof tool>[0]['run']>[0]): boolean =>
    t.context.tty !== undefined;
  return [
    createDate(host),
    createUname(host),
    createId(host),
    createWhoami(host),
    tool({
      name: 'logname',
      summary: 'Prints the login name.',
      flags: '',
      *run(t) {
        if (isTerminal(t)) yield* t.out(`${host().user}\n`);
        else yield* t.err('no login name');
        return isTerminal(t) ? 0 : 1;
      },
    }),
    tool({
      name: 'nproc',
      summary: 'Prints how many processors there are.',
      flags: '|all |ignore:',
      *run(t) {
        const [extra] = t.args.operands;
        if (extra !== undefined) return yield* misuse(t, 'nproc', `extra operand ‘${extra}’`);
        const ignored = t.args.value('ignore') ?? '0';
        if (!/^\d+$/.test(ignored)) {
          yield* t.err(`invalid number: ‘${ignored}’`);
          return 1;
        }
        yield* t.out(`${Math.max(1, PROCESSORS - Number(ignored))}\n`);
        return 0;
      },
    }),
    fact('arch', 'Prints the machine type.', () => 'x86_64'),
    tool({
      name: 'hostname',
      summary: 'Prints the host name.',
      flags: 'f|fqdn s|short i|ip-address I|all-ip-addresses d|domain A a y',
      *run(t) {
        const { hostname } = host();
        const { has } = t.args;
        const [address = hostname, full = hostname] = hostsLine(t.context.files, hostname);
        const at = full.indexOf('.');
        const shown = has('f')
          ? full
          : has('i') || has('I')
            ? address
            : has('d')
              ? full.slice(at < 0 ? full.length : at + 1)
              : has('s')
                ? (hostname.split('.')[0] ?? '')
                : hostname;
        yield* t.out(`${shown}${has('I') ? ' ' : ''}\n`);
        return 0;
      },
    }),
    tool({
      name: 'tty',
      summary: 'Prints the name of the terminal.',
      usageStatus: 2,
      flags: 's|silent |quiet',
      *run(t) {
        if (!t.args.has('s')) yield* t.out(isTerminal(t) ? '/dev/pts/0\n' : 'not a tty\n');
        return isTerminal(t) ? 0 : 1;
      },
    }),
    tool({
      name: 'clear',
      summary: 'Clears the screen.',
      flags: 'x T:',
      *run(t) {
        if (!isTerminal(t) && !t.context.env.has('TERM') && !t.args.has('T')) {
          yield* t.context.stderr.write('TERM environment variable not set.\n');
          return 1;
        }
        yield* t.out('\x1b[H\x1b[2J\x1b[3J');
        return 0;
      },
    }),
    createUptime(host),
    tool({
      name: 'sync',
      summary: 'Does nothing: files are in memory.',
      flags: 'd|data f|file-system',
      *run(t) {
        let status = 0;
        for (const name of t.args.operands) {
          const stat = t.context.files.stat(t.path(name));
          if (stat.ok) continue;
          yield* t.err(`error opening ${quotedName(name)}: ${errorText(stat.error)}`);
          status = 1;
        }
        return status;
      },
    }),
    tool({
      name: 'sponge',
      summary: 'Soaks up standard input, then writes it to a file.',
      flags: 'a',
      *run(t) {
        const opened = openInput(t, '-');
        const text = opened.ok ? yield* readAll(opened.reader) : '';
        const [name] = t.args.operands;
        if (name === undefined) yield* t.out(text);
        else t.context.files.write(t.path(name), text);
        return 0;
      },
    }),
  ];
}
