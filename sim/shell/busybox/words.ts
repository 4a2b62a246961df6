import type { Writer } from '../../kernel/index.ts';

type Rule = readonly [RegExp, string];

/**
 * What GNU's tools say of a file, and what BusyBox's do. Models the applets' calls of
 * `bb_perror_msg`.
 */
const PLAIN: Rule = [
  /^(\w+: )(?:\w+ )*(?:access|touch|open|read)[: ]+['‘]?(.*?)['’]?(?: for reading)?: /,
  '$1$2: ',
];
const OPENED: Rule = [
  /^(\w+: )(?:cannot (?:open|read)[: ]+)?['‘]?(.*?)['’]?(?: for reading)?: (?!invalid)/,
  "$1can't open '$2': ",
];

const RULES: Readonly<Record<string, readonly Rule[]>> = {
  ls: [PLAIN],
  chmod: [PLAIN],
  touch: [PLAIN],
  head: [PLAIN],
  sed: [[/^(sed: )can't read (.*): /, '$1$2: ']],
  find: [[/^(find: )‘(.*)’: /, '$1$2: ']],
  cat: [
    [/^(cat: ).*: (Is a directory)$/, '$1read error: $2'],
    [/^(cat: )(?!read error)(.*): /, "$1can't open '$2': "],
  ],
  tail: [OPENED],
  sort: [OPENED],
  md5sum: [OPENED],
  sha256sum: [OPENED],
  cp: [
    [/^(cp: )-r not specified; /, '$1'],
    [/^(cp: )cannot stat /, "$1can't stat "],
    [/^(cp: )cannot create regular file /, "$1can't create "],
  ],
  mv: [[/^(mv: )cannot (?:stat|move) (.*?)(?: to .*)?: /, "$1can't rename $2: "]],
  rm: [
    [/^(rm: )cannot remove ('.*'): Is a directory$/, '$1$2 is a directory'],
    [/^(rm: )cannot remove /, "$1can't remove "],
  ],
  mkdir: [[/^(mkdir: )cannot create directory ‘(.*)’: /, "$1can't create directory '$2': "]],
  rmdir: [[/^(rmdir: )failed to remove /, '$1']],
  ln: [[/^(ln: )failed to create (?:symbolic|hard) link '(.*?)'(?: => .*)?: /, '$1$2: ']],
  stat: [[/^(stat: )cannot statx /, "$1can't stat "]],
};

/** Writes what a program complains of as BusyBox's applet of that name does. */
export function inBusybox(writer: Writer, program: string): Writer {
  const rules = Object.hasOwn(RULES, program) ? RULES[program] : undefined;
  if (rules === undefined) return writer;
  const reword = (line: string): string =>
    rules.reduce((text, [pattern, words]) => text.replace(pattern, words), line);
  return { ...writer, write: (text) => writer.write(text.split('\n').map(reword).join('\n')) };
}
