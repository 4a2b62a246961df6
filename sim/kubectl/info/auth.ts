import {
  type AnyKind,
  apiVersionOf,
  fieldAt,
  type JsonObject,
  listAt,
  type Result,
  success,
  textAt,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { ruleRows } from '../describe/access.ts';
import { exitWith, type Failure, message, statusFailure } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { toNarrowJson } from '../output/json.ts';
import { OUTPUT_FLAGS, printerByFormat } from '../output/printer.ts';
import { alignTabs, tableLayout } from '../output/tabwriter.ts';
import { ALL_NAMESPACES_FLAG } from '../resources.ts';
import { kindFor } from '../selection.ts';
import type { Session } from '../session.ts';
import type { PlainRequest } from '../tool-log.ts';
import { PLAIN_VERB, REFUSED_ALONE, type Verb, type VerbGroup } from '../verb.ts';
import { reconcileVerb } from './reconcile.ts';

/** Verbs that say something to an authorizer about resources. */
const RESOURCE_VERBS: ReadonlySet<string> = new Set([
  ...['*', 'get', 'list', 'watch', 'create', 'update', 'patch', 'delete', 'deletecollection'],
  ...['use', 'bind', 'impersonate', 'approve', 'sign', 'escalate', 'attest'],
]);

/** Those about paths that are no resources. */
const PATH_VERBS: ReadonlySet<string> = new Set([
  ...['*', 'get', 'put', 'post', 'head', 'options', 'delete', 'patch'],
]);

const OPTIONS = { fieldManager: 'kubectl', isDryRun: false, fieldValidation: 'Ignore' } as const;

/** Asks the API server about the one who asks. */
function review(session: Session, name: string, spec: JsonObject): Result<JsonObject> {
  const group = name === 'SelfSubjectReview' ? 'authentication.k8s.io' : 'authorization.k8s.io';
  const apiVersion = `${group}/v1`;
  const { typed: client, peek } = session;
  const kind = peek.discovery.kindOf(apiVersion, name);
  if (kind === undefined) throw new Error(`no kind ${apiVersion} ${name}`);
  const path = { kind, namespace: '', name: '', subresource: '' };
  const answer = client.create(path, { apiVersion, kind: name, spec }, OPTIONS);
  return answer.ok ? success(answer.value as unknown as JsonObject) : answer;
}

function* listAllowed(session: Session): Program<Failure | undefined> {
  const { namespace, flags } = session;
  const answer = review(session, 'SelfSubjectRulesReview', { namespace });
  if (!answer.ok) return statusFailure(answer.status);
  const rows = ['resourceRules', 'nonResourceRules'].flatMap((name) =>
    listAt(answer.value, `status.${name}`),
  );
  const lines = ruleRows(rows).map((row) => row.join('\t'));
  const head = 'Resources\tNon-Resource URLs\tResource Names\tVerbs';
  const all = flags.bool('no-headers') ? lines : [head, ...lines];
  yield* session.out(alignTabs(`${all.join('\n')}\n`, tableLayout()));
  return undefined;
}

/** What does not go together. */
function refusalOf({ args, flags }: Session, isPath: boolean): Failure | undefined {
  if (!flags.bool('list')) {
    if (flags.isSet('no-headers')) {
      return message('--no-headers cannot be set without --list specified');
    }
    return isPath && flags.text('subresource') !== ''
      ? message('--subresource can not be used with NonResourceURL')
      : undefined;
  }
  if (args.length > 0) return message('list option must be specified with no arguments');
  if (flags.bool('quiet') || flags.bool('all-namespaces') || flags.text('subresource') !== '') {
    return message(
      "list option can't be specified with neither quiet, all-namespaces nor subresource options",
    );
  }
  return undefined;
}

/** The resources of one version: what says whether a kind has a namespace. */
const versionOf = (kind: AnyKind): PlainRequest => ({
  method: 'GET',
  target: kind.group === '' ? '/api/v1' : `/apis/${apiVersionOf(kind)}`,
  accept: 'application/json, */*',
  place: 'discovery_client.go:413',
});

/** A word that is no resource, with the group that stands behind it. */
function unknownResource(word: string): string {
  const [resource = '', ...group] = word.toLowerCase().split('.');
  const where = group.length === 0 ? '' : ` in group '${group.join('.')}'`;
  return `the server doesn't have a resource type '${resource}'${where}`;
}

function* canI(session: Session): Program<Failure | undefined> {
  const { args, flags } = session;
  const isPathAsked = (args[1] ?? '').startsWith('/');
  if (args.length !== 2 && !flags.bool('list')) {
    return message(
      'you must specify two arguments: verb resource or verb resource/resourceName.\nSee ' +
        "'kubectl auth can-i -h' for help and examples.",
    );
  }
  const refused = refusalOf(session, isPathAsked);
  if (refused !== undefined) return refused;
  if (flags.bool('list')) return yield* listAllowed(session);
  const isPath = (args[1] ?? '').startsWith('/');
  const [word = ''] = (args[1] ?? '').split('/');
  const named = isPath ? undefined : kindFor(session, word);
  const kind = named?.ok === true ? named.value : undefined;
  const isKnown =
    word === '*' || isPath || kind !== undefined || word === 'users' || word === 'groups';
  if (!isKnown) yield* session.warn([`${unknownResource(word)}\n`]);
  if (kind !== undefined && !flags.bool('all-namespaces')) session.log.request(versionOf(kind));
  if (kind?.isNamespaced === false && !flags.bool('all-namespaces')) {
    const where = kind.group === '' ? '' : ` in group '${kind.group}'`;
    yield* session.warn([`resource '${kind.plural}' is not namespace scoped${where}\n`]);
  }
  const [verb = ''] = args;
  const isVerbKnown = (isPath ? PATH_VERBS : RESOURCE_VERBS).has(verb);
  if (!isVerbKnown && (isPath || !flags.bool('all-namespaces'))) {
    yield* session.warn([`verb '${verb}' is not a known verb`]);
  }
  const answer = review(session, 'SelfSubjectAccessReview', wishOf(session));
  if (!answer.ok) return statusFailure(answer.status);
  const isYes = textAt(answer.value, 'status.allowed') === 'true';
  if (!flags.bool('quiet')) yield* session.out(isYes ? 'yes\n' : 'no\n');
  return isYes ? undefined : exitWith(1);
}

/** What is asked about, as the spec of a review. */
function wishOf({ args, flags, client, namespace }: Session): JsonObject {
  const [verb = '', what = '', name = ''] = args;
  if (what.startsWith('/')) return { nonResourceAttributes: { path: what, verb } };
  const [word = '', own = ''] = what.split('/');
  const kind = client.discovery.kindFor(word);
  const subresource = flags.text('subresource');
  return {
    resourceAttributes: {
      verb,
      group: word === '*' ? '*' : (kind?.group ?? ''),
      resource: kind?.plural ?? word,
      ...(subresource === '' ? {} : { subresource }),
      name: own || name,
      namespace: flags.bool('all-namespaces') ? '' : namespace,
    },
  };
}

const canIVerb: Verb = {
  ...PLAIN_VERB,
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
  isServerFirst: () => true,
  run: canI,
};

function* whoAmI(session: Session): Program<Failure | undefined> {
  const output = session.flags.text('output');
  const answer = review(session, 'SelfSubjectReview', {});
  if (!answer.ok) return statusFailure(answer.status);
  // The real tool prints the answer in the order in which the server wrote it.
  const { apiVersion, kind, ...rest } = answer.value;
  const whole = { kind, apiVersion, ...rest } as JsonObject;
  if (output === 'json') {
    yield* session.out(toNarrowJson(whole));
    return undefined;
  }
  if (output === 'name') {
    yield* session.out('selfsubjectreview.authentication.k8s.io/<unknown>\n');
    return undefined;
  }
  const printer = printerByFormat(session);
  if (!printer.ok) return printer.failure;
  const text = printer.value?.print(whole);
  if (text !== undefined) {
    if (!text.ok) return text.failure;
    yield* session.out(text.value);
    return undefined;
  }
  const at = (name: string): string => textAt(answer.value, `status.userInfo.${name}`);
  const groups = fieldAt(answer.value, 'status.userInfo.groups') as readonly string[];
  const rows = [
    'ATTRIBUTE\tVALUE',
    `Username\t${at('username')}`,
    ...(at('uid') === '' ? [] : [`UID\t${at('uid')}`]),
    `Groups\t[${groups.join(' ')}]`,
  ];
  yield* session.out(alignTabs(`${rows.join('\n')}\n`, tableLayout()));
  return undefined;
}

const whoAmIVerb: Verb = {
  ...PLAIN_VERB,
  name: 'whoami',
  aliases: [],
  summary: 'Say who you are to the server',
  usage: '',
  examples: [{ does: 'Name, groups and extras', line: 'kubectl auth whoami' }],
  flags: OUTPUT_FLAGS,
  verbs: [],
  isServerFirst: () => true,
  run: whoAmI,
};

export const authGroup: VerbGroup = {
  name: 'auth',
  aliases: [],
  summary: 'Ask what is allowed',
  usage: '[flags]',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: [canIVerb, reconcileVerb, whoAmIVerb],
};
