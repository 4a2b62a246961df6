import type { CommandContext, Program } from '../../../kernel/index.ts';
import { secretLine } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { PgReply, PgRequest } from '../wire.ts';
import { connect, type PgConnection } from './connection.ts';
import type { Asked } from './tool-options.ts';

/** Connects as the client asks; says why it does not. */
export function* reach(
  host: ContainerHost,
  context: CommandContext,
  name: string,
  asked: Asked,
  database: string,
): Program<PgConnection | undefined> {
  const target = { host: asked.host, port: asked.port, user: asked.user, database };
  let answer = yield* connect(host.dial, target, context.env.get('PGPASSWORD'));
  if (!answer.ok && answer.needsPassword && context.tty !== undefined && !asked.flags.has('w')) {
    const password = yield* context.tty.readLine(secretLine('Password: '));
    answer = yield* connect(host.dial, target, password ?? '');
  }
  if (answer.ok) return answer.connection;
  yield* context.stderr.write(`${name}: error: ${answer.message}\n`);
  return undefined;
}

/** Sends a request and collects what comes; the first error's text, or ''. */
export function* collect(
  connection: PgConnection,
  request: PgRequest,
  take: (reply: PgReply) => Program<void>,
): Program<string> {
  let failure = '';
  yield* connection.ask(request, function* (reply): Program<void> {
    if (reply.type === 'report' && reply.report.severity === 'ERROR') {
      failure = failure || reply.report.message;
    } else yield* take(reply);
  });
  return failure;
}
