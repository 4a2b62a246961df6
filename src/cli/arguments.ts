/** One flag of a program. */
export interface FlagRule {
  /** What stands for its value in the usage line; '' for a switch that takes none. */
  readonly value: string;
  readonly summary: string;
}

/** What a program takes. Its usage text is printed from this. */
export interface ProgramRule<Flag extends string> {
  /** As it is typed, `npm run -s grade --`. */
  readonly name: string;
  readonly summary: string;
  /** The words that must follow, in order, as they stand in the usage line. */
  readonly operands: readonly string[];
  readonly flags: Readonly<Record<Flag, FlagRule>>;
}

/** What was typed. A switch that was given has the value ''. */
export interface Arguments<Flag extends string> {
  readonly operands: readonly string[];
  readonly flags: Partial<Readonly<Record<Flag, string>>>;
}

export type ArgumentsResult<Flag extends string> =
  | { readonly ok: true; readonly value: Arguments<Flag> }
  | { readonly ok: false; readonly message: string };

/**
 * Reads `--flag value`, `--flag=value`, `--switch` and operands in any order; `--` ends the flags.
 * A flag that is not known, given twice or without its value, and a wrong number of operands, are
 * answered with a message that ends with the usage; `--help` with the usage alone.
 */
export function parseArguments<Flag extends string>(
  rule: ProgramRule<Flag>,
  args: readonly string[],
): ArgumentsResult<Flag> {
  const refuse = (why: string): ArgumentsResult<Flag> => ({
    ok: false,
    message: `${why}\n${usageOf(rule)}`,
  });
  const flags: Partial<Record<Flag, string>> = {};
  const operands: string[] = [];
  for (let i = 0; i < args.length; i++) {
    const word = args[i] as string;
    if (word === '--') {
      operands.push(...args.slice(i + 1));
      break;
    }
    if (!word.startsWith('--')) {
      operands.push(word);
      continue;
    }
    const [name = '', ...rest] = word.slice(2).split('=');
    if (name === 'help') return { ok: false, message: usageOf(rule) };
    if (!Object.hasOwn(rule.flags, name)) return refuse(`unknown flag --${name}`);
    const flag = name as Flag;
    if (flags[flag] !== undefined) return refuse(`--${flag} is given twice`);
    const takesValue = rule.flags[flag].value !== '';
    if (!takesValue && rest.length > 0) return refuse(`--${flag} takes no value`);
    const value = rest.length > 0 ? rest.join('=') : takesValue ? args[++i] : '';
    if (value === undefined) return refuse(`--${flag} needs a value`);
    flags[flag] = value;
  }
  const missing = rule.operands[operands.length];
  if (missing !== undefined) return refuse(`${missing} is missing`);
  const extra = operands[rule.operands.length];
  if (extra !== undefined) return refuse(`do not know what to do with '${extra}'`);
  return { ok: true, value: { operands, flags } };
}

/** The help of a program. */
export function usageOf<Flag extends string>(rule: ProgramRule<Flag>): string {
  const flags = Object.entries<FlagRule>(rule.flags).map(([name, { value, summary }]) => ({
    typed: value === '' ? `--${name}` : `--${name} ${value}`,
    summary,
  }));
  const width = Math.max(0, ...flags.map(({ typed }) => typed.length)) + 2;
  return [
    `usage: ${[rule.name, ...rule.operands, ...flags.map((f) => `[${f.typed}]`)].join(' ')}`,
    rule.summary,
    ...flags.map((flag) => `  ${flag.typed.padEnd(width)}${flag.summary}`),
  ].join('\n');
}
