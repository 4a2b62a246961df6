import { type Json, type JsonObject, jsonComplaint } from '../../api/index.ts';
import { type Program, readAll, resolvePath } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome, plain } from '../failure.ts';
import { boolFlag, type Flag, listFlag, textFlag } from '../flags.ts';
import { noAnswer } from '../reach.ts';
import { pairsOf } from '../selection.ts';
import type { Session, WriteOptions } from '../session.ts';
import { checkDocument, type Reading, typedComplaint, typedLack } from './check.ts';
import { isPattern, matchingPaths } from './glob.ts';
import { jsonValues } from './json-stream.ts';
import { publishedAt } from './published.ts';
import { parseYaml, splitDocuments } from './yaml.ts';

/** One document of a file, as the learner wrote it. */
export interface Manifest {
  /** How errors name it: the path as it was given, or `STDIN`. */
  readonly source: string;
  readonly body: JsonObject;
  /** Whether it is an item of a list. */
  readonly isItem: boolean;
}

export interface Manifests {
  readonly manifests: readonly Manifest[];
  /** Documents that could not be read; the others are still there. */
  readonly failures: readonly Failure[];
  /** Both, as they come. */
  readonly inOrder: readonly Outcome<Manifest>[];
  /** Whether some of the paths are not there, so that nothing was read. */
  readonly isLost: boolean;
}

/** Documents and failures apart. */
const manifestsOf = (inOrder: readonly Outcome<Manifest>[], isLost: boolean): Manifests => ({
  manifests: inOrder.flatMap((one) => (one.ok ? [one.value] : [])),
  failures: inOrder.flatMap((one) => (one.ok ? [] : [one.failure])),
  inOrder,
  isLost,
});

/** The flags of every verb that takes files. */
export const FILE_FLAGS: readonly Flag[] = [
  listFlag('filename', 'File, directory or URL with the resource; - is standard input', 'f'),
  textFlag('kustomize', 'Directory with a kustomization', 'k'),
  boolFlag('recursive', 'Look into directories below the directories of -f', 'R'),
];

/** For verbs that take files but no kustomization. */
export const PLAIN_FILE_FLAGS: readonly Flag[] = FILE_FLAGS.filter(
  ({ name }) => name !== 'kustomize',
);

/** The flag as in the verbs that look below directories unless told otherwise. */
export const recursiveByDefault = (flag: Flag): Flag =>
  flag.name === 'recursive' ? { ...flag, value: 'true' } : flag;

const EXTENSIONS = /\.(json|yaml|yml)$/;

const STDIN = '-';
const isUrl = (path: string): boolean => /^https?:\/\//.test(path);

/** Whether files are named at all. */
export const hasFiles = ({ flags }: Pick<Session, 'flags'>): boolean =>
  ['filename', 'kustomize'].some((name) => flags.isDefined(name) && flags.list(name).length > 0);

/** What is said when nothing is read from the server and no file is named either. */
export const LOCAL_NEEDS_FILES = [
  'you must specify resources by --filename when --local is set.',
  'Example resource specifications include:',
  "   '-f rsrc.yaml'",
  "   '--filename=rsrc.json'",
].join('\n');

/** A path within a directory, without what says nothing. Models Go's filepath.Join. */
function joined(directory: string, name: string): string {
  const path = resolvePath('/', `${directory}/${name}`);
  if (directory.startsWith('/')) return path;
  const up = /^(\.\/)*((\.\.\/)*)/.exec(`${directory}/`)?.[2] ?? '';
  return `${up}${path.slice(1)}`;
}

/** The manifest files below a directory, in the order of their names. */
function filesIn(session: Session, directory: string, isDeep: boolean, isTop: boolean): string[] {
  const { files, directory: from } = session.context;
  const listed = files.list(resolvePath(from, directory));
  if (!listed.ok) return [];
  return listed.value.flatMap((name) => {
    const path = joined(directory, name);
    const stat = files.stat(resolvePath(from, path));
    if (!stat.ok) return [];
    if (stat.value.type === 'directory') {
      return isDeep || isTop === false ? filesIn(session, path, isDeep, false) : [];
    }
    return EXTENSIONS.test(name) ? [path] : [];
  });
}

/** Whether one file is given: no directory with several, and no stream. */
export function isOneFile(session: Session): boolean {
  const [path, ...others] = session.flags.list('filename');
  if (path === undefined || others.length > 0 || path === STDIN) return false;
  const paths = pathsOf(session, path);
  return isUrl(path) || (paths.ok && paths.value.length === 1);
}

function pathsOf(session: Session, path: string): Outcome<readonly string[]> {
  const { files, directory } = session.context;
  const stat = files.stat(resolvePath(directory, path));
  if (!stat.ok) {
    const matching = isPattern(path) ? matchingPaths(session, path) : [];
    if (matching.length > 0) return done(matching);
    return failed(message(`the path "${path}" does not exist`));
  }
  if (stat.value.type !== 'directory') return done([path]);
  const { flags } = session;
  const isDeep = flags.isDefined('recursive') && flags.bool('recursive');
  const found = filesIn(session, path, isDeep, true);
  if (found.length > 0) return done(found);
  const extensions = 'recognized file extensions are [.json .yaml .yml]';
  return failed(message(`error reading [${path}]: ${extensions}`));
}

const refusedHost = (url: string): Failure =>
  noAnswer(url.replace(/^https?:\/\//, '').split('/')[0] as string);

const parseFailure = (source: string, error: string): Failure =>
  message(`error parsing ${source}: ${error}`);

/** What the tool says of text that begins as JSON, `start` characters into a file, and is none. */
function jsonFault(text: string, start: number): string {
  const isCutOff = (end: number): boolean =>
    ['', 'unexpected end of JSON input'].includes(jsonComplaint(text.slice(0, end)));
  if (isCutOff(text.length)) return 'unexpected EOF';
  let [good, bad] = [0, text.length];
  while (bad - good > 1) {
    const middle = Math.floor((good + bad) / 2);
    if (isCutOff(middle)) good = middle;
    else bad = middle;
  }
  return `json: offset ${start + bad}: ${jsonComplaint(text.slice(0, bad))}`;
}

const NO_TYPE = 'unable to get type info from the object "*unstructured.Unstructured": Object';

/** An item of a list, which need not say what it is where the list says it. */
function itemOf(source: string, list: JsonObject, item: JsonObject): Outcome<Manifest> {
  const isSilent = (item.apiVersion ?? '') === '' && (item.kind ?? '') === '';
  const kind = String(list.kind).replace(/List$/, '');
  const body = isSilent ? { ...item, apiVersion: list.apiVersion ?? '', kind } : item;
  if ((body.kind ?? '') === '') {
    return failed(plain(`${NO_TYPE} 'Kind' is missing in 'object has no kind field '`));
  }
  return (body.apiVersion ?? '') === ''
    ? failed(plain(`${NO_TYPE} 'apiVersion' is missing in 'object has no apiVersion field'`))
    : done({ source, body, isItem: true });
}

/** Lists stand for the objects that they hold: what has items is one. */
function unlisted(source: string, body: JsonObject, reading: Reading): Outcome<Manifest>[] {
  const { items } = body;
  const isList = reading === 'typed' ? String(body.kind).endsWith('List') : items !== undefined;
  if (!isList || (items !== null && !Array.isArray(items))) {
    return [done({ source, body, isItem: false })];
  }
  return (items ?? []).flatMap((item): Outcome<Manifest>[] => {
    if (reading === 'typed') {
      const lack = body.kind === 'List' ? typedLack(item) : '';
      if (lack !== '') return [failed(plain(lack))];
    }
    const one = itemOf(source, body, (item ?? {}) as JsonObject);
    if (!one.ok) return [one];
    const inner = unlisted(source, one.value.body, reading);
    return inner.map((each) => (each.ok ? done({ ...each.value, isItem: true }) : each));
  });
}

/** The objects of one document, or why it is none. */
function readDocument(
  source: string,
  value: Json,
  reading: Reading,
): { readonly read: readonly Outcome<Manifest>[]; readonly isLast: boolean } {
  if (value === null) return { read: [], isLast: false };
  const checked = checkDocument(source, value, reading);
  if (!checked.ok) return { read: [failed(checked.failure)], isLast: checked.isLast };
  const objects = unlisted(source, checked.body, reading);
  const read = objects.map((one) => (one.ok ? asRead(one.value, reading) : one));
  return { read, isLast: false };
}

/** The documents of one text, up to the first that is not YAML or fails validation. */
function readText(source: string, text: string, reading: Reading): Outcome<Manifest>[] {
  const read: Outcome<Manifest>[] = [];
  const json = jsonValues(text);
  for (const value of json.values) {
    const one = readDocument(source, value, reading);
    read.push(...one.read);
    if (one.isLast) return read;
  }
  const { documents, error: separator } = splitDocuments(text.slice(json.end));
  for (const [at, document] of documents.entries()) {
    const parsed = parseYaml(document);
    if (!parsed.ok) {
      const yaml = `error converting YAML to JSON: ${parsed.error}`;
      const isJson = /^\s*\{/.test(document) || (at === 0 && json.end > 0);
      const error = isJson ? jsonFault(document, at === 0 ? json.end : 0) : yaml;
      return [...read, failed(parseFailure(source, error))];
    }
    const one = readDocument(source, parsed.value, reading);
    read.push(...one.read);
    if (one.isLast) return read;
  }
  return separator === '' ? read : [...read, failed(parseFailure(source, separator))];
}

/** What `-f` names is looked for before anything is read. */
type Place =
  | { readonly type: 'url'; readonly url: string }
  | { readonly type: 'input' }
  | { readonly type: 'files'; readonly paths: readonly string[] };

function placeOf(session: Session, path: string): Outcome<Place> {
  if (path === STDIN) return done({ type: 'input' });
  if (isUrl(path)) return done({ type: 'url', url: path });
  const paths = pathsOf(session, path);
  return paths.ok ? done({ type: 'files', paths: paths.value }) : paths;
}

const lostOf = (places: readonly Outcome<Place>[]): readonly Failure[] =>
  places.flatMap((place) => (place.ok ? [] : [place.failure]));

/**
 * What is said when both files and arguments name objects; first what is wrong with each for
 * itself. Models visitByPaths of cli-runtime's resource builder.
 */
export function refusedArguments(session: Session, args: readonly string[]): Failure | undefined {
  if (args.length === 0) return undefined;
  const paths = session.flags.list('filename');
  const lost = lostOf(paths.map((path) => placeOf(session, path)));
  const pairs = pairsOf(args);
  const wrong = pairs?.ok === false ? [...lost, pairs.failure] : lost;
  if (wrong.length > 0) return gather(wrong);
  return message(
    pairs === undefined
      ? 'when paths, URLs, or stdin is provided as input, you may not specify resource arguments ' +
          'as well'
      : 'resource/name arguments cannot be provided when a path is specified',
  );
}

function* readPlace(
  session: Session,
  place: Place,
  reading: Reading,
): Program<Outcome<Manifest>[]> {
  if (place.type === 'input') {
    return readText('STDIN', yield* readAll(session.context.stdin), reading);
  }
  if (place.type === 'url') {
    const text = publishedAt(place.url);
    if (text === undefined) return [failed(refusedHost(place.url))];
    return readText(place.url, text, reading);
  }
  return place.paths.flatMap((file) => {
    const text = session.context.files.read(resolvePath(session.context.directory, file));
    return text.ok
      ? readText(file, text.value, reading)
      : [failed(message(`open ${file}: no such file or directory`))];
  });
}

/** The verbs that read objects of the types that they know, and nothing else. */
const TYPED = /^(auth reconcile|debug|exec|expose|rollout|set)\b/;

const READINGS: Readonly<Partial<Record<WriteOptions['fieldValidation'], Reading>>> = {
  Strict: 'strict',
  Warn: 'warned',
};

/** An object as the verb reads it. */
function asRead(manifest: Manifest, reading: Reading): Outcome<Manifest> {
  const complaint = reading === 'typed' ? typedComplaint(manifest.body) : undefined;
  if (complaint === undefined) return done(manifest);
  if (manifest.isItem) return failed(plain(complaint));
  return failed(message(`unable to decode "${manifest.source}": ${complaint}`));
}

/**
 * Reads everything that `-f` names; nothing when some of it is not there. Models FilenameParam of
 * cli-runtime's resource builder.
 */
export function* readManifests(
  session: Session,
  validation: WriteOptions['fieldValidation'],
): Program<Manifests> {
  const paths = session.flags.list('filename');
  if (paths.filter((path) => path === STDIN).length > 1) {
    const text = 'standard input cannot be used for multiple arguments';
    return manifestsOf([failed(message(text))], true);
  }
  const places = paths.map((path) => placeOf(session, path));
  const lost = lostOf(places);
  if (lost.length > 0) return manifestsOf(lost.map(failed), true);
  const read: Outcome<Manifest>[] = [];
  const unvalidated = TYPED.test(session.path) ? 'typed' : 'plain';
  const reading = READINGS[validation] ?? unvalidated;
  for (const place of places) {
    if (place.ok) read.push(...(yield* readPlace(session, place.value, reading)));
  }
  return manifestsOf(read, false);
}

/** What is wrong with the directory of a kustomization; undefined when one is there. */
export function kustomizationFailure({ context }: Session, directory: string): Failure | undefined {
  const path = resolvePath(context.directory, directory);
  if (!context.files.stat(path).ok) {
    return message(
      `must build at directory: not a valid directory: evalsymlink failure on '${directory}' : ` +
        `lstat ${path}: no such file or directory`,
    );
  }
  const names = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
  if (names.some((name) => context.files.stat(`${path}/${name}`).ok)) return undefined;
  return message(
    `unable to find one of 'kustomization.yaml', 'kustomization.yml' or 'Kustomization' in ` +
      `directory '${path}'`,
  );
}

/** As `kustomizeFailure`, where what is wrong with a directory is one of several errors. */
export function kustomizeError(session: Session): Failure | undefined {
  const failure = kustomizeFailure(session);
  const isUsage = session.flags.isSet('filename');
  return failure?.type === 'message' && !isUsage ? plain(failure.text) : failure;
}

/** Why a kustomization cannot be used here. */
export const kustomizeFailure = (session: Session): Failure | undefined => {
  if (!session.flags.isDefined('kustomize')) return undefined;
  const [directory] = session.flags.list('kustomize');
  if (directory === undefined) return undefined;
  if (session.flags.isSet('filename')) return message('only one of -f or -k can be specified');
  return kustomizationFailure(session, directory) ?? message('kustomize is not simulated here');
};
