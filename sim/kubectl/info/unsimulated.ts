import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import {
  arrayFlag,
  boolFlag,
  durationFlag,
  type Flag,
  intFlag,
  listFlag,
  textFlag,
} from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizationFailure } from '../manifest/files.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import type { Session } from '../session.ts';
import { type Example, PLAIN_VERB, type Verb, type VerbGroup } from '../verb.ts';

// Commands of the real tool that have no meaning in a simulated cluster. They take the arguments
// and flags of the real ones, refuse wrong ones in its words, and say that they are not here.

interface Unsimulated {
  /** `certificate approve` */
  readonly path: string;
  readonly summary: string;
  readonly usage: string;
  readonly example: Example;
  readonly flags: readonly Flag[];
  /** What is wrong with the arguments; undefined for nothing. */
  refuse(session: Session): Failure | undefined;
}

const unsimulated = (spec: Unsimulated): Verb => ({
  ...PLAIN_VERB,
  name: spec.path.split(' ').at(-1) ?? spec.path,
  aliases: [],
  summary: `${spec.summary} (not simulated)`,
  usage: spec.usage,
  examples: [spec.example],
  flags: spec.flags,
  verbs: [],
  // biome-ignore lint/correctness/useYield: it answers at once
  *run(session: Session): Program<Failure | undefined> {
    return spec.refuse(session) ?? message(`kubectl ${spec.path} is not simulated here`);
  },
});

const certificateVerb = (name: 'approve' | 'deny', summary: string): Verb =>
  unsimulated({
    path: `certificate ${name}`,
    summary,
    usage: '(-f FILENAME | NAME)',
    example: { does: 'One request', line: `kubectl certificate ${name} csr-sqgzp` },
    flags: [...OUTPUT_FLAGS, ...FILE_FLAGS, boolFlag('force', 'Decide again')],
    refuse: (session) =>
      session.args.length === 0 && !hasFiles(session)
        ? message('one or more CSRs must be specified as <name> or -f <filename>')
        : undefined,
  });

export const certificateGroup: VerbGroup = {
  name: 'certificate',
  aliases: [],
  summary: 'Approve and deny requests for certificates (not simulated)',
  usage: 'SUBCOMMAND',
  examples: [],
  alone: { stream: 'stdout', code: 0 },
  verbs: [
    certificateVerb('approve', 'Approve a request for a certificate'),
    certificateVerb('deny', 'Deny a request for a certificate'),
  ],
};

export const proxyVerb: Verb = unsimulated({
  path: 'proxy',
  summary: 'Let a port of this computer lead to the API server',
  usage: '[--port=PORT] [--www=static-dir] [--www-prefix=prefix] [--api-prefix=prefix]',
  example: { does: 'On port 8011', line: 'kubectl proxy --port=8011' },
  flags: [
    textFlag('accept-hosts', 'Hosts that may ask', '', '^localhost$,^127\\.0\\.0\\.1$,^\\[::1\\]$'),
    textFlag('accept-paths', 'Paths that may be asked for', '', '^.*'),
    textFlag('address', 'Address to listen on', '', '127.0.0.1'),
    textFlag('api-prefix', 'Prefix of the paths of the API', '', '/'),
    boolFlag('append-server-path', 'Put the path of the server before each path'),
    boolFlag('disable-filter', 'Let every request pass'),
    durationFlag('keepalive', 'How long an idle connection is kept'),
    { ...intFlag('port', 'Port to listen on', '8001'), short: 'p' },
    textFlag('reject-methods', 'Methods that are refused', '', '^$'),
    textFlag(
      'reject-paths',
      'Paths that are refused',
      '',
      '^/api/.*/pods/.*/exec,^/api/.*/pods/.*/attach',
    ),
    textFlag('unix-socket', 'Socket to listen on', 'u'),
    textFlag('www', 'Directory of files to serve', 'w'),
    textFlag('www-prefix', 'Prefix of the paths of these files', 'P', '/static/'),
  ],
  refuse: () => undefined,
});

export const kustomizeVerb: Verb = unsimulated({
  path: 'kustomize',
  summary: 'Build a kustomization',
  usage: 'DIR [flags]',
  example: { does: 'Build what a directory describes', line: 'kubectl kustomize overlays/test' },
  flags: [
    boolFlag('as-current-user', 'Run functions as the current user'),
    boolFlag('enable-alpha-plugins', 'Allow plugins'),
    boolFlag('enable-helm', 'Allow charts'),
    listFlag('env', 'Variables of functions', 'e'),
    arrayFlag('helm-api-versions', 'Versions of the API for charts'),
    textFlag('helm-command', 'The program for charts', '', 'helm'),
    boolFlag('helm-debug', 'Say what that program does'),
    textFlag('helm-kube-version', 'Version of Kubernetes for charts'),
    textFlag('load-restrictor', 'Which files may be read', '', 'LoadRestrictionsRootOnly'),
    arrayFlag('mount', 'Directories for functions'),
    boolFlag('network', 'Allow functions to use the network'),
    textFlag('network-name', 'The network of functions', '', 'bridge'),
    textFlag('output', 'File or directory to write to', 'o'),
  ],
  refuse: (session) =>
    session.args.length > 1
      ? message('specify one path to kustomization.yaml')
      : kustomizationFailure(session, session.args[0] ?? '.'),
});

/** The real tool has no alpha commands in this version. */
export const alphaVerb: Verb = unsimulated({
  path: 'alpha',
  summary: 'Commands that are not ready',
  usage: '',
  example: { does: 'There are none', line: 'kubectl alpha' },
  flags: [],
  refuse: () => ({ type: 'coded', code: 0, failure: { type: 'plain', text: NO_ALPHA } }),
});

const NO_ALPHA = 'No alpha commands are available in this version of kubectl';
