import {
  draftOf,
  type JsonObject,
  parseLabelSelector,
  parseQuantity,
  services,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { done, type Failure, failed, gather, message, type Outcome } from '../failure.ts';
import { textFlag } from '../flags.ts';
import { hasFiles, recursiveByDefault } from '../manifest/files.ts';
import { NOTHING_GIVEN } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { dryRunOf, reportFor } from '../verbs/common.ts';
import { RECORD_FLAG } from '../verbs/record.ts';
import {
  chosenContainers,
  localFailure,
  patchInfo,
  resourcesToFind,
  SET_FLAGS,
  setPodSpecs,
} from './template.ts';

function amountsOf(text: string): Outcome<Record<string, string>> {
  const amounts: Record<string, string> = {};
  for (const word of text === '' ? [] : text.split(',')) {
    const [name = '', amount] = word.split('=');
    if (amount === undefined)
      return failed(message(`Invalid argument syntax ${word}, expected <resource>=<value>`));
    const parsed = parseQuantity(amount);
    if (!parsed.ok) return failed(message(parsed.error));
    amounts[name] = parsed.value.text;
  }
  return done(amounts);
}

function* setResources(session: Session): Program<Failure | undefined> {
  const { flags, args } = session;
  const limits = amountsOf(flags.text('limits'));
  const requests = amountsOf(flags.text('requests'));
  const isNothing = flags.text('limits') === '' && flags.text('requests') === '';
  const wrong = limits.ok ? requests : limits;
  return yield* setPodSpecs(session, {
    resources: args,
    refusal: isNothing
      ? message(
          'you must specify an update to requests or limits (in the form of --requests/--limits)',
        )
      : wrong.ok
        ? undefined
        : wrong.failure,
    what: 'resource requirements',
    refused: 'failed to patch resources update to pod template',
    isAlwaysSent: false,
    isRecordPrinted: true,
    // biome-ignore lint/correctness/useYield: nothing is to be waited for
    *change(spec) {
      const wanted = chosenContainers(spec, flags.text('containers'));
      if (wanted.length === 0)
        return failed(message(`unable to find container named ${flags.text('containers')}`));
      for (const container of wanted) {
        const own = { ...(container.resources ?? {}) };
        if (limits.ok && flags.isSet('limits')) own.limits = { ...own.limits, ...limits.value };
        if (requests.ok && flags.isSet('requests')) {
          own.requests = { ...own.requests, ...requests.value };
        }
        container.resources = own;
      }
      return done(undefined);
    },
  });
}

export const setResourcesVerb: Verb = {
  ...PLAIN_VERB,
  name: 'resources',
  aliases: [],
  summary: 'Change what containers ask for and may use',
  usage: '(-f FILENAME | TYPE NAME)  ([--limits=LIMITS & --requests=REQUESTS]',
  examples: [
    { does: 'Limit the memory', line: 'kubectl set resources sts/mysql --limits=memory=512Mi' },
  ],
  flags: [
    ...SET_FLAGS,
    RECORD_FLAG,
    textFlag('containers', 'Which containers', 'c', '*'),
    textFlag('limits', 'What they may use: cpu=1,memory=512Mi'),
    textFlag('requests', 'What they ask for'),
  ],
  verbs: [],
  run: setResources,
};

function* setServiceAccount(session: Session): Program<Failure | undefined> {
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const report = reportFor(session, dryRun.value, 'typed');
  if (!report.ok) return report.failure;
  const account = session.args.at(-1);
  if (account === undefined) return message('serviceaccount is required');
  const isAlone = session.flags.bool('local') || session.args.length < 2;
  if (isAlone && !hasFiles(session)) return message(NOTHING_GIVEN);
  return yield* setPodSpecs(session, {
    resources: resourcesToFind(session, session.args.slice(0, -1)),
    refusal: undefined,
    what: 'serviceaccount',
    refused: 'failed to patch ServiceAccountName',
    isAlwaysSent: true,
    isRecordPrinted: true,
    // biome-ignore lint/correctness/useYield: nothing is to be waited for
    *change(spec) {
      spec.serviceAccountName = account;
      return done(undefined);
    },
  });
}

export const setServiceAccountVerb: Verb = {
  ...PLAIN_VERB,
  name: 'serviceaccount',
  aliases: ['sa'],
  summary: 'Change the service account of a workload',
  usage: '(-f FILENAME | TYPE NAME) SERVICE_ACCOUNT',
  examples: [
    { does: 'Run as another account', line: 'kubectl set serviceaccount sts/mysql backup' },
  ],
  flags: [...SET_FLAGS.filter(({ name }) => name !== 'selector'), RECORD_FLAG],
  verbs: [],
  run: setServiceAccount,
};

/** What an expression asks for besides values; '' when it only names values. */
function matchExpression(expression: string): string {
  const set = /^\s*(\S+)\s+(in|notin)\s*\((.*)\)\s*$/.exec(expression);
  if (set !== null) {
    const operator = set[2] === 'in' ? 'In' : 'NotIn';
    const values = (set[3] ?? '').split(',').map((value) => value.trim());
    return `{${set[1]} ${operator} [${values.join(' ')}]}`;
  }
  const [, not = '', key = ''] = /^(!?)\s*([^=!]+)$/.exec(expression) ?? [];
  return key === '' ? '' : `{${key} ${not === '' ? 'Exists' : 'DoesNotExist'} []}`;
}

function* setSelector(session: Session): Program<Failure | undefined> {
  const report = reportFor(session, 'none', 'typed');
  if (!report.ok) return report.failure;
  const expression = session.args.at(-1);
  if (expression === undefined) return message('one selector is required');
  if (session.args.length < 2 && !hasFiles(session)) return message(NOTHING_GIVEN);
  const valid = parseLabelSelector(expression);
  if (!valid.ok) return message(valid.status.message);
  if (expression.includes('!=')) return message('"!=" is not a valid label selector operator');
  const absent = localFailure(session, session.args.slice(0, -1));
  if (absent !== undefined) return absent;
  const found = yield* gatherTargets(session, session.args.slice(0, -1), DEFAULT_RULES);
  if ('type' in found) return found;
  const failures = [...found.failures];
  const other = matchExpression(expression);
  const selector = Object.fromEntries(
    expression.split(',').map((pair) => pair.split(/==?/) as [string, string]),
  );
  const dryRun = dryRunOf(session);
  const told = dryRun.ok ? reportFor(session, dryRun.value, 'typed') : dryRun;
  for (const info of found.infos) {
    if (info.kind !== services) {
      failures.push(message('setting a selector is only supported for Services'));
      continue;
    }
    if (other !== '') {
      failures.push(message(`match expression [${other}] not supported on this object`));
      continue;
    }
    const draft = draftOf(info.object);
    (draft.spec as JsonObject).selector = selector;
    const version = session.flags.text('resource-version');
    if (version !== '') (draft.metadata as JsonObject).resourceVersion = version;
    const words = {
      did: 'selector updated',
      refused: '',
      isAlwaysSent: true,
      isRecordPrinted: true,
    };
    const failure = told.ok
      ? yield* patchInfo(session, info, draft, told.value, words)
      : told.failure;
    if (failure !== undefined) failures.push(failure);
  }
  return gather(failures);
}

export const setSelectorVerb: Verb = {
  ...PLAIN_VERB,
  name: 'selector',
  aliases: [],
  summary: 'Change the selector of a Service',
  usage: '(-f FILENAME | TYPE NAME) EXPRESSIONS [--resource-version=version]',
  examples: [
    { does: 'Lead to other pods', line: 'kubectl set selector service mysql app=mysql,tier=db' },
  ],
  flags: [
    ...SET_FLAGS.filter(({ name }) => !/^(kustomize|selector)$/.test(name)).map(recursiveByDefault),
    RECORD_FLAG,
    textFlag('resource-version', 'Only if it has this version'),
  ],
  verbs: [],
  run: setSelector,
};
