import { type JsonObject, SERVER_VERSION, sortKeys } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { toNarrowJson } from '../output/json.ts';
import { toYaml } from '../output/yaml.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { CLIENT_LINES, CLIENT_VERSION, KUSTOMIZE_VERSION } from '../version.ts';

const VERSION_REQUEST = {
  method: 'GET' as const,
  target: '/version?timeout=32s',
  accept: 'application/json, */*',
  place: 'discovery_client.go:667',
};

function versionsText({ flags }: Session, server: JsonObject): string {
  const output = flags.text('output');
  if (output === '') {
    const { gitVersion } = server;
    return CLIENT_LINES + (gitVersion === undefined ? '' : `Server Version: ${gitVersion}\n`);
  }
  const versions: JsonObject = {
    clientVersion: {
      major: '1',
      minor: '36',
      gitVersion: CLIENT_VERSION,
      gitCommit: 'simulated',
      gitTreeState: 'clean',
      buildDate: '2026-09-29T20:03:31Z',
      goVersion: 'go1.27.1',
      compiler: 'gc',
      platform: 'linux/amd64',
    },
    kustomizeVersion: KUSTOMIZE_VERSION,
    ...(server.gitVersion === undefined ? {} : { serverVersion: server }),
  };
  return output === 'yaml' ? `${toYaml(sortKeys(versions))}\n` : toNarrowJson(versions);
}

function* runVersion(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  if (session.args.length > 0) return message(`extra arguments: [${session.args.join(' ')}]`);
  if (!['', 'yaml', 'json'].includes(flags.text('output'))) {
    return message("--output must be 'yaml' or 'json'");
  }
  const isClientOnly = flags.bool('client');
  if (!isClientOnly) session.log.request(VERSION_REQUEST);
  yield* session.out(versionsText(session, isClientOnly ? {} : { ...SERVER_VERSION }));
  return undefined;
}

export const versionVerb: Verb = {
  ...PLAIN_VERB,
  name: 'version',
  aliases: [],
  summary: 'Print the versions of kubectl and of the server',
  usage: '[flags]',
  examples: [{ does: 'Only that of kubectl', line: 'kubectl version --client' }],
  flags: [boolFlag('client', 'Only that of kubectl'), textFlag('output', 'yaml or json', 'o')],
  verbs: [],
  isServerFirst: () => true,
  printedUnanswered: (session) => versionsText(session, {}),
  run: runVersion,
};
