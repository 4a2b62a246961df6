import type { Command } from '../../kernel/index.ts';

/** The tools that are not of the GNU core utilities, by the package that they come with. */
const PACKAGES: readonly (readonly [names: string, title: (name: string) => string])[] = [
  ['cmp diff diff3 sdiff', (name) => `${name} (GNU diffutils) 3.8`],
  ['find xargs', (name) => `${name} (GNU findutils) 4.9.0`],
  ['egrep fgrep grep', () => 'grep (GNU grep) 3.8'],
  ['sed', () => 'sed (GNU sed) 4.9'],
  ['tar', () => 'tar (GNU tar) 1.34'],
  ['gzip', () => 'gzip 1.12'],
  ['gunzip zcat', (name) => `${name} (gzip) 1.12`],
  ['patch', () => 'GNU patch 2.7.6'],
  ['strings', () => 'GNU strings (GNU Binutils for Debian) 2.40'],
  ['dd', () => 'dd (coreutils) 9.1'],
  ['envsubst', () => 'envsubst (GNU gettext-runtime) 0.21'],
  ['hostname', () => 'hostname 3.23'],
  ['killall', () => 'killall (PSmisc) 23.6'],
  [
    'chrt column dmesg fallocate flock getopt hexdump ionice logger look lsblk mount more rev ' +
      'script setsid taskset',
    (name) => `${name} from util-linux 2.38.1`,
  ],
  [
    'free pgrep pidof pkill ps sysctl top uptime w watch vmstat',
    (name) => `${name} from procps-ng 4.0.2`,
  ],
];

/** The line with which a tool of Debian 12 says what it is. */
export function versionOf(tool: string): string {
  const found = PACKAGES.find(([names]) => names.split(' ').includes(tool));
  return `${found?.[1](tool) ?? `${tool} (GNU coreutils) 9.1`}\n`;
}

/** A program that reads its options by itself, and says what it is when that is asked first. */
export const tellingVersion = (command: Command): Command => ({
  ...command,
  *run(context) {
    const [first] = context.args;
    const isAsked = first === '--version' || (first === '-version' && command.name === 'find');
    if (!isAsked) return yield* command.run(context);
    yield* context.stdout.write(versionOf(command.name));
    return 0;
  },
});
