import type { JsonObject } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { exitWith, type Failure, message } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { toNarrowJson } from '../output/json.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { toYaml } from '../output/yaml.ts';
import { ALL_NAMESPACES_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { groupsOf, isAllowed, type Wish } from './access.ts';

/** The user of a simulated cluster may do everything. */
const USER = 'minikube-user';
const GROUPS = ['system:masters', 'system:authenticated'];

const REVIEW: JsonObject = {
  kind: 'SelfSubjectReview',
  apiVersion: 'authentication.k8s.io/v1',
  metadata: {},
  status: { userInfo: { username: USER, uid: '1', groups: GROUPS } },
};

/** Verbs that say something to an authorizer; the last ones are of paths that are no resources. */
const KNOWN_VERBS: ReadonlySet<string> = new Set([
  ...['*', 'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'impersonate', 'approve', 'sign', 'escalate', 'attest'],
  ...['head', 'options', 'post', 'put'],
]);

function* canI(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  const user = flags.text('as');
  if (flags.bool('list') && user !== '') {
    return message('listing what somebody else may do is not simulated here');
  }
  if (flags.bool('list')) {
    const rows = [
      'Resources\tNon-Resource URLs\tResource Names\tVerbs',
      '*.*\t[]\t[]\t[*]',
      '\t[*]\t[]\t[*]',
    ];
    yield* session.out(alignTabs(`${rows.join('\n')}\n`, tableLayout()));
    return undefined;
  }
  if (args.length !== 2) {
    return message(
      'you must specify two arguments: verb resource or verb resource/resourceName.\nSee ' +
        "'kubectl auth can-i -h' for help and examples.",
    );
  }
  const isPath = (args[1] ?? '').startsWith('/');
  const [word = ''] = (args[1] ?? '').split('/');
  const kind = isPath ? undefined : session.client.discovery.kindFor(word);
  const isKnown = word === '*' || isPath || kind !== undefined;
  if (!isKnown && !flags.bool('quiet')) {
    yield* session.warn([`the server doesn't have a resource type '${word}'\n`]);
  }
  if (kind?.isNamespaced === false && !flags.bool('all-namespaces')) {
    const where = kind.group === '' ? '' : ` in group '${kind.group}'`;
    yield* session.warn([`resource '${kind.plural}' is not namespace scoped${where}\n`]);
  }
  const [verb = ''] = args;
  if (!KNOWN_VERBS.has(verb) && !flags.bool('quiet')) {
    yield* session.warn([`verb '${verb}' is not a known verb`]);
  }
  const isYes = user === '' || isAllowed(session, wishOf(session, user));
  if (!flags.bool('quiet')) yield* session.out(isYes ? 'yes\n' : 'no\n');
  return isYes ? undefined : exitWith(1);
}

/** What is asked about somebody else. */
function wishOf({ args, flags, client, namespace }: Session, user: string): Wish {
  const [verb = '', what = '', name = ''] = args;
  const isPath = what.startsWith('/');
  const [word = '', own = ''] = isPath ? [] : what.split('/');
  const kind = client.discovery.kindFor(word);
  const subresource = flags.text('subresource');
  const plural = kind?.plural ?? word;
  return {
    user,
    groups: groupsOf(user, flags.list('as-group')),
    verb,
    path: isPath ? what : '',
    group: kind?.group ?? '',
    resource: subresource === '' ? plural : `${plural}/${subresource}`,
    name: own || name,
    namespace: flags.bool('all-namespaces') ? '' : namespace,
  };
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
