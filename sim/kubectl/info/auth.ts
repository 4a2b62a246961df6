import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, message } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { toNarrowJson } from '../output/json.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { toYaml } from '../output/yaml.ts';
import { ALL_NAMESPACES_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';

/** The user of a simulated cluster may do everything. */
const USER = 'minikube-user';
const GROUPS = ['system:masters', 'system:authenticated'];

const REVIEW: JsonObject = {
  kind: 'SelfSubjectReview',
  apiVersion: 'authentication.k8s.io/v1',
  metadata: {},
  status: { userInfo: { username: USER, uid: '1', groups: GROUPS } },
};

function* canI(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  if (flags.bool('list')) {
    const rows = [
      'Resources\tNon-Resource URLs\tResource Names\tVerbs',
      '*.*\t[]\t[]\t[*]',
      '\t[*]\t[]\t[*]',
    ];
    yield* session.out(alignTabs(`${rows.join('\n')}\n`, tableLayout()));
    return undefined;
  }
  if (args.length < 2 || args.length > 3) {
    return message(
      'you must specify two arguments: verb resource or verb resource/resourceName.\nSee ' +
        "'kubectl auth can-i -h' for help and examples.",
    );
  }
  const isPath = (args[1] ?? '').startsWith('/');
  const [word = ''] = (args[1] ?? '').split('/');
  const isKnown = word === '*' || isPath || session.client.discovery.kindFor(word) !== undefined;
  if (!isKnown && !flags.bool('quiet')) {
    yield* session.warn([`the server doesn't have a resource type '${word}'\n`]);
  }
  if (!flags.bool('quiet')) yield* session.out('yes\n');
  return undefined;
}

const canIVerb: Verb = {
  name: 'can-i',
  aliases: [],
  summary: 'Say whether something is allowed',
  usage: 'VERB [TYPE | TYPE/NAME | NONRESOURCEURL]',
  examples: [{ does: 'May sets be created?', line: 'kubectl auth can-i create statefulsets' }],
  flags: [
    ALL_NAMESPACES_FLAG,
    boolFlag('list', 'List everything that is allowed'),
    boolFlag('quiet', 'Print nothing', 'q'),
    boolFlag('no-headers', 'Print no line of headers'),
    textFlag('subresource', 'Subresource that it is about'),
  ],
  verbs: [],
  run: canI,
};

function* whoAmI(session: Session): Program<Failure | undefined> {
  const output = session.flags.text('output');
  if (output === 'json') {
    yield* session.out(toNarrowJson(REVIEW));
    return undefined;
  }
  if (output === 'yaml') {
    yield* session.out(toYaml(REVIEW));
    return undefined;
  }
  const rows = ['ATTRIBUTE\tVALUE', `Username\t${USER}`, 'UID\t1', `Groups\t[${GROUPS.join(' ')}]`];
  yield* session.out(alignTabs(`${rows.join('\n')}\n`, tableLayout()));
  return undefined;
}

const whoAmIVerb: Verb = {
  name: 'whoami',
  aliases: [],
  summary: 'Say who you are to the server',
  usage: '',
  examples: [],
  flags: [textFlag('output', 'How to print', 'o')],
  verbs: [],
  run: whoAmI,
};

export const authGroup: VerbGroup = {
  name: 'auth',
  aliases: [],
  summary: 'Ask what is allowed',
  verbs: [canIVerb, whoAmIVerb],
};
