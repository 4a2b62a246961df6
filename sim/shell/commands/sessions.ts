import { ownAt } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import type { ShellHost } from '../types.ts';
import { type StreamingCommand, tool } from './tool.ts';

/** Limits and places that `getconf` knows; of Linux on 64 bits. */
const SETTINGS: Readonly<Record<string, string>> = {
  ARG_MAX: '2097152',
  CHILD_MAX: '30000',
  CHAR_BIT: '8',
  CLK_TCK: '100',
  HOST_NAME_MAX: '64',
  INT_MAX: '2147483647',
  INT_MIN: '-2147483648',
  LINE_MAX: '2048',
  LOGIN_NAME_MAX: '256',
  LONG_BIT: '64',
  NAME_MAX: '255',
  NGROUPS_MAX: '65536',
  OPEN_MAX: '1024',
  PAGESIZE: '4096',
  PAGE_SIZE: '4096',
  PATH: '/bin:/usr/bin',
  PATH_MAX: '4096',
  WORD_BIT: '32',
  _POSIX_VERSION: '200809',
  _POSIX2_VERSION: '200809',
  _NPROCESSORS_ONLN: '4',
  _NPROCESSORS_CONF: '4',
};

const GETCONF_USAGE =
  'Usage: getconf [-v specification] variable_name [pathname]\n       getconf -a [pathname]\n';

const getconf: StreamingCommand = tool({
  name: 'getconf',
  summary: 'Prints a limit of the system.',
  usageStatus: 2,
  flags: 'a v:',
  *run(t) {
    const [name, place] = t.args.operands;
    if (t.args.has('a')) {
      for (const [one, text] of Object.entries(SETTINGS)) {
        yield* t.out(`${one.padEnd(35)}${text}\n`);
      }
      return 0;
    }
    if (name === undefined) {
      yield* t.context.stderr.write(GETCONF_USAGE);
      return 2;
    }
    const processors = /^_NPROCESSORS_(?:ONLN|CONF)$/.test(name) ? '4' : undefined;
    const known = ownAt(SETTINGS, name);
    const text = processors ?? known;
    if (text === undefined) {
      yield* t.err(`Unrecognized variable \`${name}'`);
      return 2;
    }
    if (place !== undefined && !t.context.files.stat(t.path(place)).ok) {
      yield* t.err(`${place}: No such file or directory`);
      return 1;
    }
    yield* t.out(`${text}\n`);
    return 0;
  },
});

/** Who may do what here, and who is here. */
export function createSessionCommands(host: () => ShellHost): StreamingCommand[] {
  const groups = tool({
    name: 'groups',
    summary: 'Prints the groups of users.',
    flags: '',
    *run(t) {
      const users = accountsIn(t.context.files, '/etc/passwd');
      const names = accountsIn(t.context.files, '/etc/group');
      const nameOf = (id: number): string => names.nameOf(id) ?? String(id);
      if (t.args.operands.length === 0) {
        yield* t.out(`${nameOf(host().identity.gid)}\n`);
        return 0;
      }
      let status = 0;
      for (const user of t.args.operands) {
        const id = users.idOf(user);
        if (id === undefined) {
          yield* t.err(`‘${user}’: no such user`);
          status = 1;
        } else yield* t.out(`${user} : ${nameOf(id)}\n`);
      }
      return status;
    },
  });
  // Nobody has logged in: a container has no sessions.
  const nobody = (name: string, flags: string): StreamingCommand =>
    tool({
      name,
      summary: 'Shows who is logged in.',
      flags,
      // biome-ignore lint/correctness/useYield: nothing to wait for
      *run() {
        return 0;
      },
    });
  return [
    groups,
    getconf,
    nobody('users', ''),
    nobody('who', 'a|all b|boot d|dead H|heading l|login m q|count r|runlevel s|short T u|users'),
  ];
}
