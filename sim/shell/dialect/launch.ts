import { errorText, type FileError } from '../../kernel/index.ts';

/** Which shell it is: `sh` is dash in a Debian, ash in a BusyBox, and bash elsewhere. */
export type DialectName = 'bash' | 'dash' | 'ash';

/** What differs by dialect until a shell runs its first command; the rest is in `Dialect`. */
export interface Launch {
  readonly dialect: DialectName;
  /** Stands behind its name in what is said of its call. */
  readonly place: string;
  /** What is wrong with an option, and with the name behind `-o`, of which bash says `told`. */
  badOption(option: string): string;
  badOptionName(name: string, told: string): string;
  readonly lacksCommand: string;
  /** What is said of a script that cannot be read, and the status then. */
  unread(file: string, error: FileError): string;
  unreadStatus(error: FileError): number;
  /** What is said of commands that would be read of a directory; undefined for nothing. */
  readonly unreadDirectory: string | undefined;
  /** Whether it reads the startup files of bash: `.bashrc`, BASH_ENV and the like. */
  readonly readsStartupFiles: boolean;
  /** Whether `.inputrc` is read: its lines are edited by readline. */
  readonly usesReadline: boolean;
  /** Whether its history outlives it, in a file. */
  readonly keepsHistory: boolean;
  /** Whether it has arrays, of which some show its aliases and what it found. */
  readonly hasArrays: boolean;
  /** What SHELL is where it has no value. */
  readonly shellVariable: string | undefined;
}

const BASH: Launch = {
  dialect: 'bash',
  place: '',
  badOption: (option) => `${option}: invalid option`,
  badOptionName: (_, told) => `line 0: ${told}`,
  lacksCommand: '-c: option requires an argument',
  unread: (file, error) => `${file}: ${errorText(error)}`,
  unreadStatus: (error) => (error === 'ENOENT' ? 127 : 126),
  unreadDirectory: 'error reading input file: Is a directory',
  readsStartupFiles: true,
  usesReadline: true,
  keepsHistory: true,
  hasArrays: true,
  shellVariable: '/bin/bash',
};

/** What dash and ash have alike. */
const POSIX = {
  lacksCommand: '-c requires an argument',
  unreadStatus: () => 2,
  unreadDirectory: undefined,
  readsStartupFiles: false,
  usesReadline: false,
  keepsHistory: false,
  hasArrays: false,
  shellVariable: undefined,
} as const;

const DASH: Launch = {
  ...POSIX,
  dialect: 'dash',
  place: '0: ',
  badOption: (option) => `Illegal option ${option.startsWith('--') ? '--' : option}`,
  badOptionName: (name) => `Illegal option -o ${name}`,
  unread: (file) => `cannot open ${file}: No such file`,
};

const ASH: Launch = {
  ...POSIX,
  dialect: 'ash',
  place: '',
  badOption: (option) => `Illegal option ${option}`,
  badOptionName: (_, told) => `line 0: ${told}`,
  unread: (file, error) => `can't open '${file}': ${errorText(error)}`,
};

export const LAUNCHES: Readonly<Record<DialectName, Launch>> = { bash: BASH, dash: DASH, ash: ASH };
