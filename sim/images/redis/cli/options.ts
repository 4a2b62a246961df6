/** What `redis-cli` was asked for. */
export interface CliOptions {
  readonly host: string;
  readonly port: number;
  readonly database: number;
  readonly user: string;
  /** '' for none. */
  readonly password: string;
  /** Whether the password stands in the command line. */
  readonly isPasswordShown: boolean;
  readonly isPasswordAsked: boolean;
  readonly output: 'default' | 'raw' | 'people' | 'csv' | 'json';
  readonly repeat: number;
  readonly intervalMs: number;
  readonly lastFromInput: boolean;
  readonly mode: 'command' | 'scan' | 'stat' | 'bigkeys' | 'version' | 'help';
  readonly pattern: string;
  readonly failsOnError: boolean;
  readonly command: readonly string[];
}

export type OptionsAnswer =
  | { readonly ok: true; readonly options: CliOptions }
  | { readonly ok: false; readonly message: string };

const FLAGS: Readonly<Record<string, Partial<CliOptions>>> = {
  '--raw': { output: 'raw' },
  '--no-raw': { output: 'people' },
  '--csv': { output: 'csv' },
  '--json': { output: 'json' },
  '--quoted-json': { output: 'json' },
  '-x': { lastFromInput: true },
  '-e': { failsOnError: true },
  '-c': {},
  '-2': {},
  '--no-auth-warning': { isPasswordShown: false },
  '--askpass': { isPasswordAsked: true },
  '--scan': { mode: 'scan' },
  '--stat': { mode: 'stat' },
  '--bigkeys': { mode: 'bigkeys' },
  '-v': { mode: 'version' },
  '--version': { mode: 'version' },
  '--help': { mode: 'help' },
};

/** `redis://user:password@host:6379/2`. */
function fromUrl(url: string): Partial<CliOptions> | undefined {
  const match = /^rediss?:\/\/(?:([^:@]*)(?::([^@]*))?@)?([^:/]+)?(?::(\d+))?(?:\/(\d+))?$/.exec(
    url,
  );
  if (match === null) return undefined;
  const [, user, password, host, port, database] = match;
  return {
    ...(user === undefined || user === '' ? {} : { user }),
    ...(password === undefined ? {} : { password, isPasswordShown: true }),
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port: Number(port) }),
    ...(database === undefined ? {} : { database: Number(database) }),
  };
}

function valued(flag: string, value: string): Partial<CliOptions> | undefined {
  switch (flag) {
    case '-h':
      return { host: value };
    case '-p':
      // As C's atoi reads it.
      return { port: Number(/^\s*[-+]?\d+/.exec(value)?.[0] ?? 0) };
    case '-n':
      return { database: Number(value) };
    case '-a':
    case '--pass':
      return { password: value, isPasswordShown: true };
    case '--user':
      return { user: value };
    case '-r':
      return { repeat: Number(value) };
    case '-i':
      return { intervalMs: Number(value) * 1000 };
    case '--pattern':
      return { pattern: value };
    case '-u':
      return fromUrl(value);
    case '-t':
    case '-s':
    case '-d':
    case '-D':
    case '--count':
      return {};
    default:
      return undefined;
  }
}

/** Reads the arguments; the first that is no option begins the command. */
export function readOptions(
  args: readonly string[],
  env: ReadonlyMap<string, string>,
): OptionsAnswer {
  let options: CliOptions = {
    host: '127.0.0.1',
    port: 6379,
    database: 0,
    user: '',
    password: env.get('REDISCLI_AUTH') ?? '',
    isPasswordShown: false,
    isPasswordAsked: false,
    output: 'default',
    repeat: 1,
    intervalMs: 0,
    lastFromInput: false,
    mode: 'command',
    pattern: '*',
    failsOnError: false,
    command: [],
  };
  let isSilent = false;
  for (let i = 0; i < args.length; i++) {
    const arg = args[i] as string;
    const flag = FLAGS[arg];
    if (flag !== undefined) {
      options = { ...options, ...flag };
      isSilent ||= arg === '--no-auth-warning';
      continue;
    }
    if (!arg.startsWith('-')) {
      options = { ...options, command: args.slice(i) };
      break;
    }
    const value = args[i + 1];
    const answer = value === undefined ? undefined : valued(arg, value);
    if (answer === undefined) {
      return { ok: false, message: `Unrecognized option or bad number of args for: '${arg}'` };
    }
    options = { ...options, ...answer };
    i++;
  }
  const isPasswordShown = options.isPasswordShown && !isSilent;
  return { ok: true, options: { ...options, isPasswordShown } };
}
