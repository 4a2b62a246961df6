import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message } from '../failure.ts';
import { boolFlag, durationFlag, listFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS } from '../manifest/files.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import type { Verb } from '../verb.ts';
import { VALIDATE_FLAG, writeFlags } from './common.ts';
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

function* portForward(session: Session): Program<Failure | undefined> {
  if (session.args.length < 2) {
    return message(
      "TYPE/NAME and list of ports are required for port-forward\nSee 'kubectl port-forward " +
        "-h' for help and examples",
    );
  }
  const pod = yield* choosePod(session, session.args.slice(0, 1));
  if (!pod.ok) return pod.failure;
  return message('port-forward is not simulated here');
}

export const portForwardVerb: Verb = {
  name: 'port-forward',
  aliases: [],
  summary: 'Forward local ports to a pod (not simulated)',
  usage: 'TYPE/NAME [LOCAL_PORT:]REMOTE_PORT',
  examples: [],
  flags: [
    listFlag('address', 'Addresses to listen on'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
  ],
  verbs: [],
  run: portForward,
};

function* edit(session: Session): Program<Failure | undefined> {
  const found = yield* gatherTargets(session, session.args, DEFAULT_RULES);
  if ('type' in found) return found;
  return gather(found.failures) ?? message('no editor is connected to this terminal');
}

export const editVerb: Verb = {
  name: 'edit',
  aliases: [],
  summary: 'Change an object in an editor (needs one that is connected)',
  usage: '(TYPE NAME | -f FILENAME)',
  examples: [],
  flags: [
    ...writeFlags('kubectl-edit'),
    ...FILE_FLAGS,
    VALIDATE_FLAG,
    textFlag('subresource', 'Subresource to edit'),
  ],
  verbs: [],
  run: edit,
};
