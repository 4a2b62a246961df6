import type { Json, JsonObject } from '../../api/index.ts';
import { encodeBase64, encodeUtf8, resolvePath } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { arrayFlag, boolFlag, type Flag, listFlag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { generatorVerb } from './generator.ts';

const SOURCE_FLAGS: readonly Flag[] = [
  arrayFlag('from-literal', 'A key and its value: key=value'),
  { ...listFlag('from-file', 'A file, a directory, or key=file'), type: 'list' },
  listFlag('from-env-file', 'A file with lines key=value'),
  boolFlag('append-hash', 'Add a hash of the content to the name'),
];

type Pairs = Outcome<Record<string, string>>;

const base64 = (text: string): string => encodeBase64(encodeUtf8(text));

function addPair(data: Record<string, string>, key: string, value: string): string {
  if (!/^[-._a-zA-Z0-9]+$/.test(key)) {
    return (
      `"${key}" is not valid key name for a ConfigMap: a valid config key must consist of ` +
      `alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or ` +
      `'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`
    );
  }
  if (key in data)
    return `cannot add key "${key}", another key by that name already exists in Data`;
  data[key] = value;
  return '';
}

function literalPairs(session: Session, data: Record<string, string>): string {
  for (const literal of session.flags.list('from-literal')) {
    const at = literal.indexOf('=');
    if (at <= 0) {
      return `invalid literal source ${literal}, expected key=value`;
    }
    const value = literal.slice(at + 1).replace(/^(['"])(.*)\1$/s, '$2');
    const error = addPair(data, literal.slice(0, at), value);
    if (error !== '') return error;
  }
  return '';
}

function filePairs(session: Session, data: Record<string, string>): string {
  const { files, directory } = session.context;
  for (const source of session.flags.list('from-file')) {
    const at = source.indexOf('=');
    const path = at < 0 ? source : source.slice(at + 1);
    const key = at < 0 ? (path.split('/').at(-1) ?? path) : source.slice(0, at);
    const full = resolvePath(directory, path);
    const stat = files.stat(full);
    if (!stat.ok) return `error reading ${path}: no such file or directory`;
    if (stat.value.type === 'directory') {
      const names = files.list(full);
      for (const name of names.ok ? names.value : []) {
        const file = files.read(`${full}/${name}`);
        const error = file.ok ? addPair(data, name, file.value) : '';
        if (error !== '') return error;
      }
      continue;
    }
    const file = files.read(full);
    if (!file.ok) return `error reading ${path}: no such file or directory`;
    const error = addPair(data, key, file.value);
    if (error !== '') return error;
  }
  return '';
}

function environmentPairs(session: Session, data: Record<string, string>): string {
  const { files, directory, env } = session.context;
  for (const path of session.flags.list('from-env-file')) {
    const file = files.read(resolvePath(directory, path));
    if (!file.ok)
      return `env config file ${path} cannot be read: open ${path}: no such file or directory`;
    for (const line of file.value.split('\n')) {
      const text = line.trimStart();
      if (text === '' || text.startsWith('#')) continue;
      const at = text.indexOf('=');
      const key = at < 0 ? text : text.slice(0, at);
      const error = addPair(data, key, at < 0 ? (env.get(key) ?? '') : text.slice(at + 1));
      if (error !== '') return error;
    }
  }
  return '';
}

function pairsFrom(session: Session): Pairs {
  const { flags } = session;
  const hasOthers = flags.isSet('from-file') || flags.isSet('from-literal');
  if (flags.isSet('from-env-file') && hasOthers) {
    return failed(message('from-env-file cannot be combined with from-file or from-literal'));
  }
  const data: Record<string, string> = {};
  for (const add of [filePairs, literalPairs, environmentPairs]) {
    const error = add(session, data);
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
  usage: 'NAME [--from-file=[key=]source] [--from-literal=key=value]',
  examples: [
    { does: 'From one value', line: 'kubectl create configmap game --from-literal=lives=3' },
  ],
  flags: SOURCE_FLAGS,
  required: [],
  makes: 'v1/ConfigMap',
  failurePrefix: 'failed to create configmap: ',
  build(session, name) {
    const data = pairsFrom(session);
    if (!data.ok) return data;
    const object = { kind: 'ConfigMap', apiVersion: 'v1', metadata: { name } };
    return done(withData(object, 'data', data.value));
  },
});

const encoded = (data: Record<string, string>): Record<string, string> =>
  Object.fromEntries(Object.entries(data).map(([key, value]) => [key, base64(value)]));

const genericVerb = generatorVerb({
  name: 'generic',
  aliases: [],
  summary: 'Create a Secret from files and values',
  usage: 'NAME [--type=string] [--from-file=[key=]source] [--from-literal=key=value]',
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
    const data = pairsFrom(session);
    if (!data.ok) return data;
    const object: JsonObject = { kind: 'Secret', apiVersion: 'v1', metadata: { name } };
    const type = session.flags.text('type');
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
  usage: 'NAME --docker-username=user --docker-password=password --docker-server=string',
  examples: [],
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
      const missing = [
        ...(username === '' ? ['docker-username'] : []),
        ...(password === '' ? ['docker-password'] : []),
      ];
      return failed(
        message(
          'either --from-file or the combination of --docker-username, --docker-password and ' +
            `--docker-server is required: ${missing.join(', ')}`,
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
  usage: 'NAME --cert=path/to/cert/file --key=path/to/key/file',
  examples: [],
  flags: [textFlag('cert', 'File with the certificate'), textFlag('key', 'File with its key')],
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
export const createSecretVerb: Verb = {
  name: 'secret',
  aliases: [],
  summary: 'Create a Secret',
  usage: '(docker-registry | generic | tls)',
  examples: [],
  flags: [],
  verbs: [registryVerb, genericVerb, tlsVerb],
  *run(session) {
    const [word] = session.args;
    if (word !== undefined) {
      return message(
        `unknown command "${session.args.join(' ')}"\nSee 'kubectl create secret -h' for help ` +
          'and examples',
      );
    }
    yield* session.out('Create a Secret: docker-registry, generic or tls.\n');
    return { type: 'exit', code: 1 };
  },
};
