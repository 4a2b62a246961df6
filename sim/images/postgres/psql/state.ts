import type { CommandContext, Dial, Program } from '../../../kernel/index.ts';
import { connect, type PgConnection, type Target } from './connection.ts';
import type { TableStyle } from './format.ts';
import type { PsqlOptions } from './options.ts';

/** Everything of one run of psql. */
export interface Psql {
  readonly context: CommandContext;
  readonly dial: Dial;
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
  isOver: boolean;
  /** The last command failed. */
  isFailed: boolean;
  exitCode: number;
}

export const isInteractive = ({ context, options }: Psql): boolean =>
  context.tty !== undefined && options.actions.length === 0;

/** Asks for a password without showing it. */
export function* askPassword({ context }: Psql, user: string): Program<string | undefined> {
  if (context.tty === undefined) return undefined;
  const prompt = `Password for user ${user}: `;
  return yield* context.tty.readLine({ prompt, echo: false, history: '' });
}

/** Connects, and asks for the password when the server wants one. The text of a failure, or ''. */
export function* open(psql: Psql, target: Target): Program<string> {
  const { options, context } = psql;
  let password = psql.password ?? context.env.get('PGPASSWORD');
  if (options.asksPassword && psql.password === undefined) {
    password = yield* askPassword(psql, target.user);
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
