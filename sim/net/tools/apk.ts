import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { osRelease } from './os-release.ts';

const HOST = 'dl-cdn.alpinelinux.org';
const REPOSITORIES = ['main', 'community'];
/** Packages of the bare system. */
const OWN = 16;
/** The first minor version of Alpine whose apk warns of what it cannot fetch. */
const WARNS_FROM = 18;

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

const VERBS: Readonly<Record<string, string>> = {
  add: 'Add PACKAGEs to WORLD and install (or upgrade) them',
  del: 'Remove PACKAGEs from WORLD and uninstall them',
  info: 'Give detailed information about PACKAGEs or repositories',
  update: 'Update repository indexes from all remote repositories',
  upgrade: 'Upgrade currently installed packages to match repositories',
};

function* run(place: Place, context: CommandContext): Program {
  const { args, stdout, stderr, files } = context;
  const [verb = '', ...names] = args.filter((word) => !word.startsWith('-'));
  if (VERBS[verb] === undefined) {
    if (verb !== '')
      yield* stderr.write(`ERROR: '${verb}' is not an apk command. See 'apk --help'.\n`);
    else {
      const lines = Object.entries(VERBS).map(([name, text]) => `  ${name.padEnd(10)}${text}\n`);
      yield* stdout.write(
        `usage: apk [<OPTIONS>...] COMMAND [<ARGUMENTS>...]\n\n${lines.join('')}`,
      );
    }
    return 1;
  }
  const isWriting = verb !== 'info';
  const lock = '/lib/apk/db/lock';
  if (isWriting) {
    const taken = files.write(lock, '');
    if (!taken.ok) {
      const reason = taken.error === 'EROFS' ? 'Read-only file system' : 'Permission denied';
      yield* stderr.write(
        `ERROR: Unable to lock database: ${reason}\nERROR: Failed to open apk database: ${reason}\n`,
      );
      return 99;
    }
  }
  if (verb === 'update') {
    const failed = yield* fetchIndexes(place, context);
    yield* stderr.write(`${failed} unavailable, 0 stale; ${OWN} distinct packages available\n`);
    return failed;
  }
  if (verb === 'add' && names.length > 0) {
    yield* fetchIndexes(place, context);
    const lines = [...names]
      .sort()
      .map((name) => `  ${name} (no such package):\n    required by: world[${name}]\n`);
    yield* stderr.write(`ERROR: unable to select packages:\n${lines.join('')}`);
    return names.length;
  }
  if (isWriting) yield* stdout.write(`OK: 9 MiB in ${OWN} packages\n`);
  return 0;
}

/** `apk` of an Alpine without a way out: no repository is found. Models apk-tools 2.14. */
export const createApk = (place: Place): Command => ({
  name: 'apk',
  summary: 'install packages',
  run: (context) => run(place, context),
});
