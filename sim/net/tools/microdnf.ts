import type { Command, CommandContext, Program } from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { osRelease } from './os-release.ts';

const HOST = 'yum.oracle.com';
const LOCK = '/var/cache/microdnf.lock';
const NEEDS_METADATA = ['install', 'update', 'upgrade', 'makecache', 'repoquery', 'reinstall'];

function* run(place: Place, context: CommandContext): Program {
  const { args, stdout, stderr, files } = context;
  const [verb = ''] = args.filter((word) => !word.startsWith('-'));
  if (!NEEDS_METADATA.includes(verb)) {
    if (verb === 'clean') {
      yield* stdout.write('Complete.\n');
      return 0;
    }
    yield* stderr.write(
      verb === '' ? 'error: No command specified\n' : `error: Unknown command: '${verb}'\n`,
    );
    return 1;
  }
  // Who may not write there is not root.
  if (!files.write(LOCK, '').ok) {
    yield* stderr.write('error: This command has to be run under the root user.\n');
    return 1;
  }
  files.remove(LOCK);
  yield* stdout.write('Downloading metadata...\n');
  const major = osRelease(files).version.split('.')[0];
  const found = yield* findHost(place, files, HOST);
  const path = `repo/OracleLinux/OL${major}/baseos/latest/x86_64/repodata/repomd.xml`;
  const failure = found.ok
    ? `Curl error (7): Couldn't connect to server for https://${HOST}/${path} []`
    : `Curl error (6): Couldn't resolve host name for https://${HOST}/${path} ` +
      `[Could not resolve host: ${HOST}]`;
  yield* stderr.write(
    `error: cannot update repo 'ol${major}_baseos_latest': Cannot download repomd.xml: Cannot ` +
      `download repodata/repomd.xml: All mirrors were tried; Last error: ${failure}\n`,
  );
  return 1;
}

/**
 * `microdnf` of the slim Oracle Linux, without a way out: no repository is found. Models
 * microdnf 3.
 */
export const createMicrodnf = (place: Place): Command => ({
  name: 'microdnf',
  summary: 'install packages',
  run: (context) => run(place, context),
});
