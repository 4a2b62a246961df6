import {
  boolFlag,
  durationFlag,
  type Flag,
  int32Flag,
  listFlag,
  mapFlag,
  parseDuration,
  textFlag,
} from './flags.ts';

/** What is wrong with levels by file. Models component-base's VModuleConfiguration. */
function levelsError(text: string): string {
  const syntax = 'syntax error: expect comma-separated list of filename=N';
  for (const pair of text.split(',')) {
    if (pair === '') continue;
    const [, level] = /^[^=]+=([-+]?\d+)$/.exec(pair) ?? [];
    if (level === undefined) return syntax;
    if (Number(level) < 0) return 'negative value for vmodule level';
  }
  return '';
}

/** Go's own flags do not say what is wrong with a duration. */
const goDurationError = (text: string): string => (parseDuration(text).ok ? '' : 'parse error');

/** Flags that every verb takes. Those without a meaning in a simulated cluster are accepted. */
export const GLOBAL_FLAGS: readonly Flag[] = [
  textFlag('as', 'User name to act as'),
  listFlag('as-group', 'Group to act as; may be repeated'),
  textFlag('as-uid', 'User id to act as'),
  listFlag('as-user-extra', 'Extra attributes of the user to act as'),
  textFlag('cache-dir', 'Directory of the discovery cache'),
  textFlag('certificate-authority', 'File with the certificate of the authority'),
  textFlag('client-certificate', 'File with the client certificate'),
  textFlag('client-key', 'File with the client key'),
  textFlag('cluster', 'Cluster of the kubeconfig file to use'),
  textFlag('context', 'Context of the kubeconfig file to use'),
  boolFlag('disable-compression', 'Ask the server for plain answers'),
  boolFlag('insecure-skip-tls-verify', 'Do not check the certificate of the server'),
  textFlag('kubeconfig', 'The kubeconfig file to use'),
  textFlag('kuberc', 'The file with preferences'),
  {
    ...durationFlag('log-flush-frequency', 'How often logs are written', '5s'),
    wrong: goDurationError,
  },
  boolFlag('match-server-version', 'Refuse to work with a server of another version'),
  textFlag('namespace', 'The namespace to work in', 'n'),
  textFlag('password', 'Password for basic authentication'),
  textFlag('profile', 'Profile to capture', '', 'none'),
  textFlag('profile-output', 'File for the profile', '', 'profile.pprof'),
  textFlag('request-timeout', 'How long to wait for one answer; 0 is for ever', '', '0'),
  textFlag('server', 'Address of the API server', 's'),
  textFlag('tls-server-name', 'Name to expect in the certificate of the server'),
  textFlag('token', 'Bearer token for the server'),
  textFlag('user', 'User of the kubeconfig file to use'),
  textFlag('username', 'User name for basic authentication'),
  { ...int32Flag('v', 'How much to log'), short: 'v' },
  { ...mapFlag('vmodule', 'How much to log, by file'), wrong: levelsError },
  boolFlag('warnings-as-errors', 'Fail when the server warns'),
];

export const HELP_FLAG: Flag = boolFlag('help', 'Print this help', 'h');
