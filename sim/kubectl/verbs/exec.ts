import type { Program } from '../../kernel/index.ts';
import { exitWith, type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, durationFlag, textFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles } from '../manifest/files.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { chooseContainer, choosePod, endedPod, podTimeoutError } from './pod-choice.ts';
import { attachProcess, overStream } from './process.ts';

const OLD_FORM =
  'exec [POD] [COMMAND] is not supported anymore. Use exec [POD] -- [COMMAND] ' +
  "instead\nSee 'kubectl exec -h' for help and examples";

function* run(session: Session): Program<Failure | undefined> {
  const { args, dashAt, flags } = session;
  const words = dashAt < 0 ? args : args.slice(0, dashAt);
  const command = dashAt < 0 ? [] : args.slice(dashAt);
  if ((words[0] ?? '') === '' && !hasFiles(session)) {
    return message('pod, type/name or --filename must be specified');
  }
  if (dashAt < 0 && words.length > 1) return message(OLD_FORM);
  if (command.length === 0)
    return message('you must specify at least one command for the container');
  const wrongTimeout = podTimeoutError(session);
  if (wrongTimeout !== '') return usageFailure('exec', wrongTimeout);
  // Words behind the first are nobody's.
  const pod = yield* choosePod(session, words.slice(0, 1));
  if (!pod.ok) return pod.failure;
  const { name, namespace = '' } = pod.value.metadata;
  const over = endedPod('exec into', pod.value);
  if (over !== undefined) return over;
  const container = yield* chooseContainer(session, pod.value, flags.text('container'));
  if (!container.ok) return container.failure;
  // Without input there is no terminal to give.
  const wantsTty = flags.bool('tty') && flags.bool('stdin');
  const { tty } = session.context;
  if (wantsTty && tty === undefined) {
    yield* session.err('Unable to use a TTY - input is not a terminal or the right kind of file\n');
  }
  const started = session.client.exec({
    namespace,
    pod: name,
    container: container.value,
    command,
    stdin: flags.bool('stdin') ? session.context.stdin : undefined,
    stdout: session.context.stdout,
    stderr: session.context.stderr,
    tty: wantsTty ? tty : undefined,
  });
  const process = yield* session.call(started);
  if (!process.ok) return overStream(process.failure);
  const isTerminal = wantsTty && tty !== undefined;
  const restores = (flags.bool('stdin') || flags.bool('tty')) && tty !== undefined;
  if (restores && !isTerminal) session.endAt('terminations', 1);
  const code = yield* attachProcess(process.value, isTerminal ? session.context.self : undefined);
  session.log.line(5, 'websocket.go:512', '"Closed channel -- returning"');
  if (code === 0) return undefined;
  yield* session.err(`command terminated with exit code ${code}\n`);
  return exitWith(code);
}

export const execVerb: Verb = {
  ...PLAIN_VERB,
  name: 'exec',
  aliases: [],
  summary: 'Run a command in a container',
  usage: '(POD | TYPE/NAME) [-c CONTAINER] [flags] -- COMMAND [args...]',
  examples: [
    { does: 'Run one command', line: 'kubectl exec mysql-0 -- hostname' },
    { does: 'Open a shell', line: 'kubectl exec -it k8sutils -- /bin/bash' },
  ],
  flags: [
    ...FILE_FLAGS.filter((flag) => flag.name === 'filename'),
    textFlag('container', 'The container; else the first one', 'c'),
    boolFlag('stdin', 'Give the command this input', 'i'),
    boolFlag('tty', 'Give the command a terminal', 't'),
    boolFlag('quiet', 'Print only what the command prints', 'q'),
    durationFlag('pod-running-timeout', 'How long to wait for a running pod', '1m0s'),
  ],
  verbs: [],
  run,
};
