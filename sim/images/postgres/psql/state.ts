import type { Clock, CommandContext, CommandTable, Dial, Program } from '../../../kernel/index.ts';
import { secretLine } from '../../../kernel/index.ts';
import type { PgTable } from '../wire.ts';
import { connect, type PgConnection, type Target } from './connection.ts';
import type { TableStyle } from './format.ts';
import type { PsqlOptions } from './options.ts';

/** Everything of one run of psql. */
export interface Psql {
  readonly context: CommandContext;
  readonly dial: Dial;
  /** What can be run in the container. */
  readonly commands: () => CommandTable;
  readonly clock: Clock;
  readonly version: string;
  readonly options: PsqlOptions;
  connection: PgConnection | undefined;
  /** Remembered for a new connection. */
  password: string | undefined;
  style: TableStyle;
  hasTiming: boolean;
  readonly variables: Map<string, string>;
  /** What was typed of a statement and not yet sent. */
  buffer: string;
  /** The statement that was sent last. */
  lastQuery: string;
  /** Its rows. */
  lastRows: PgTable | undefined;
  /** The branches of `\if` that it stands in: whether each is taken, and whether one was. */
  readonly branches: { isTaken: boolean; wasTaken: boolean }[];
  /** Where results go instead of standard output: a file and what it holds so far. */
  output: { readonly path: string; text: string } | undefined;
  isOver: boolean;
  /** The last command failed. */
  isFailed: boolean;
  exitCode: number;
  /** Somebody pressed Ctrl-C. */
  isInterrupted: boolean;
  /** The server works on a statement. */
  isAsking: boolean;
  /** Whether its lines are typed at a terminal. */
  isTyped: boolean;
  /** The next line of what is being read. */
  nextLine(prompt: string): Program<string | undefined>;
  /** What stands before a message: the file and its line when one is read. */
  reportPrefix(): string;
}

export const isInteractive = ({ context, options }: Psql): boolean =>
  context.tty !== undefined && options.actions.length === 0;

/** Prints a result. */
export function* write(psql: Psql, text: string): Program<void> {
  const { output, context } = psql;
  if (output === undefined) {
    yield* context.stdout.write(text);
    return;
  }
  output.text += text;
  context.files.write(output.path, output.text);
}

/** Asks for a password without showing it. */
export function* askPassword({ context }: Psql, user: string): Program<string | undefined> {
  if (context.tty === undefined) return undefined;
  const prompt = user === '' ? 'Password: ' : `Password for user ${user}: `;
  return yield* context.tty.readLine(secretLine(prompt));
}

/** Connects, and asks for the password when the server wants one. The text of a failure, or ''. */
export function* open(psql: Psql, target: Target): Program<string> {
  const { options, context } = psql;
  let password = psql.password ?? context.env.get('PGPASSWORD');
  if (options.asksPassword && psql.password === undefined) {
    password = yield* askPassword(psql, '');
  }
  let answer = yield* connect(psql.dial, target, password);
  if (!answer.ok && answer.needsPassword && !options.neverAsks && context.tty !== undefined) {
    password = yield* askPassword(psql, target.user);
    answer = yield* connect(psql.dial, target, password ?? '');
  }
  if (!answer.ok) return answer.message;
  psql.connection?.close();
  psql.connection = answer.connection;
  psql.password = password;
  return '';
}
