import { type Pod, pods } from '../../api/index.ts';
import { type Program, readerOf, resolvePath, type Writer, writerTo } from '../../kernel/index.ts';
import { type Failure, message, plain } from '../failure.ts';
import { boolFlag, intFlag, textFlag } from '../flags.ts';
import { getObjects, objectOf } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { chooseContainer } from './pod-choice.ts';
import { attachProcess } from './process.ts';

/** One side of a copy: a path here, or in a pod. */
interface Place {
  readonly namespace: string;
  /** '' for the file system of the caller. */
  readonly pod: string;
  readonly path: string;
}

/** Reads `[[namespace/]pod:]path`. */
function placeOf(session: Session, text: string): Place {
  const at = text.indexOf(':');
  if (at < 0) return { namespace: '', pod: '', path: text };
  const [first = '', second] = text.slice(0, at).split('/');
  return second === undefined
    ? { namespace: session.namespace, pod: first, path: text.slice(at + 1) }
    : { namespace: first, pod: second, path: text.slice(at + 1) };
}

/** Runs a command in the pod of a place; its exit code, or why it could not be run. */
function* runIn(
  session: Session,
  place: Place,
  command: readonly string[],
  input: string,
  stdout: Writer,
): Program<number | Failure> {
  const local = { ...session, namespace: place.namespace };
  const { infos, failures } = yield* getObjects(local, [{ kind: pods, name: place.pod }]);
  const [info] = infos;
  if (info === undefined) return failures[0] as Failure;
  const container = yield* chooseContainer(
    session,
    objectOf(info) as Pod,
    session.flags.text('container'),
  );
  if (!container.ok) return container.failure;
  const started = yield* session.call(
    session.client.exec({
      namespace: place.namespace,
      pod: place.pod,
      container: container.value,
      command,
      stdin: readerOf(input),
      stdout,
      stderr: session.context.stderr,
      tty: undefined,
    }),
  );
  return started.ok ? yield* attachProcess(started.value, undefined) : started.failure;
}

const baseName = (path: string): string => path.replace(/\/+$/, '').split('/').at(-1) ?? '';

function* upload(session: Session, from: string, to: Place): Program<Failure | undefined> {
  const { files, directory } = session.context;
  const file = files.read(resolvePath(directory, from));
  if (!file.ok) return message(`${from} doesn't exist in local filesystem`);
  const target = to.path.endsWith('/') ? `${to.path}${baseName(from)}` : to.path;
  const script = 'if [ -d "$0" ]; then cat > "$0/$1"; else cat > "$0"; fi';
  const command = ['sh', '-c', script, target, baseName(from)];
  const code = yield* runIn(session, to, command, file.value, session.context.stdout);
  if (typeof code !== 'number') return code;
  return code === 0 ? undefined : message(`command terminated with exit code ${code}`);
}

function* download(session: Session, from: Place, to: string): Program<Failure | undefined> {
  const { files, directory } = session.context;
  let text = '';
  const writer = writerTo((piece) => {
    text += piece;
  });
  const code = yield* runIn(session, from, ['cat', from.path], '', writer);
  if (typeof code !== 'number') return code;
  if (code !== 0) return message(`command terminated with exit code ${code}`);
  const path = resolvePath(directory, to);
  const stat = files.stat(path);
  const isDirectory = stat.ok && stat.value.type === 'directory';
  const written = files.write(isDirectory ? `${path}/${baseName(from.path)}` : path, text);
  return written.ok ? undefined : plain(`error: open ${to}: ${written.error}`);
}

function* run(session: Session): Program<Failure | undefined> {
  const [source, target, ...rest] = session.args;
  if (source === undefined || target === undefined || rest.length > 0) {
    return message('source and destination are required');
  }
  const from = placeOf(session, source);
  const to = placeOf(session, target);
  if (from.pod !== '' && to.pod !== '')
    return message('one of src or dest must be a local file specification');
  if (from.pod === '' && to.pod === '')
    return message('one of src or dest must be a remote file specification');
  if (from.path === '' || to.path === '') return message('filepath can not be empty');
  return from.pod === ''
    ? yield* upload(session, from.path, to)
    : yield* download(session, from, to.path);
}

export const cpVerb: Verb = {
  name: 'cp',
  aliases: [],
  summary: 'Copy one file to or from a container',
  usage: '<file-spec-src> <file-spec-dest>',
  examples: [{ does: 'Fetch a file', line: 'kubectl cp mysql-0:/etc/my.cnf my.cnf' }],
  flags: [
    textFlag('container', 'The container; else the first one', 'c'),
    boolFlag('no-preserve', 'Do not keep owner and mode'),
    intFlag('retries', 'How often to try again'),
  ],
  verbs: [],
  run,
};
