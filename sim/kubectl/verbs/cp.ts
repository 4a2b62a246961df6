import { type Pod, pods, quote } from '../../api/index.ts';
import {
  decodeUtf8,
  encodeUtf8,
  type Program,
  parseTar,
  readerOf,
  resolvePath,
  tarText,
  type Writer,
  writerTo,
} from '../../kernel/index.ts';
import { exitWith, type Failure, message, plain } from '../failure.ts';
import { boolFlag, intFlag, textFlag } from '../flags.ts';
import { pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { entriesBelow, prefixOf, unpack } from './cp-archive.ts';
import { chooseContainer, endedPod } from './pod-choice.ts';
import { attachProcess, overStream } from './process.ts';

// Models kubectl/pkg/cmd/cp.

/** One side of a copy: a path here, or in a pod. */
interface Place {
  /** '' for the one that the command works in. */
  readonly namespace: string;
  /** '' for the file system of the caller. */
  readonly pod: string;
  readonly path: string;
}

/** Reads `[[namespace/]pod:]path`. */
function placeOf(text: string): Place {
  const at = text.indexOf(':');
  if (at < 0) return { namespace: '', pod: '', path: text };
  const [first = '', second] = text.slice(0, at).split('/');
  return second === undefined
    ? { namespace: '', pod: first, path: text.slice(at + 1) }
    : { namespace: first, pod: second, path: text.slice(at + 1) };
}

/** Runs a command in the pod of a place; its exit code, or why it could not be run. */
function* runIn(
  session: Session,
  place: Place,
  command: readonly string[],
  input: string | undefined,
  stdout: Writer,
  stderr: Writer,
): Program<number | Failure> {
  const namespace = place.namespace || session.namespace;
  const path = pathOf({ kind: pods, namespace, name: place.pod });
  const got = yield* session.call(session.typed.get(path));
  if (!got.ok) return got.failure;
  const pod = got.value as Pod;
  const over = endedPod('exec into', pod);
  if (over !== undefined) return over;
  const container = yield* chooseContainer(session, pod, session.flags.text('container'));
  if (!container.ok) return container.failure;
  const started = yield* session.call(
    session.client.exec({
      namespace,
      pod: place.pod,
      container: container.value,
      command,
      stdin: input === undefined ? undefined : readerOf(input),
      stdout,
      stderr,
      tty: undefined,
    }),
  );
  if (!started.ok) return overStream(started.failure);
  const code = yield* attachProcess(started.value, undefined);
  if (input !== undefined) {
    session.log.line(5, 'websocket.go:415', '"Close() on stream"');
    session.log.line(5, 'websocket.go:425', '"Close() done on stream"');
  }
  session.log.line(5, 'websocket.go:512', '"Closed channel -- returning"');
  return code;
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

/** The directory of a path, as Go's path.Dir has it. */
function directoryOf(path: string): string {
  const bare = path.replace(/\/+$/, '');
  const at = bare.lastIndexOf('/');
  if (at < 0) return '.';
  return at === 0 ? '/' : bare.slice(0, at);
}

/** A command in a pod that ended with a failure ends kubectl with its code. */
function* ended(session: Session, code: number | Failure): Program<Failure | undefined> {
  if (typeof code !== 'number') return code;
  if (code === 0) return undefined;
  yield* session.err(`command terminated with exit code ${code}\n`);
  return exitWith(code);
}

/** Whether a path in a pod is a directory. Models checkDestinationIsDir. */
function* isRemoteDirectory(session: Session, place: Place): Program<boolean> {
  const nowhere = writerTo(() => {});
  const quiet = { ...session, *err() {} };
  const code = yield* runIn(quiet, place, ['test', '-d', place.path], undefined, nowhere, nowhere);
  return code === 0;
}

function* upload(session: Session, from: string, to: Place): Program<Failure | undefined> {
  const { files, directory, stdout, stderr } = session.context;
  const path = resolvePath(directory, from);
  if (!files.stat(path).ok) return message(`${from} doesn't exist in local filesystem`);
  const isInside = yield* isRemoteDirectory(session, to);
  const target = isInside ? `${to.path.replace(/\/+$/, '')}/${baseName(path)}` : to.path;
  const archive = tarText(entriesBelow(files, path, baseName(target)));
  const kept = session.flags.bool('no-preserve')
    ? ['--no-same-permissions', '--no-same-owner', '-xmf']
    : ['-xmf'];
  const command = ['tar', ...kept, '-', '-C', directoryOf(target)];
  return yield* ended(session, yield* runIn(session, to, command, archive, stdout, stderr));
}

function* download(session: Session, from: Place, to: string): Program<Failure | undefined> {
  const pieces: string[] = [];
  const said: string[] = [];
  // What is said on the way is no error: it comes on standard output.
  const code = yield* runIn(
    { ...session, err: session.out },
    from,
    ['tar', 'cf', '-', from.path],
    undefined,
    writerTo((piece) => pieces.push(piece)),
    writerTo((piece) => said.push(piece)),
  );
  if (typeof code !== 'number') return code;
  yield* session.out(said.join(''));
  const { files, directory } = session.context;
  const entries = parseTar(encodeUtf8(pieces.join('')), decodeUtf8) ?? [];
  const unpacked = unpack(files, directory, entries, { prefix: prefixOf(from.path), to });
  for (const [i, { path, target }] of unpacked.skipped.entries()) {
    const { namespace, pod } = from;
    const advice =
      ` (consider using "kubectl exec -n ${quote(namespace)} ${quote(pod)} -- tar cf - ` +
      `${quote(from.path)} | tar xf -")`;
    const text = `warning: skipping symlink: ${quote(path)} -> ${quote(target)}`;
    yield* session.err(`${text}${i === 0 ? advice : ''}\n`);
  }
  if (unpacked.failure !== '') return plain(`error: ${unpacked.failure}`);
  // Nobody waits for the end of a command whose archive was complete.
  return pieces.length > 0 ? undefined : yield* ended(session, code);
}

function* run(session: Session): Program<Failure | undefined> {
  const [source, target, ...rest] = session.args;
  if (source === undefined || target === undefined || rest.length > 0) {
    return message('source and destination are required');
  }
  const isWrong = (text: string): boolean =>
    text.startsWith(':') || text.slice(0, Math.max(0, text.indexOf(':'))).split('/').length > 2;
  if (isWrong(source) || isWrong(target)) {
    return message('filespec must match the canonical format: [[namespace/]pod:]file/path');
  }
  const from = placeOf(source);
  const to = placeOf(target);
  if (from.pod !== '' && to.pod !== '')
    return message('one of src or dest must be a local file specification');
  if (from.path === '' || to.path === '') return message('filepath can not be empty');
  if (from.pod === '' && to.pod === '')
    return message('one of src or dest must be a remote file specification');
  return from.pod === ''
    ? yield* upload(session, from.path, to)
    : yield* download(session, from, to.path);
}

export const cpVerb: Verb = {
  ...PLAIN_VERB,
  name: 'cp',
  aliases: [],
  summary: 'Copy files and directories to or from a container',
  usage: '<file-spec-src> <file-spec-dest>',
  examples: [
    { does: 'Fetch a file', line: 'kubectl cp mysql-0:/etc/my.cnf my.cnf' },
    { does: 'Copy a directory into a pod', line: 'kubectl cp conf mysql-0:/tmp/conf' },
  ],
  flags: [
    textFlag('container', 'The container; else the first one', 'c'),
    boolFlag('no-preserve', 'Do not keep owner and mode'),
    intFlag('retries', 'How often to try again'),
  ],
  verbs: [],
  run,
};
