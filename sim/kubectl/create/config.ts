import type { Json, JsonObject } from '../../api/index.ts';
import { encodeBase64, encodeUtf8, resolvePath } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import { REFUSED_ALONE, type VerbGroup } from '../verb.ts';
import { configMapHash, secretHash } from './content-hash.ts';
import { generatorVerb } from './generator.ts';
import { dockerPairs, pairsFrom, SOURCE_FLAGS } from './sources.ts';

const base64 = (text: string): string => encodeBase64(encodeUtf8(text));

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

/** A Secret of a type, its data in base 64; with `--append-hash` its name ends with a hash. */
function typedSecret(
  { flags }: Session,
  name: string,
  type: string,
  data: Record<string, string>,
): JsonObject {
  const shown = encoded(data);
  const own = flags.bool('append-hash') ? `${name}-${secretHash(name, type, shown)}` : name;
  return { kind: 'Secret', apiVersion: 'v1', metadata: { name: own }, data: shown, type };
}

const DOCKER_TYPE = 'kubernetes.io/dockerconfigjson';

/** What a registry's Secret holds: files, or what the flags say of a user. */
function registryData(session: Session, name: string): Outcome<Record<string, string>> {
  const { flags } = session;
  if (flags.list('from-file').length > 0) return dockerPairs(session, name);
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
  return done({ '.dockerconfigjson': JSON.stringify(config) });
}

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
  build(session, name) {
    const data = registryData(session, name);
    return data.ok ? done(typedSecret(session, name, DOCKER_TYPE, data.value)) : data;
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
  build(session, name) {
    const { flags, context } = session;
    if (flags.text('key') === '' || flags.text('cert') === '') {
      return failed(message('key and cert must be specified'));
    }
    const data: Record<string, string> = {};
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
      data[field] = file.value;
    }
    return done(typedSecret(session, name, 'kubernetes.io/tls', data));
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
