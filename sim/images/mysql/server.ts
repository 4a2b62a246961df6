import type { FileSystem, Prng, Service } from '../../kernel/index.ts';
import type { ServerStart, Step } from '../../node/index.ts';
import { runInitScripts } from '../init-scripts.ts';
import { exits, logged } from '../servers.ts';
import { compareVersions } from '../versions.ts';
import { nextBinlogSteps } from './binlog-files.ts';
import {
  DATA,
  DICTIONARIES,
  dataFiles,
  RUNNING_FILE,
  UPGRADE_FILE,
  versionOfData,
} from './data.ts';
import { dictionaryText, readDictionary } from './dictionary.ts';
import { createEndpoint, type Endpoint } from './endpoint.ts';
import { firstDictionary } from './first-start.ts';
import { mysqlScripts } from './init-scripts.ts';
import { mariadbLines } from './mariadb-lines.ts';
import { mariadbVersionText } from './mariadb-versions.ts';
import { serverOptions } from './options.ts';
import { oracleLines } from './oracle-lines.ts';
import type { Flavour, StartedServer } from './part.ts';
import { createScript, type Script } from './script.ts';
import type { ServerLines } from './server-lines.ts';
import { type FirstSettings, firstSettings } from './settings.ts';
import { SOCKET_PORT, SOCKETS } from './sockets.ts';

const PORT = 3306;
const SCRIPTS = '/docker-entrypoint-initdb.d';
const PASSWORD_LETTERS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const write = (path: string, content: string): Step => ({
  type: 'write',
  afterMs: 0,
  path,
  content,
});
const listen = (port: number, service: Service): Step => ({
  type: 'listen',
  afterMs: 0,
  port,
  service,
});

/** A first initialisation that ended in the middle counts as one, as in the real images. */
const isEmpty = (files: FileSystem): boolean => {
  const names = files.list(DATA);
  return !names.ok || !names.value.some((name) => name === 'mysql');
};

const hasScripts = (files: FileSystem): boolean => {
  const listed = files.list(SCRIPTS);
  return listed.ok && listed.value.some((name) => !name.startsWith('.'));
};

const randomPassword = (prng: Prng): string =>
  Array.from({ length: 32 }, () => PASSWORD_LETTERS[prng.below(PASSWORD_LETTERS.length)]).join('');

/** Everything that one start works with. */
interface Starting {
  readonly flavour: Flavour;
  readonly given: ServerStart;
  readonly lines: ServerLines;
  readonly service: Service;
  /** What listens on the socket while the entrypoint sets things up. */
  readonly temporary: Endpoint;
  readonly settings: FirstSettings;
}

/** Files and the temporary server; the rest of a first start comes behind the scripts. */
function initialize(starting: Starting, script: Script): Step[] {
  const { flavour, given, lines, temporary, settings } = starting;
  const { kind, version } = flavour;
  const { startedAtEpochMs, prng } = given;
  lines.initialize(script);
  const { database } = settings;
  const dictionary = dictionaryText(version, firstDictionary(kind, settings));
  script.steps.push(
    ...dataFiles(kind, version, startedAtEpochMs, prng),
    write(DICTIONARIES[kind], dictionary),
    ...nextBinlogSteps(starting, 1),
    write(RUNNING_FILE, ''),
  );
  if (database !== '') script.steps.push(write(`${DATA}/${database}/`, ''));
  script.entrypoint('Note', 'Starting temporary server');
  const id = prng.below(2 ** 30).toString(36);
  lines.boot(script, { port: 0, upgradedFrom: '', isRecovering: false, serverId: id });
  const socket = SOCKETS[kind];
  script.steps.push(write(socket, ''), listen(SOCKET_PORT, temporary.service));
  lines.beginSetUp(script, settings);
  const scripts = mysqlScripts({
    client: kind === 'mariadb' ? 'mariadb' : 'mysql',
    socket,
    rootPassword: settings.rootPassword,
    database,
    nowEpochMs: () => given.clock.epochMs(),
  });
  return [
    ...script.steps,
    {
      type: 'run',
      afterMs: 0,
      *program(context, commands) {
        if (hasScripts(given.files)) {
          const code = yield* runInitScripts(scripts, context, commands());
          if (code !== 0) return [exits(0, code)];
        } else yield* context.stdout.write('\n');
        temporary.shutDown();
        given.files.remove(socket);
        const rest = createScript(given.clock.epochMs());
        lines.endSetUp(rest);
        return [...rest.steps, ...bootSteps(starting, rest, 2, '')];
      },
    },
  ];
}

/** From the start of the real server until it listens. */
function bootSteps(
  starting: Starting,
  before: Script,
  binlog: number,
  upgradedFrom: string,
): Step[] {
  const { flavour, given, lines, service } = starting;
  const script = createScript(before.date().getTime());
  const isRecovering = binlog !== 2 && given.files.stat(RUNNING_FILE).ok;
  const id = given.prng.below(2 ** 30).toString(36);
  const port = Number(serverOptions(given).get('port') ?? PORT);
  lines.boot(script, { port, upgradedFrom, isRecovering, serverId: id });
  return [
    ...nextBinlogSteps(starting, binlog),
    write(RUNNING_FILE, ''),
    ...script.steps,
    write(SOCKETS[flavour.kind], ''),
    listen(SOCKET_PORT, service),
    listen(port, service),
  ];
}

/** The version that the files are upgraded from; '' when they are of this one. */
function upgradeOf({ flavour, given }: Starting, dataVersion: string): string {
  if (flavour.kind === 'oracle') {
    return compareVersions(dataVersion, flavour.version) < 0 ? dataVersion : '';
  }
  const content = given.files.read(UPGRADE_FILE);
  const last = content.ok ? content.value.replace(/-.*/s, '') : '';
  const minor = (version: string): string => version.split('.').slice(0, 2).join('.');
  return last !== '' && compareVersions(minor(last), minor(flavour.version)) < 0 ? last : '';
}

function start(starting: Starting): Step[] {
  const { flavour, given, lines, settings } = starting;
  const { kind, version } = flavour;
  const { files } = given;
  const script = createScript(given.startedAtEpochMs);
  script.wait(250);
  lines.begin(script);
  if (isEmpty(files)) {
    const refusal = lines.refuseSettings(settings);
    if (refusal !== undefined) {
      script.entrypoint('ERROR', refusal);
      return [...script.steps, exits(20, 1)];
    }
    return initialize(starting, script);
  }
  const dataVersion = versionOfData(files, kind);
  if (lines.refuseData(script, files, dataVersion)) return [...script.steps, exits(0, 1)];
  const upgradedFrom = upgradeOf(starting, dataVersion);
  lines.resume(script, upgradedFrom);
  const upgraded = dataVersion === version ? [] : upgradedDictionary(files, flavour);
  return [...script.steps, ...upgraded, ...bootSteps(starting, script, 0, upgradedFrom)];
}

/** An upgrade writes the dictionary anew, under the new version. */
function upgradedDictionary(files: FileSystem, { kind, version }: Flavour): Step[] {
  const before = readDictionary(files, kind);
  return [
    write(DICTIONARIES[kind], before === undefined ? version : dictionaryText(version, before)),
  ];
}

/** `mysqld --version` says what it is, and starts nothing. */
function tellVersion({ kind, version }: Flavour): StartedServer {
  const line =
    kind === 'oracle'
      ? `/usr/sbin/mysqld  Ver ${version} for Linux on x86_64 (MySQL Community Server - GPL)`
      : `mariadbd  Ver ${mariadbVersionText(version)} for debian-linux-gnu on x86_64 (mariadb.org binary distribution)`;
  return { steps: [logged(0, 'stdout', line), exits(10, 0)], stop: () => [exits(0, 0)] };
}

/** Starts `mysqld` or `mariadbd` behind the entrypoint script of the official image. */
export function startServer(flavour: Flavour, given: ServerStart): StartedServer {
  const { kind, version } = flavour;
  if (given.args.some((arg) => arg === '--version' || arg === '-V')) return tellVersion(flavour);
  const lines = kind === 'mariadb' ? mariadbLines(version) : oracleLines(version);
  const endpoint = createEndpoint(flavour, given);
  const temporary = createEndpoint(flavour, given);
  const isReplica = readDictionary(given.files, kind)?.isReplicaRunning === true;
  const read = firstSettings(kind, given.env, given.files);
  const rootPassword = read.isRandom ? randomPassword(given.prng) : read.rootPassword;
  const settings = { ...read, rootPassword };
  const steps = start({ flavour, given, lines, service: endpoint.service, temporary, settings });
  if (isReplica) endpoint.load();
  return {
    steps,
    stop(nowEpochMs) {
      endpoint.shutDown();
      temporary.shutDown();
      given.files.remove(SOCKETS[kind]);
      given.files.remove(RUNNING_FILE);
      const script = createScript(nowEpochMs);
      lines.shutDown(script);
      return [...script.steps, exits(50, 0)];
    },
  };
}
