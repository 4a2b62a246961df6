import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, durationFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { chooseContainer, choosePod } from './pod-choice.ts';

function* attach(session: Session): Program<Failure | undefined> {
  const { args, flags, client } = session;
  if (args.length === 0) {
    return message('at least 1 argument is required for attach');
  }
  if (args.length > 2) {
    return message(
      `expected POD, TYPE/NAME, or TYPE NAME, (at most 2 arguments) saw ${args.length}: ` +
        `${args.join(' ')}`,
    );
  }
  const pod = yield* choosePod(session, args);
  if (!pod.ok) return pod.failure;
  const container = yield* chooseContainer(session, pod.value, flags.text('container'));
  if (!container.ok) return container.failure;
  const log = yield* session.call(
    client.logs({
      namespace: pod.value.metadata.namespace ?? '',
      pod: pod.value.metadata.name,
      container: container.value,
      isFollowed: true,
      isPrevious: false,
      tailLines: 0,
      sinceSeconds: undefined,
      hasTimestamps: false,
    }),
  );
  if (!log.ok) return log.failure;
  for (;;) {
    const text = yield* log.value.read();
    if (text === undefined || session.isCutOff()) return undefined;
    yield* session.out(text);
  }
}

export const attachVerb: Verb = {
  name: 'attach',
  aliases: [],
  summary: 'Follow what a container writes from now on',
  usage: '(POD | TYPE/NAME) [-c CONTAINER]',
  examples: [{ does: 'Follow a pod', line: 'kubectl attach mysql-0' }],
  flags: [
    textFlag('container', 'The container; else the first one', 'c'),
    boolFlag('stdin', 'Give the container this input', 'i'),
    boolFlag('tty', 'Its input is a terminal', 't'),
    boolFlag('quiet', 'Print only what the container prints', 'q'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
  ],
  verbs: [],
  run: attach,
};
