import { type JsonObject, serviceAccounts } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { describeFailure, type Failure, message, usageFailure } from '../failure.ts';
import { arrayFlag, durationFlag, textFlag } from '../flags.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';

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

function* run(session: Session): Program<Failure | undefined> {
  const [name = ''] = session.args;
  if (session.args.length !== 1) {
    return usageFailure('create token', `exactly one NAME is required, got ${session.args.length}`);
  }
  const { namespace, client } = session;
  const path = { kind: serviceAccounts, namespace, name, subresource: 'token' };
  const asked = client.create(path, { spec: specOf(session) }, OPTIONS);
  const made = yield* session.call(asked);
  if (!made.ok) {
    const why =
      made.failure.type === 'status' ? made.failure.status.message : describeFailure(made.failure);
    return message(`failed to create token: ${why}`);
  }
  const { status } = made.value as unknown as { status: { token: string } };
  yield* session.out(`${status.token}\n`);
  return undefined;
}

const OPTIONS = {
  fieldManager: 'kubectl-create',
  isDryRun: false,
  fieldValidation: 'Strict',
} as const;

export const createTokenVerb: Verb = {
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
