import { type Command, type CommandContext, errorText, type Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { osRelease } from './os-release.ts';

const HOST = 'dl-cdn.alpinelinux.org';
const REPOSITORIES = ['main', 'community'];
/** The packages of the bare system. */
const PACKAGES = [
  ...['alpine-baselayout', 'alpine-baselayout-data', 'alpine-keys', 'alpine-release', 'apk-tools'],
  ...['busybox', 'busybox-binsh', 'ca-certificates-bundle', 'libapk2', 'libcrypto3', 'libssl3'],
  ...['musl', 'musl-utils', 'scanelf', 'ssl_client', 'zlib'],
];
const SUMMARY = `OK: 9 MiB in ${PACKAGES.length} packages\n`;
/** The first minor version of Alpine whose apk warns of what it cannot fetch. */
const WARNS_FROM = 18;
const LOCKED = 99;

/** Asks for both indexes; what is said of them, and how many failed. */
function* fetchIndexes(place: Place, context: CommandContext): Program {
  const { files, stdout, stderr } = context;
  const [major = '3', minor = '0'] = osRelease(files).version.split('.');
  const found = yield* findHost(place, files, HOST);
  const reason = found.ok
    ? 'network error (check Internet connection and firewall)'
    : found.error === 'again'
      ? 'temporary error (try again later)'
      : 'DNS lookup error';
  for (const repository of REPOSITORIES) {
    const url = `https://${HOST}/alpine/v${major}.${minor}/${repository}`;
    yield* stdout.write(`fetch ${url}/x86_64/APKINDEX.tar.gz\n`);
    yield* stderr.write(
      Number(minor) >= WARNS_FROM
        ? `WARNING: fetching ${url}: ${reason}\n`
        : `ERROR: ${url}: ${reason}\nWARNING: Ignoring ${url}: No such file or directory\n`,
    );
  }
  return REPOSITORIES.length;
}

const VERBS = ['add', 'del', 'info', 'update', 'upgrade'];

function* add(place: Place, context: CommandContext, names: readonly string[]): Program {
  yield* fetchIndexes(place, context);
  const missing = names.filter((name) => !PACKAGES.includes(name)).sort();
  if (missing.length === 0) {
    yield* context.stdout.write(SUMMARY);
    return 0;
  }
  const lines = missing.map(
    (name) => `  ${name} (no such package):\n    required by: world[${name}]\n`,
  );
  yield* context.stderr.write(`ERROR: unable to select packages:\n${lines.join('')}`);
  return missing.length;
}

function* run(place: Place, context: CommandContext): Program {
  const { args, stdout, stderr, files } = context;
  const [verb = '', ...names] = args.filter((word) => !word.startsWith('-'));
  if (!VERBS.includes(verb)) {
    yield* stderr.write(
      verb === ''
        ? `usage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n\nCOMMAND is one of: ${VERBS.join(' ')}\n`
        : `ERROR: '${verb}' is not an apk command. See 'apk --help'.\n`,
    );
    return 1;
  }
  if (verb === 'info') {
    yield* stdout.write(`${PACKAGES.join('\n')}\n`);
    return 0;
  }
  const taken = files.write('/lib/apk/db/lock', '');
  if (!taken.ok) {
    const reason = errorText(taken.error);
    yield* stderr.write(
      `ERROR: Unable to lock database: ${reason}\nERROR: Failed to open apk database: ${reason}\n`,
    );
    return LOCKED;
  }
  if (verb === 'add') return yield* add(place, context, names);
  if (verb === 'update') {
    const failed = yield* fetchIndexes(place, context);
    const all = `${PACKAGES.length} distinct packages available`;
    yield* stderr.write(`${failed} unavailable, 0 stale; ${all}\n`);
    return failed;
  }
  yield* stdout.write(SUMMARY);
  return 0;
}

/** `apk` of an Alpine without a way out: no repository is found. Models apk-tools 2.14. */
export const createApk = (place: Place): Command => ({
  name: 'apk',
  summary: 'install packages',
  run: (context) => run(place, context),
});
