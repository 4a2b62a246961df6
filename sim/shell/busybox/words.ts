import type { Writer } from '../../kernel/index.ts';

/** What GNU's tool says, and what the applet does; `$1` and so on stand for its parts. */
type Rule = readonly [RegExp, string];

/** A file that cannot be opened, by whom `xopen` says so, and by whom `fopen_or_warn` does. */
const FILE = "['‘]?(.*?)['’]?(?: for reading)?: (?=[A-Z])";
const PLAIN: Rule = [
  new RegExp(`^(?:(?:cannot |failed to )?(?:access|touch|open|read)[: ]+)?${FILE}`),
  '$1: ',
];
const OPENED: Rule = [
  new RegExp(`^(?:(?:cannot |failed to )?(?:open|read)[: ]+)?${FILE}`),
  "can't open '$1': ",
];
const NUMBER: Rule = [
  /^invalid (?:number|line|field|byte|suffix|time)[^:‘]*:? ‘(.*)’$/,
  "invalid number '$1'",
];

const ARCHIVE: readonly Rule[] = [
  [/^(?:.*: )?(.*): Cannot (?:open|stat): /, '$1: '],
  [
    /^Exiting with failure status due to previous errors$/,
    'error exit delayed from previous errors',
  ],
];
const MISSING_LINK: readonly Rule[] = [
  [/^failed to create (?:symbolic|hard) link '(.*?)'(?: => .*)?: /, '$1: '],
  [/^failed to access '(.*)': /, '$1: '],
];
const CAT: readonly Rule[] = [
  [/^.*: Is a directory$/, 'read error: Is a directory'],
  [/^(?!read error)(.*): /, "can't open '$1': "],
];
const SUM: readonly Rule[] = [
  [
    /^.*: no properly formatted checksum lines found$/,
    'WARNING: 1 of 1 computed checksums did NOT match',
  ],
  OPENED,
];
const SED: readonly Rule[] = [
  [/^can't read (.*): /, '$1: '],
  [/^-e expression #\d+, char \d+: unterminated `[sy]' command$/, "unmatched '/'"],
  [/^-e expression #\d+, char \d+: unknown command: `(.)'$/, 'unsupported command $1'],
  [
    /^-e expression #\d+, char \d+: unknown option to `s'$/,
    'bad option in substitution expression',
  ],
  [/^-e expression #\d+, char \d+: missing command$/, 'missing command'],
  [/^can't find label for jump to `(.*)'$/, "can't find label for jump to '$1'"],
  [/^-e expression #\d+, char \d+: unmatched `\{'$/, 'unmatched {'],
  [/^-e expression #\d+, char \d+: unterminated address regex$/, "unmatched '/'"],
];

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  awk: [
    [/^line (\d+): function .* never defined$/, 'cmd. line:1: Call to undefined function'],
    [/^line (\d+): (?:missing|syntax error|unexpected).*$/, 'cmd. line:1: Unexpected token'],
    [/^cannot open (.*) \((.*)\)$/, '$1: $2'],
  ],
  ls: [PLAIN],
  chmod: [[/^invalid mode: ‘(.*)’$/, "invalid mode '$1'"], PLAIN],
  chown: [[/^invalid user: ‘(.*)’$/, 'unknown user $1'], PLAIN],
  chgrp: [[/^invalid group: ‘(.*)’$/, 'unknown group $1'], PLAIN],
  touch: [[/^invalid date format ‘(.*)’$/, "invalid date '$1'"], PLAIN],
  head: [NUMBER, PLAIN],
  tail: [NUMBER, OPENED],
  sort: [PLAIN],
  strings: [PLAIN],
  uniq: [OPENED],
  tac: [PLAIN],
  wc: [PLAIN],
  md5sum: SUM,
  sha1sum: SUM,
  sha256sum: SUM,
  sha512sum: SUM,
  sed: SED,
  find: [
    [/^Unknown argument to -type: (.*)$/, "invalid argument '$1' to '-type'"],
    [/^unknown predicate `(.*)'$/, 'unrecognized: $1'],
    [/^missing argument to `(.*)'$/, '$1 requires an argument'],
    [/^‘(.*)’: /, '$1: '],
  ],
  cat: CAT,
  cp: [
    [/^-r not specified; /, ''],
    [/^cannot stat /, "can't stat "],
    [/^cannot create regular file /, "can't create "],
  ],
  mv: [[/^cannot (?:stat|move) (.*?)(?: to .*)?: /, "can't rename $1: "]],
  rm: [
    [/^cannot remove ('.*'): Is a directory$/, '$1 is a directory'],
    [/^cannot remove /, "can't remove "],
  ],
  mkdir: [
    [/^invalid mode ‘(.*)’$/, "invalid mode '$1'"],
    [/^cannot create directory ‘(.*)’: /, "can't create directory '$1': "],
  ],
  rmdir: [[/^failed to remove /, '']],
  ln: MISSING_LINK,
  stat: [[/^cannot statx /, "can't stat "]],
  du: [PLAIN],
  dd: [
    [/^failed to open '(.*)': /, "can't open '$1': "],
    [/^unrecognized operand ‘(.*)’$/, "invalid argument '$1'"],
  ],
  df: [[/^(.*): No such file or directory$/, "$1: can't find mount point"]],
  diff: [[/^(.*): No such file or directory$/, "can't stat '$1': No such file or directory"]],
  date: [[/^invalid date ‘(.*)’$/, "invalid date '$1'"]],
  cut: [[/^you must specify a list of .*$/, 'expected a list of bytes, characters, or fields']],
  expr: [
    [/^non-integer argument$/, 'non-numeric argument'],
    [/^missing operand$/, 'too few arguments'],
    [/^syntax error: .*$/, 'syntax error'],
  ],
  seq: [[/^invalid floating point argument: ‘(.*)’$/, "invalid number '$1'"]],
  sleep: [[/^invalid time interval ‘(.*)’$/, "invalid number '$1'"]],
  timeout: [
    [/^invalid time interval ‘(.*)’$/, "invalid number '$1'"],
    [/^failed to run command ‘(.*)’: /, "can't execute '$1': "],
  ],
  nohup: [[/^failed to run command ['‘](.*)['’]: /, "can't execute '$1': "]],
  nice: [[/^['‘](.*)['’]: (No such file or directory)$/, "can't execute '$1': $2"]],
  env: [[/^['‘](.*)['’]: (No such file or directory)$/, "can't execute '$1': $2"]],
  xargs: [[/^invalid number "(.*)" for -\w option$/, "invalid number '$1'"]],
  tar: ARCHIVE,
  split: [NUMBER, [/^cannot open '(.*)' for reading: /, "can't open '$1': "]],
  mktemp: [
    [/^too few X's in template .*$/, 'Invalid argument'],
    [/^failed to create \w+ via template .*: /, ''],
  ],
};

/** Lines that only GNU's tools print. */
const HINT = /^(?:Try '.* --help' for more information\.|.*: failed to (?:copy|move) .*)$/;

/** Writes what a program complains of as BusyBox's applet of that name does. */
export function inBusybox(writer: Writer, program: string): Writer {
  const rules = Object.hasOwn(RULES, program) ? (RULES[program] ?? []) : [];
  const own = { gunzip: 'gzip', zcat: 'gzip' }[program] ?? program;
  const reword = (line: string): string => {
    if (!line.startsWith(`${own}: `)) return line;
    const text = line.slice(own.length + 2);
    const rule = rules.find(([pattern]) => pattern.test(text));
    return `${program}: ${rule === undefined ? text : text.replace(rule[0], rule[1])}`;
  };
  return {
    ...writer,
    write: (text) => {
      const lines = text.split('\n').filter((line) => !HINT.test(line));
      return writer.write(lines.map(reword).join('\n'));
    },
  };
}
