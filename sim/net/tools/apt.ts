import {
  type Command,
  type CommandContext,
  errorText,
  type FileError,
  type Program,
  sleep,
} from '../../kernel/index.ts';
import { findHost, type Place } from '../host-names.ts';
import { type OsRelease, osRelease } from './os-release.ts';

/** Packages of Debian 12 that a system may have, by a program of theirs, with their versions. */
const PACKAGES: Readonly<Record<string, readonly [program: string, version: string]>> = {
  bash: ['bash', '5.2.15-2+b9'],
  coreutils: ['ls', '9.1-1'],
  curl: ['curl', '7.88.1-10+deb12u14'],
  'bind9-dnsutils': ['dig', '1:9.18.33-1~deb12u2'],
  diffutils: ['diff', '1:3.8-4'],
  dnsutils: ['dig', '1:9.18.33-1~deb12u2'],
  findutils: ['find', '4.9.0-4'],
  grep: ['grep', '3.8-5'],
  'iputils-ping': ['ping', '3:20221126-1+deb12u1'],
  jq: ['jq', '1.6-2.1+deb12u1'],
  less: ['less', '590-2.1~deb12u2'],
  nano: ['nano', '7.2-1+deb12u1'],
  nginx: ['nginx', '1.25.5-1~bookworm'],
  procps: ['ps', '2:4.0.2-3'],
  sed: ['sed', '4.9-1'],
  vim: ['vim', '2:9.0.1378-2+deb12u2'],
  wget: ['wget', '1.21.3-1+deb12u1'],
};

/** Releases whose apt asks once; later ones ask three more times. */
const ASK_ONCE: ReadonlySet<string> = new Set(['11', '20.04']);
const PAUSES_MS = [1000, 2000, 4000];
/** The errors of files by number, as apt tells them. */
const NUMBERS: Partial<Record<FileError, number>> = {
  ENOENT: 2,
  EACCES: 13,
  ENOSPC: 28,
  EROFS: 30,
};
/** What works on packages without a mirror, as none is newer. */
const UPGRADES = ['upgrade', 'dist-upgrade', 'full-upgrade', 'autoremove', 'check'];
const CLEANS = ['clean', 'autoclean', 'auto-clean'];
const INSTALLS = ['install', 'reinstall'];
const REMOVALS = ['remove', 'purge'];
const FAILED = 100;

interface Source {
  readonly host: string;
  readonly path: string;
  readonly suite: string;
}

/** The mirrors of a new Debian or Ubuntu, in the order in which apt asks them. */
function sourcesOf({ id, codename }: OsRelease): readonly Source[] {
  if (id === 'ubuntu') {
    const own = (host: string, suite: string): Source => ({ host, path: 'ubuntu', suite });
    const archive = ['', '-updates', '-backports'].map((part) =>
      own('archive.ubuntu.com', `${codename}${part}`),
    );
    return [own('security.ubuntu.com', `${codename}-security`), ...archive];
  }
  const own = (path: string, suite: string): Source => ({ host: 'deb.debian.org', path, suite });
  return [
    own('debian', codename),
    own('debian', `${codename}-updates`),
    own('debian-security', `${codename}-security`),
  ];
}

const urlOf = ({ host, path }: Source): string => `http://${host}/${path}`;

/** How one run of apt speaks. */
interface Speech {
  readonly isColoured: boolean;
  /** Whether what is under way is shown, and taken away again. */
  readonly isLive: boolean;
  readonly isQuiet: boolean;
}

const said = ({ isColoured }: Speech, letter: 'E' | 'W', text: string): string => {
  const colour = letter === 'E' ? 31 : 33;
  return isColoured
    ? `\x1b[1;${colour}m${letter}: \x1b[0m${text}\x1b[0m\n`
    : `${letter}: ${text}\n`;
};

const stepsText = ({ isLive, isQuiet }: Speech, ...steps: readonly string[]): string =>
  isQuiet ? '' : steps.map((step) => `${step}...${isLive ? ' Done' : ''}\n`).join('');

/** Takes the lock of a folder, as apt does before it writes there; what is in its way. */
function locked({ files }: CommandContext, path: string): string {
  const result = files.write(path, '');
  if (result.ok) return '';
  const { error } = result;
  return `Could not open lock file ${path} - open (${NUMBERS[error] ?? 0}: ${errorText(error)})`;
}

/** Why a mirror cannot be asked. */
function* refusal(place: Place, context: CommandContext, host: string): Program<string> {
  const found = yield* findHost(place, context.files, host);
  if (found.ok) {
    return `Could not connect to ${host}:80 (${found.hosts[0]?.address}), connection timed out`;
  }
  return found.error === 'again'
    ? `Temporary failure resolving '${host}'`
    : `Could not resolve '${host}'`;
}

function* update(place: Place, context: CommandContext, speech: Speech): Program {
  const { files, stdout, stderr } = context;
  const lock = locked(context, '/var/lib/apt/lists/lock');
  if (lock !== '') {
    yield* stdout.write(stepsText(speech, 'Reading package lists'));
    yield* stderr.write(
      said(speech, 'E', lock) + said(speech, 'E', 'Unable to lock directory /var/lib/apt/lists/'),
    );
    return FAILED;
  }
  const release = osRelease(files);
  const sources = sourcesOf(release);
  const reasons: string[] = [];
  for (const { host } of sources) reasons.push(yield* refusal(place, context, host));
  const lines = (word: string, reasonAt: (at: number) => string): string =>
    sources
      .map((one, at) => `${word}:${at + 1} ${urlOf(one)} ${one.suite} InRelease\n${reasonAt(at)}`)
      .join('');
  const shown = (text: string): string => (speech.isQuiet ? '' : text);
  const [working, done] = speech.isLive ? ['0% [Working]', '\r            \r'] : ['', ''];
  for (const pauseMs of ASK_ONCE.has(release.version) ? [] : PAUSES_MS) {
    yield* stdout.write(shown(lines('Ign', () => '') + working));
    yield* sleep(pauseMs);
    yield* stdout.write(shown(done));
  }
  const failed = lines('Err', (at) => `  ${reasons[at]}\n`);
  yield* stdout.write(shown(failed) + stepsText(speech, 'Reading package lists'));
  const failures = sources.map((one, at) =>
    said(speech, 'W', `Failed to fetch ${urlOf(one)}/dists/${one.suite}/InRelease  ${reasons[at]}`),
  );
  const ignored =
    'Some index files failed to download. They have been ignored, or old ones used instead.';
  yield* stderr.write(failures.join('') + said(speech, 'W', ignored));
  return 0;
}

const NOTHING = '0 upgraded, 0 newly installed, 0 to remove and 0 not upgraded.\n';

function* install(context: CommandContext, names: readonly string[], speech: Speech): Program {
  const { files, stdout, stderr } = context;
  const lock = locked(context, '/var/lib/dpkg/lock-frontend');
  if (lock !== '') {
    const front = 'Unable to acquire the dpkg frontend lock (/var/lib/dpkg/lock-frontend)';
    yield* stderr.write(said(speech, 'E', lock) + said(speech, 'E', `${front}, are you root?`));
    return FAILED;
  }
  yield* stdout.write(
    stepsText(speech, 'Reading package lists', 'Building dependency tree') +
      stepsText(speech, 'Reading state information'),
  );
  const isThere = (name: string): boolean => {
    const [program] = PACKAGES[name] ?? [];
    return program !== undefined && files.stat(`/usr/bin/${program}`).ok;
  };
  const missing = names.filter((name) => !isThere(name));
  if (missing.length > 0) {
    const lines = missing.map((name) => said(speech, 'E', `Unable to locate package ${name}`));
    yield* stderr.write(lines.join(''));
    return FAILED;
  }
  if (speech.isQuiet) return 0;
  const newest = names.map(
    (name) => `${name} is already the newest version (${PACKAGES[name]?.[1]}).\n`,
  );
  yield* stdout.write(newest.join('') + NOTHING);
  return 0;
}

function* run(place: Place, context: CommandContext, name: 'apt' | 'apt-get'): Program {
  const { args, stdout, stderr, tty } = context;
  const isOption = (word: string): boolean => word.startsWith('-') && word !== '-';
  const options = args.filter(isOption);
  const [verb = '', ...names] = args.filter((word) => !isOption(word));
  const isLive = tty !== undefined;
  const isQuiet = options.some((word) => word === '-qq' || word === '--quiet=2');
  const speech = { isColoured: isLive && name === 'apt', isLive, isQuiet };
  if (verb === '') {
    yield* stdout.write(
      `apt 2.6.1 (amd64)\nUsage: ${name} [options] command\n\n` +
        `Commands here: ${['update', ...INSTALLS, ...UPGRADES, ...CLEANS].join(', ')}\n`,
    );
    return options.length > 0 ? 0 : 1;
  }
  if (name === 'apt' && !isLive) {
    const warning = 'apt does not have a stable CLI interface. Use with caution in scripts.';
    yield* stderr.write(`\nWARNING: ${warning}\n\n`);
  }
  if (verb === 'update') return yield* update(place, context, speech);
  if (INSTALLS.includes(verb)) return yield* install(context, names, speech);
  if (UPGRADES.includes(verb)) return yield* install(context, [], speech);
  if (CLEANS.includes(verb)) return 0;
  const problem = REMOVALS.includes(verb)
    ? 'To remove packages is not simulated'
    : `Invalid operation ${verb}`;
  yield* stderr.write(said(speech, 'E', problem));
  return FAILED;
}

/**
 * `apt-get` and `apt` of a cluster without a way out: no mirror is found, so what is not installed
 * cannot be. Models apt 2.6 on a machine without DNS.
 */
export const createApt = (place: Place, name: 'apt' | 'apt-get'): Command => ({
  name,
  summary: 'install packages',
  run: (context) => run(place, context, name),
});
