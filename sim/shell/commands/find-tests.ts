import type { Program } from '../../kernel/index.ts';
import { errorText } from '../../kernel/index.ts';
import { accountsIn } from '../accounts.ts';
import { parseDate } from '../date-parse.ts';
import { matchesPattern } from '../pattern.ts';
import { translateRegExp } from '../regexp.ts';
import type { ShellHost } from '../types.ts';
import { Complaint } from '../words/message.ts';
import { baseName } from './files.ts';
import { KIND_LETTERS, type Visit } from './find-print.ts';
import { applyMode } from './modes.ts';
import type { Tool } from './tool.ts';

/** A test or action: whether it holds of a file. */
export type Test = (visit: Visit) => Program<boolean>;

/** A mistake in the expression. */
export class FindError extends Complaint {}

const compareNumber = (text: string, value: number): boolean => {
  const number = Number(text.replace(/^[-+]/, ''));
  if (text.startsWith('+')) return value > number;
  return text.startsWith('-') ? value < number : value === number;
};

/** A number with a sign, as `-inum` and `-links` take it. */
function wholeNumber(name: string, text: string): string {
  if (/^[-+]?\d+$/.test(text)) return text;
  throw new FindError(`invalid argument \`${text}' to \`${name}'`);
}

const UNITS: Readonly<Record<string, number>> = {
  c: 1,
  w: 2,
  b: 512,
  k: 1024,
  M: 1024 ** 2,
  G: 1024 ** 3,
};

const DAY_MS = 86_400_000;

/** A test that does not wait. */
export const pure = (test: (visit: Visit) => boolean): Test =>
  // biome-ignore lint/correctness/useYield: tests do not wait
  function* (visit) {
    return test(visit);
  };

/** Makes the test of that name; `argument` takes the next word of the command line. */
type TestMaker = (
  name: string,
  argument: (name: string) => string,
  t: Tool,
  host: ShellHost,
  regexType: string,
) => Test | undefined;

const EMACS = 'findutils-default';

/** What `-regextype` may name. */
export const REGEX_TYPES: readonly string[] = [
  EMACS,
  'ed',
  'emacs',
  'gnu-awk',
  'grep',
  'posix-awk',
  'awk',
  'posix-basic',
  'posix-egrep',
  'egrep',
  'posix-extended',
  'posix-minimal-basic',
  'sed',
];

/** An expression of Emacs, where `+` and `?` repeat without a backslash, as a basic one. */
const fromEmacs = (text: string): string =>
  text.replace(/\\.|\[\^?\]?[^\]]*\]|[+?]/g, (found) =>
    found === '+' || found === '?' ? `\\${found}` : found.replace(/^\\([+?])$/, '$1'),
  );

/** Tests of names, kinds and sizes. */
const nameTest: TestMaker = (name, argument, t, _, regexType) => {
  switch (name) {
    case '-name':
    case '-iname': {
      const pattern = argument(name);
      return pure(({ shown }) => matchesPattern(pattern, baseName(shown), name === '-iname'));
    }
    case '-path':
    case '-wholename':
    case '-ipath': {
      const pattern = argument(name);
      return pure(({ shown }) => matchesPattern(pattern, shown, name === '-ipath'));
    }
    case '-lname':
    case '-ilname': {
      const pattern = argument(name);
      return pure(({ stat, path }) => {
        const link = t.context.files.readlink(path);
        const isLink = stat.type === 'symlink' && link.ok;
        return isLink && matchesPattern(pattern, link.value, name === '-ilname');
      });
    }
    case '-regex':
    case '-iregex': {
      const isExtended = /awk|egrep|extended/.test(regexType);
      const text = argument(name);
      const translated = isExtended
        ? translateRegExp(text, 'grep')
        : translateRegExp(regexType === EMACS ? fromEmacs(text) : text, 'basic');
      if (!translated.ok) {
        const words = 'Invalid regular expression';
        throw new FindError(`failed to compile regular expression '${text}': ${words}`);
      }
      const expression = new RegExp(`^(?:${translated.source})$`, name === '-iregex' ? 'iu' : 'u');
      return pure(({ shown }) => expression.test(shown));
    }
    case '-type':
    case '-xtype': {
      const letters = argument(name).split(',');
      const long = letters.find((letter) => letter.length > 1 && /^[fdlcbps]/.test(letter));
      if (long !== undefined) {
        throw new FindError(`Must separate multiple arguments to ${name} using: ','`);
      }
      const bad = letters.find((letter) => !/^[fdlcbps]$/.test(letter));
      if (bad !== undefined) throw new FindError(['badType', name, bad]);
      if (name === '-type') return pure(({ stat }) => letters.includes(KIND_LETTERS[stat.type]));
      return pure(({ stat, path }) => {
        const target = t.context.files.stat(path);
        return letters.includes(KIND_LETTERS[target.ok ? target.value.type : stat.type]);
      });
    }
    case '-size': {
      const text = argument(name);
      const match = /^([-+]?)(\d+)([cwbkMG]?)$/.exec(text);
      if (match === null)
        throw new FindError(
          /[a-zA-Z]$/.test(text)
            ? `invalid -size type \`${text.slice(-1)}'`
            : `Invalid argument \`${text}' to -size`,
        );
      const unit = UNITS[match[3] === '' ? 'b' : (match[3] ?? 'b')] ?? 512;
      return pure(({ stat }) =>
        compareNumber(`${match[1]}${match[2]}`, Math.ceil(stat.size / unit)),
      );
    }
    case '-empty':
      return pure(({ stat, path }) => {
        if (stat.type === 'file') return stat.size === 0;
        const listed = t.context.files.list(path);
        return stat.type === 'directory' && listed.ok && listed.value.length === 0;
      });
    default:
      return undefined;
  }
};

/** Tests of times, modes and owners. */
const stateTest: TestMaker = (name, argument, t, host) => {
  switch (name) {
    case '-newer':
    case '-anewer':
    case '-cnewer':
      return newerThan(argument(name), t);
    case '-mtime':
    case '-mmin':
    case '-atime':
    case '-ctime':
    case '-amin':
    case '-cmin': {
      const text = argument(name);
      const unit = name.endsWith('min') ? 60_000 : DAY_MS;
      if (!/^[-+]?\d+(?:\.\d+)?$/.test(text)) {
        throw new FindError(`invalid argument \`${text}' to \`${name}'`);
      }
      return pure(({ stat }) =>
        compareNumber(text, Math.floor((host.clock.epochMs() - stat.modifiedEpochMs) / unit)),
      );
    }
    case '-perm': {
      const text = argument(name);
      const mode = applyMode(0, text.replace(/^[-/]/, ''), false);
      if (mode === undefined) throw new FindError(`invalid mode ‘${text}’`);
      return pure(({ stat }) =>
        text.startsWith('-')
          ? (stat.mode & mode) === mode
          : text.startsWith('/')
            ? (stat.mode & mode) !== 0
            : (stat.mode & 0o7777) === mode,
      );
    }
    case '-user':
    case '-group': {
      const text = argument(name);
      const list = accountsIn(t.context.files, name === '-user' ? '/etc/passwd' : '/etc/group');
      const id = list.idOf(text) ?? (/^\d+$/.test(text) ? Number(text) : undefined);
      if (id === undefined)
        throw new FindError(
          `‘${text}’ is not the name of ${name === '-user' ? 'a known user' : 'an existing group'}`,
        );
      return pure(({ stat }) => (name === '-user' ? stat.uid : stat.gid) === id);
    }
    case '-executable':
      return pure(({ path }) => {
        const target = t.context.files.stat(path);
        return target.ok && (target.value.mode & 0o111) !== 0;
      });
    case '-readable':
    case '-writable':
      return pure(({ path }) => t.context.files.stat(path).ok);
    case '-true':
      return pure(() => true);
    case '-false':
      return pure(() => false);
    default:
      return undefined;
  }
};

function newerThan(file: string, t: Tool): Test {
  const reference = t.context.files.stat(t.path(file));
  if (!reference.ok) throw new FindError(['notFound', file, errorText(reference.error)]);
  return pure(({ stat }) => stat.modifiedEpochMs > reference.value.modifiedEpochMs);
}

function newerThanDate(text: string, host: ShellHost): Test {
  const atMs = parseDate(text, host.clock.epochMs());
  if (atMs === undefined) {
    throw new FindError(`I cannot figure out how to interpret ‘${text}’ as a date or time`);
  }
  return pure(({ stat }) => stat.modifiedEpochMs > atMs);
}

/** Tests of inodes and links, of owners without a name, and of other files' times. */
const identityTest: TestMaker = (name, argument, t, host) => {
  switch (name) {
    case '-links': {
      const text = wholeNumber(name, argument(name));
      return pure(({ stat }) => compareNumber(text, stat.links));
    }
    case '-samefile': {
      const file = argument(name);
      const same = t.context.files.stat(t.path(file));
      if (!same.ok) throw new FindError(['notFound', file, errorText(same.error)]);
      return pure(({ stat }) => stat.inode === same.value.inode);
    }
    case '-inum': {
      const text = wholeNumber(name, argument(name));
      return pure(({ stat }) => compareNumber(text, stat.inode));
    }
    case '-nouser':
    case '-nogroup': {
      const list = accountsIn(t.context.files, name === '-nouser' ? '/etc/passwd' : '/etc/group');
      return pure(({ stat }) => {
        const id = name === '-nouser' ? stat.uid : stat.gid;
        return id !== 0 && list.nameOf(id) === undefined;
      });
    }
    default: {
      if (/^-newer[aBcm][aBcm]$/.test(name)) return newerThan(argument(name), t);
      if (/^-newer[aBcm]t$/.test(name)) return newerThanDate(argument(name), host);
      if (/^-newer../.test(name)) throw new FindError(`invalid predicate \`${name}'`);
      return undefined;
    }
  }
};

/** All tests: each answers for the names that it knows. */
export const TESTS: readonly TestMaker[] = [nameTest, stateTest, identityTest];
