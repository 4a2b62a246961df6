import type { Json, JsonObject } from '../../api/index.ts';
import { encodeBase64, encodeUtf8, resolvePath } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, type Flag, listFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import { REFUSED_ALONE, type VerbGroup } from '../verb.ts';
import { configMapHash, secretHash } from './content-hash.ts';
import { generatorVerb } from './generator.ts';

const SOURCE_FLAGS: readonly Flag[] = [
  arrayFlag('from-literal', 'A key and its value: key=value'),
  { ...listFlag('from-file', 'A file, a directory, or key=file'), type: 'list' },
  listFlag('from-env-file', 'A file with lines key=value'),
  boolFlag('append-hash', 'Add a hash of the content to the name'),
];

type Pairs = Outcome<Record<string, string>>;

const base64 = (text: string): string => encodeBase64(encodeUtf8(text));

/** What is filled: the kind and the name of the object, and its data so far. */
interface Target {
  readonly kind: 'ConfigMap' | 'Secret';
  readonly name: string;
  readonly data: Record<string, string>;
}

function addPair({ kind, name, data }: Target, key: string, value: string): string {
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    const article = kind === 'ConfigMap' ? 'a ' : '';
    return (
      `"${key}" is not ${article}valid key name for a ${kind}: a valid config key must consist of ` +
      `alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or ` +
      `'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`
    );
  }
  if (key in data) {
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
    const value = literal.slice(at + 1).replace(/^(['"])(.*)\1$/s, '$2');
    const error = addPair(target, literal.slice(0, at), value);
    if (error !== '') return error;
  }
  return '';
}

function filePairs(session: Session, target: Target): string {
  const { files, directory } = session.context;
  for (const source of session.flags.list('from-file')) {
    const at = source.indexOf('=');
    const path = at < 0 ? source : source.slice(at + 1);
    const key = at < 0 ? (path.split('/').at(-1) ?? path) : source.slice(0, at);
    const full = resolvePath(directory, path);
    const stat = files.stat(full);
    if (!stat.ok) return `error reading ${path}: no such file or directory`;
    if (stat.value.type === 'directory') {
      if (at >= 0) return 'cannot give a key name for a directory path';
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

function environmentPairs(session: Session, target: Target): string {
  const { files, directory, env } = session.context;
  for (const path of session.flags.list('from-env-file')) {
    const file = files.read(resolvePath(directory, path));
    if (!file.ok) return `error reading ${path}: no such file or directory`;
    for (const line of file.value.split('\n')) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf('=');
      const key = at < 0 ? text : text.slice(0, at);
      const error = addPair(target, key, at < 0 ? (env.get(key) ?? '') : text.slice(at + 1));
      if (error !== '') return error;
    }
  }
  return '';
}

function pairsFrom(session: Session, kind: Target['kind'], name: string): Pairs {
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

const withData = (object: JsonObject, field: string, data: Record<string, string>): JsonObject =>
  Object.keys(data).length === 0 ? object : { ...object, [field]: data };

export const createConfigMapVerb = generatorVerb({
  name: 'configmap',
  aliases: ['cm'],
  summary: 'Create a ConfigMap from files and values',
  usage:
    'NAME [--from-file=[key=]source] [--from-literal=key1=value1] ' +
    '[--dry-run=server|client|none]',
  examples: [
    { does: 'From one value', line: 'kubectl create configmap game --from-literal=lives=3' },
  ],
  flags: SOURCE_FLAGS,
  required: [],
  makes: 'v1/ConfigMap',
  failurePrefix: 'failed to create configmap: ',
  build(session, name) {
    const data = pairsFrom(session, 'ConfigMap', name);
    if (!data.ok) return data;
    const isHashed = session.flags.bool('append-hash');
    const own = isHashed ? `${name}-${configMapHash(name, data.value)}` : name;
    const object = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name: own } };
    return done(withData(object, 'data', data.value));
  },
});

const encoded = (data: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)]));

const genericVerb = generatorVerb({
  name: 'generic',
  aliases: [],
  summary: 'Create a Secret from files and values',
  usage:
    'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key1=value1] ' +
    '[--dry-run=server|client|none]',
  examples: [
    {
      does: 'From one value',
      line: 'kubectl create secret generic mysql --from-literal=password=pw',
    },
  ],
  flags: [...SOURCE_FLAGS, textFlag('type', 'The type of the secret')],
  required: [],
  makes: 'v1/Secret',
  failurePrefix: 'failed to create secret ',
  build(session, name) {
    const data = pairsFrom(session, 'Secret', name);
    if (!data.ok) return data;
    const type = session.flags.text('type');
    const isHashed = session.flags.bool('append-hash');
    const own = isHashed ? `${name}-${secretHash(name, type, encoded(data.value))}` : name;
    const object: JsonObject = { kind: 'Secret', apiVersion: 'v1', metadata: { name: own } };
    return done({
      ...withData(object, 'data', encoded(data.value)),
      ...(type === '' ? {} : { type }),
    });
  },
});

const registryVerb = generatorVerb({
  name: 'docker-registry',
  aliases: [],
  summary: 'Create a Secret for a registry',
  usage:
    'NAME --docker-username=user --docker-password=password --docker-email=email ' +
    '[--docker-server=string] [--from-file=[key=]source] ' +
    '[--dry-run=server|client|none]',
  examples: [
    {
      does: 'For a private registry',
      line: 'kubectl create secret docker-registry pull --docker-username=jane --docker-password=pw',
    },
  ],
  flags: [
    ...SOURCE_FLAGS.filter(({ name }) => name === 'from-file' || name === 'append-hash'),
    textFlag('docker-server', 'The registry', '', 'https://index.docker.io/v1/'),
    textFlag('docker-username', 'User name'),
    textFlag('docker-password', 'Password'),
    textFlag('docker-email', 'Address of the user'),
  ],
  required: [],
  makes: 'v1/Secret',
  failurePrefix: 'failed to create secret ',
  build({ flags }, name) {
    const username = flags.text('docker-username');
    const password = flags.text('docker-password');
    if (username === '' || password === '') {
      return failed(
        message(
          'either --from-file or the combination of --docker-username, --docker-password and ' +
            '--docker-server is required',
        ),
      );
    }
    const email = flags.text('docker-email');
    const entry: JsonObject = {
      username,
      password,
      ...(email === '' ? {} : { email }),
      auth: base64(`${username}:${password}`),
    };
    const config: Json = { auths: { [flags.text('docker-server')]: entry } };
    return done({
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { name },
      data: { '.dockerconfigjson': base64(JSON.stringify(config)) },
      type: 'kubernetes.io/dockerconfigjson',
    });
  },
});

const tlsVerb = generatorVerb({
  name: 'tls',
  aliases: [],
  summary: 'Create a Secret with a certificate and its key',
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file ' + '[--dry-run=server|client|none]',
  examples: [
    { does: 'From two files', line: 'kubectl create secret tls web --cert=tls.crt --key=tls.key' },
  ],
  flags: [
    ...SOURCE_FLAGS.filter(({ name }) => name === 'append-hash'),
    textFlag('cert', 'File with the certificate'),
    textFlag('key', 'File with its key'),
  ],
  required: [],
  makes: 'v1/Secret',
  failurePrefix: 'failed to create secret ',
  build({ flags, context }, name) {
    if (flags.text('key') === '' || flags.text('cert') === '') {
      return failed(message('key and cert must be specified'));
    }
    const data: JsonObject = {};
    for (const [field, flag] of [
      ['tls.crt', 'cert'],
      ['tls.key', 'key'],
    ] as const) {
      const path = flags.text(flag);
      const file = context.files.read(resolvePath(context.directory, path));
      if (!file.ok)
        return failed(message(`Cannot read file ${path}, open ${path}: no such file or directory`));
      if (!file.value.includes('-----BEGIN ')) {
        const what = flag === 'cert' ? 'certificate' : 'key';
        return failed(message(`tls: failed to find any PEM data in ${what} input`));
      }
      data[field] = base64(file.value);
    }
    return done({
      kind: 'Secret',
      apiVersion: 'v1',
      metadata: { name },
      data,
      type: 'kubernetes.io/tls',
    });
  },
});

/** `create secret` holds one verb a type. */
export const createSecretVerb: VerbGroup = {
  name: 'secret',
  aliases: [],
  summary: 'Create a Secret',
  usage: '(docker-registry | generic | tls)',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: [registryVerb, genericVerb, tlsVerb],
};
