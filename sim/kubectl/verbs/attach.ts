import type { Program } from '../../kernel/index.ts';
import { type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, durationFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { converse } from './attached.ts';
import { chooseContainer, choosePod, endedPod, podTimeoutError } from './pod-choice.ts';

function* attach(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  if (args.length === 0) {
    return message('at least 1 argument is required for attach');
  }
  if (args.length > 2) {
    return message(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: ` +
        `[${args.join(' ')}]`,
    );
  }
  const wrongTimeout = podTimeoutError(session);
  if (wrongTimeout !== '') return usageFailure('attach', wrongTimeout);
  const pod = yield* choosePod(session, args);
  if (!pod.ok) return pod.failure;
  const over = endedPod('attach', pod.value);
  if (over !== undefined) return over;
  const container = yield* chooseContainer(session, pod.value, flags.text('container'));
  if (!container.ok) {
    const { failure } = container;
    const text = failure.type === 'message' ? failure.text : '';
    return text === '' ? failure : message(`cannot attach to the container: ${text}`);
  }
  const { namespace = '', name } = pod.value.metadata;
  return yield* converse(session, { namespace, pod: name, container: container.value }, false);
}

export const attachVerb: Verb = {
  ...PLAIN_VERB,
  name: 'attach',
  aliases: [],
  summary: 'Follow what a container writes from now on',
  usage: '(POD | TYPE/NAME) -c CONTAINER',
  examples: [{ does: 'Follow a pod', line: 'kubectl attach mysql-0' }],
  flags: [
    textFlag('container', 'The container; else the first one', 'c'),
    boolFlag('stdin', 'Give the container this input', 'i'),
    boolFlag('tty', 'Its input is a terminal', 't'),
    boolFlag('quiet', 'Print only what the container prints', 'q'),
    textFlag('detach-keys', 'Keys that leave the container', '', 'ctrl-p,ctrl-q'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
  ],
  verbs: [],
  run: attach,
};
