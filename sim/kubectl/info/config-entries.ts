import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message, usageFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { entryNamed } from '../kubeconfig.ts';
import { writeKubeconfig } from '../kubeconfig-files.ts';
import type { Session } from '../session.ts';
import type { Verb } from '../verb.ts';
import { SET_CREDENTIALS } from './config-credentials.ts';
import { EMBED, embedFailure, fieldsOf, put, withFile } from './config-fields.ts';
import { type ConfigRun, configVerb, helpFor } from './config-verb.ts';

/** Removes a cluster or a user. */
const removal = (noun: 'cluster' | 'user'): ConfigRun =>
  function* run(session) {
    const { args, config, context, out } = session;
    const [name = ''] = args;
    if (args.length !== 1) {
      if (noun === 'user') return usageFailure('config delete-user', 'user to delete is required');
      yield* out(session.help());
      return undefined;
    }
    const list = `${noun}s` as const;
    const entries = config[list];
    const path = config.source.target;
    if (entryNamed(entries, name) === undefined) {
      return message(`cannot delete ${noun} ${name}, not in ${path}`);
    }
    const rest = entries.filter((entry) => entry.name !== name);
    const failure = writeKubeconfig(context, config, { ...config, [list]: rest });
    if (failure !== undefined) return failure;
    yield* out(`deleted ${noun} ${name} from ${path}\n`);
    return undefined;
  };

const CLUSTER_FLAGS = [
  EMBED,
  textFlag('server', 'Address of the API server'),
  textFlag('tls-server-name', 'Name to expect in the certificate of the server'),
  textFlag('certificate-authority', 'File with the certificate of the authority'),
  textFlag('proxy-url', 'Proxy for the cluster'),
  boolFlag('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
];

const AUTHORITY = 'certificate-authority';

function* setCluster(session: Session): Program<Failure | undefined> {
  const { args, config, flags } = session;
  const [name] = args;
  if (name === undefined || args.length > 1) return helpFor(session);
  if (name === '') return message('you must specify a non-empty cluster name');
  const isInsecure = flags.bool('insecure-skip-tls-verify');
  if (isInsecure && flags.text(AUTHORITY) !== '') {
    return message('you cannot specify a certificate authority and insecure mode at the same time');
  }
  const refused = embedFailure(session, [AUTHORITY]);
  if (refused !== undefined) return refused;
  const known = entryNamed(config.clusters, name);
  const plain = CLUSTER_FLAGS.filter((flag) => flag.name !== AUTHORITY);
  let fields: JsonObject = { ...known?.fields, ...fieldsOf(session, plain) };
  if (isInsecure) fields = { ...fields, [AUTHORITY]: '', [`${AUTHORITY}-data`]: '' };
  fields = withFile(session, fields, AUTHORITY, known?.origin ?? '');
  if (flags.text(AUTHORITY) !== '') fields = { ...fields, 'insecure-skip-tls-verify': false };
  return yield* put(session, 'clusters', name, fields);
}

/** Verbs of `config` that change entries of the file one by one. */
export const ENTRY_VERBS: readonly Verb[] = [
  configVerb('delete-cluster', {
    summary: 'Remove a cluster',
    usage: 'NAME',
    example: { does: 'Remove one', line: 'kubectl config delete-cluster staging' },
    run: removal('cluster'),
  }),
  configVerb('delete-user', {
    summary: 'Remove a user',
    usage: 'NAME',
    example: { does: 'Remove one', line: 'kubectl config delete-user jane' },
    run: removal('user'),
  }),
  configVerb('set-cluster', {
    summary: 'Change a cluster, or make one',
    usage:
      'NAME [--server=server] [--certificate-authority=path/to/certificate/authority] ' +
      '[--insecure-skip-tls-verify=true] [--tls-server-name=example.com]',
    example: {
      does: 'Say where a cluster is',
      line: 'kubectl config set-cluster staging --server=https://10.0.0.5:6443',
    },
    flags: CLUSTER_FLAGS,
    run: setCluster,
  }),
  SET_CREDENTIALS,
];
