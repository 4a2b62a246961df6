import { configMapKeyErrors } from '../../api/index.ts';
import { resolvePath } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, type Flag, listFlag } from '../flags.ts';
import type { Session } from '../session.ts';

export const SOURCE_FLAGS: readonly Flag[] = [
  arrayFlag('from-literal', 'A key and its value: key=value'),
  { ...listFlag('from-file', 'A file, a directory, or key=file'), type: 'list' },
  listFlag('from-env-file', 'A file with lines key=value'),
  boolFlag('append-hash', 'Add a hash of the content to the name'),
];

export type Pairs = Outcome<Record<string, string>>;

/** What is filled: the kind and the name of the object, and its data so far. */
interface Target {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly data: Record<string, string>;
}

function addPair({ kind, name, data }: Target, key: string, value: string): string {
  const errors = configMapKeyErrors(key);
  if (errors.length > 0) {
    const article = kind === 'ConfigMap' ? 'a ' : '';
    return `"${key}" is not ${article}valid key name for a ${kind}: ${errors.join(',')}`;
  }
  if (Object.hasOwn(data, key)) {
    return kind === 'ConfigMap'
      ? `cannot add key "${key}", another key by that name already exists in Data for ConfigMap "${name}"`
      : `cannot add key ${key}, another key by that name already exists`;
  }
  data[key] = value;
  return '';
}

function literalPairs(session: Session, target: Target): string {
  for (const literal of session.flags.list('from-literal')) {
    const at = literal.indexOf('=');
    if (at <= 0) {
      return `invalid literal source ${literal}, expected key=value`;
    }
    const error = addPair(target, literal.slice(0, at), literal.slice(at + 1));
    if (error !== '') return error;
  }
  return '';
}

/** `key=path`, or a path whose last part is the key. Models util.ParseFileSource. */
function fileSourceOf(source: string): { readonly key: string; readonly path: string } | string {
  const [first = '', second, third] = source.split('=');
  if (second === undefined) return { key: first.split('/').at(-1) ?? first, path: first };
  if (third !== undefined) return "key names or file paths cannot contain '='";
  if (first === '') return `key name for file path ${second} missing`;
  if (second === '') return `file path for key name ${first} missing`;
  return { key: first, path: second };
}

function filePairs(session: Session, target: Target): string {
  const { files, directory } = session.context;
  for (const text of session.flags.list('from-file')) {
    const source = fileSourceOf(text);
    if (typeof source === 'string') return source;
    const { key, path } = source;
    const full = resolvePath(directory, path);
    const stat = files.stat(full);
    if (!stat.ok) return `error reading ${path}: no such file or directory`;
    if (stat.value.type === 'directory') {
      if (text.includes('=')) return 'cannot give a key name for a directory path';
      const names = files.list(full);
      for (const name of names.ok ? names.value : []) {
        const file = files.read(`${full}/${name}`);
        const error = file.ok ? addPair(target, name, file.value) : '';
        if (error !== '') return error;
      }
      continue;
    }
    const file = files.read(full);
    if (!file.ok) return `error reading ${path}: no such file or directory`;
    const error = addPair(target, key, file.value);
    if (error !== '') return error;
  }
  return '';
}

const VARIABLE_HINT =
  "a valid environment variable name must consist of alphabetic characters, digits, '_', '-', " +
  "or '.', and must not start with a digit (e.g. 'my.env-name',  or 'MY_ENV.NAME',  or " +
  "'MyEnvName1', regex used for validation is '[-._a-zA-Z][-._a-zA-Z0-9]*')";

function environmentPairs(session: Session, target: Target): string {
  const { files, directory, env } = session.context;
  for (const path of session.flags.list('from-env-file')) {
    const full = resolvePath(directory, path);
    const stat = files.stat(full);
    if (stat.ok && stat.value.type === 'directory') return 'env config file cannot be a directory';
    const file = files.read(full);
    if (!file.ok) return `error reading ${path}: no such file or directory`;
    for (const line of file.value.split('\n')) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf('=');
      const key = at < 0 ? text : text.slice(0, at);
      if (!/^[-._a-zA-Z][-._a-zA-Z0-9]*$/.test(key)) {
        return `${JSON.stringify(key)} is not a valid key name: ${VARIABLE_HINT}`;
      }
      const error = addPair(target, key, at < 0 ? (env.get(key) ?? '') : text.slice(at + 1));
      if (error !== '') return error;
    }
  }
  return '';
}

/** The pairs of the files and literals that a command line names. */
export function pairsFrom(session: Session, kind: Target['kind'], name: string): Pairs {
  const { flags } = session;
  const hasOthers = flags.isSet('from-file') || flags.isSet('from-literal');
  if (flags.isSet('from-env-file') && hasOthers) {
    return failed(message('from-env-file cannot be combined with from-file or from-literal'));
  }
  const data: Record<string, string> = {};
  for (const add of [filePairs, literalPairs, environmentPairs]) {
    const error = add(session, { kind, name, data });
    if (error !== '') return failed(message(error));
  }
  return done(data);
}

const DOCKER_KEY = '.dockerconfigjson';

/** The files of a registry's configuration; one without a key has the key of such a Secret. */
export function dockerPairs(session: Session, name: string): Pairs {
  const data: Record<string, string> = {};
  const { files, directory } = session.context;
  for (const text of session.flags.list('from-file')) {
    const source = fileSourceOf(text);
    if (typeof source === 'string') return failed(message(source));
    const { path } = source;
    const full = resolvePath(directory, path);
    const stat = files.stat(full);
    if (stat.ok && stat.value.type === 'directory') {
      return failed(message('cannot give a key name for a directory path'));
    }
    const file = files.read(full);
    if (!file.ok) return failed(message(`error reading ${path}: no such file or directory`));
    const key = text.includes('=') ? source.key : DOCKER_KEY;
    const error = addPair({ kind: 'Secret', name, data }, key, file.value);
    if (error !== '') return failed(message(error));
  }
  return done(data);
}
