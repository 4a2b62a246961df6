import { type JsonObject, serviceAccounts } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { describeFailure, done, type Failure, message, usageFailure } from '../failure.ts';
import { arrayFlag, durationFlag, textFlag } from '../flags.ts';
import { OUTPUT_FLAGS, printerByFormat } from '../output/printer.ts';
import { typed } from '../output/typed.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';

function specOf({ flags }: Session): JsonObject {
  const kind = flags.text('bound-object-kind');
  const seconds = Math.floor(flags.durationMs('duration') / 1000);
  return {
    audiences: [...flags.list('audience')],
    ...(flags.isSet('duration') ? { expirationSeconds: seconds } : {}),
    ...(kind === ''
      ? {}
      : {
          boundObjectRef: {
            apiVersion: 'v1',
            kind,
            name: flags.text('bound-object-name'),
            uid: flags.text('bound-object-uid'),
          },
        }),
  };
}

const BOUND_KINDS = ['Node', 'Pod', 'Secret'];

/** Why the flags cannot be used; '' when they can. Models pkg/cmd/create/create_token.go. */
function flagsError({ flags }: Session): string {
  const durationMs = flags.durationMs('duration');
  if (durationMs < 0) return '--duration must be greater than or equal to 0';
  if (durationMs % 1000 !== 0) return '--duration cannot be expressed in units less than seconds';
  if (flags.list('audience').includes('')) return '--audience must not be an empty string';
  const kind = flags.text('bound-object-kind');
  if (kind === '') {
    const lone = ['bound-object-name', 'bound-object-uid'].find((name) => flags.text(name) !== '');
    return lone === undefined ? '' : `--${lone} can only be set if --bound-object-kind is provided`;
  }
  if (!BOUND_KINDS.includes(kind)) {
    return `supported --bound-object-kind values are ${BOUND_KINDS.join(', ')}`;
  }
  return flags.text('bound-object-name') === ''
    ? '--bound-object-name is required if --bound-object-kind is provided'
    : '';
}

function* run(session: Session): Program<Failure | undefined> {
  const [name = ''] = session.args;
  if (session.args.length !== 1) {
    return usageFailure('create token', `exactly one NAME is required, got ${session.args.length}`);
  }
  const printer = printerByFormat(session);
  if (!printer.ok) return printer.failure;
  const error = flagsError(session);
  if (error !== '') return message(error);
  const { namespace, typed: client } = session;
  const path = { kind: serviceAccounts, namespace, name, subresource: 'token' };
  const asked = client.create(path, { spec: specOf(session) }, OPTIONS);
  const made = yield* session.call(asked);
  if (!made.ok) {
    const why =
      made.failure.type === 'status' ? made.failure.status.message : describeFailure(made.failure);
    return message(`failed to create token: ${why}`);
  }
  const request = made.value as unknown as JsonObject & { status: { token: string } };
  // A script takes the token as it is.
  const lineEnd = session.context.tty === undefined ? '' : '\n';
  const text = printer.value?.print(typed(request)) ?? done(`${request.status.token}${lineEnd}`);
  if (!text.ok) return text.failure;
  yield* session.out(text.value);
  return undefined;
}

const OPTIONS = {
  fieldManager: 'kubectl-create',
  isDryRun: false,
  fieldValidation: 'Strict',
} as const;

export const createTokenVerb: Verb = {
  ...PLAIN_VERB,
  name: 'token',
  aliases: [],
  summary: 'Ask for a token of a ServiceAccount',
  usage: 'SERVICE_ACCOUNT_NAME',
  examples: [{ does: 'One that lasts an hour', line: 'kubectl create token default' }],
  flags: [
    ...OUTPUT_FLAGS,
    arrayFlag('audience', 'Who is to accept the token'),
    textFlag('bound-object-kind', 'Kind of the object that the token ends with'),
    textFlag('bound-object-name', 'Name of that object'),
    textFlag('bound-object-uid', 'The uid of that object'),
    durationFlag('duration', 'How long the token lasts'),
  ],
  verbs: [],
  run,
};
