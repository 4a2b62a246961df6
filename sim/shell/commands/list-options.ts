import type { Program } from '../../kernel/index.ts';
import { badChoice, type Tool } from './tool.ts';

export const FLAGS =
  'a|all A|almost-all b|escape B|ignore-backups c C d|directory f F|classify:: g G|no-group ' +
  'h|human-readable H i|inode I|ignore: k l L|dereference m n|numeric-uid-gid N|literal o p q ' +
  'Q|quote-name r|reverse R|recursive s|size S t T: u U v w: x X Z|context 1 |color:: |full-time ' +
  '|group-directories-first |indicator-style: |sort: |time: |time-style: |zero |si ' +
  '|hide: |file-type |format: |quoting-style:';

const STYLES = [
  ...['literal', 'shell', 'shell-always', 'shell-escape', 'shell-escape-always'],
  ...['c', 'c-maybe', 'escape', 'locale', 'clocale'],
];

const TIME_STYLES = `Valid arguments are:
  - [posix-]full-iso
  - [posix-]long-iso
  - [posix-]iso
  - [posix-]locale
  - +FORMAT (e.g., +%H:%M) for a 'date'-style format
Try 'ls --help' for more information.
`;

const CHOICES: readonly (readonly [string, readonly string[]])[] = [
  ['color', ['always’, ‘yes’, ‘force', 'never’, ‘no’, ‘none', 'auto’, ‘tty’, ‘if-tty']],
  ['quoting-style', STYLES],
  ['format', ['verbose’, ‘long', 'commas', 'horizontal’, ‘across', 'vertical', 'single-column']],
  ['sort', ['none', 'time', 'size', 'extension', 'version', 'width']],
];

/** Refuses values that options do not take; undefined when all is well. */
export function* refuse(t: Tool): Program<number | undefined> {
  const { value } = t.args;
  for (const [option, choices] of CHOICES) {
    const given = value(option);
    const words = choices.flatMap((one) => one.split('’, ‘'));
    if (given === undefined || words.includes(given)) continue;
    return yield* badChoice(t, 'ls', option, given, choices, 1);
  }
  const style = value('time-style');
  if (style !== undefined && !/^(?:\+|(?:posix-)?(?:full-iso|long-iso|iso|locale)$)/.test(style)) {
    yield* t.err(`invalid argument ‘${style}’ for ‘time style’`);
    yield* t.context.stderr.write(TIME_STYLES);
    return 2;
  }
  for (const [letter, what] of [
    ['w', 'line width'],
    ['T', 'tab size'],
  ] as const) {
    const text = value(letter);
    if (text === undefined || /^\d+$/.test(text)) continue;
    yield* t.err(`invalid ${what}: ‘${text}’`);
    return 2;
  }
  return undefined;
}

const FORMATS: Readonly<Record<string, string>> = {
  vertical: 'C',
  across: 'x',
  horizontal: 'x',
  commas: 'm',
  'single-column': '1',
};

/** The layout that was asked for last: one name a line, columns, rows, or a list. */
export function formatOf(t: Tool, isAtScreen: boolean): string {
  const asked = t.args.all.flatMap(({ name, value }) =>
    name === 'format' ? [FORMATS[value ?? ''] ?? ''] : /^[Cxm1]$/.test(name) ? [name] : [],
  );
  return asked.at(-1) ?? (isAtScreen && !t.args.has('zero') ? 'C' : '1');
}
