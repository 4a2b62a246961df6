import type { CommandContext } from '../../../kernel/index.ts';

/** What the small clients share: where they connect, and the rest of their words. */
export interface Asked {
  readonly host: string;
  readonly port: string;
  readonly user: string;
  readonly flags: ReadonlyMap<string, readonly string[]>;
  readonly words: readonly string[];
}

/** Options of a client: long names by letter, and the letters that take a value. */
export interface Options {
  readonly valued: string;
  readonly long: Readonly<Record<string, string>>;
}

const SHARED = 'hpU';
const SHARED_LONG: Readonly<Record<string, string>> = {
  host: 'h',
  port: 'p',
  username: 'U',
  'no-password': 'w',
  password: 'W',
  echo: 'e',
  'if-exists': 'if-exists',
  version: 'V',
  help: '?',
};

/** Reads the words of a tool; a text says what is wrong with them. */
export function readAsked(
  { args, env }: CommandContext,
  { valued, long }: Options,
): Asked | string {
  const flags = new Map<string, string[]>();
  const words: string[] = [];
  const add = (flag: string, value: string): void => {
    flags.set(flag, [...(flags.get(flag) ?? []), value]);
  };
  const takes = SHARED + valued;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] ?? '';
    if (arg.startsWith('--')) {
      const [name = '', ...rest] = arg.slice(2).split('=');
      const flag = SHARED_LONG[name] ?? long[name];
      if (flag === undefined) return `unrecognized option '--${name}'`;
      if (flag.length > 1 || !takes.includes(flag)) add(flag, rest.join('='));
      else add(flag, rest.length > 0 ? rest.join('=') : (args[++i] ?? ''));
    } else if (arg.startsWith('-') && arg !== '-') {
      const flag = arg.charAt(1);
      if (!takes.includes(flag)) for (const each of arg.slice(1)) add(each, '');
      else if (arg.length > 2) add(flag, arg.slice(2));
      else {
        const value = args[++i];
        if (value === undefined) return `option requires an argument -- '${flag}'`;
        add(flag, value);
      }
    } else words.push(arg);
  }
  const last = (flag: string): string | undefined => flags.get(flag)?.at(-1);
  const host = last('h') ?? env.get('PGHOST') ?? '';
  return {
    host: host.startsWith('/') ? '' : host,
    port: last('p') ?? (env.get('PGPORT') || '5432'),
    user: last('U') ?? env.get('PGUSER') ?? env.get('USER') ?? 'root',
    flags,
    words,
  };
}
