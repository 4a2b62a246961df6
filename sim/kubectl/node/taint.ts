import {
  type JsonObject,
  labelValueErrors,
  type Node,
  nodes,
  qualifiedNameErrors,
  TAINT_EFFECTS,
  type Taint,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  describeFailure,
  done,
  type Failure,
  failed,
  gather,
  message,
  type Outcome,
  plain,
  usageFailure,
} from '../failure.ts';
import { boolFlag } from '../flags.ts';
import { type Info, objectOf, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import {
  dryRunOf,
  reportEachFor,
  VALIDATE_FLAG,
  validationOf,
  writeFlags,
} from '../verbs/common.ts';

const NONE = 'one or more resources must be specified as <resource> <name>';

interface Changes {
  readonly added: readonly Taint[];
  /** An effect of '' stands for every effect. */
  readonly removed: readonly { readonly key: string; readonly effect: string }[];
}

const isChange = (word: string): boolean =>
  word.includes('=') || word.includes(':') || /.-$/.test(word);

/** One taint of the command line, without the `-` of a removal. Models parseTaint. */
function parseTaint(word: string): Outcome<Taint> {
  const refuse = (text: string): Outcome<Taint> => failed(usageFailure('taint', text));
  const parts = word.split(':');
  const [pair = '', effect = ''] = parts;
  if (parts.length > 2) return refuse(`invalid taint spec: ${word}`);
  if (parts.length === 2 && !TAINT_EFFECTS.includes(effect)) {
    return refuse(`invalid taint effect: ${effect}, unsupported taint effect`);
  }
  const [key = '', value, ...more] = parts.length === 2 ? pair.split('=') : [pair];
  if (more.length > 0) return refuse(`invalid taint spec: ${word}`);
  const errors = labelValueErrors(value ?? '');
  const wrong = errors.length > 0 ? errors : qualifiedNameErrors(key);
  if (wrong.length > 0) return refuse(`invalid taint spec: ${word}, ${wrong.join('; ')}`);
  return done({ key, ...(value ? { value } : {}), effect });
}

/** Models parseTaints and the check of what is both set and removed. */
function parseTaints(words: readonly string[]): Outcome<Changes> {
  const added: Taint[] = [];
  const removed: { key: string; effect: string }[] = [];
  for (const word of words) {
    const isRemoval = word.endsWith('-');
    const parsed = parseTaint(isRemoval ? word.slice(0, -1) : word);
    if (!parsed.ok) return parsed;
    const taint = parsed.value;
    if (isRemoval) removed.push({ key: taint.key, effect: taint.effect });
    else if (taint.effect === '') {
      return failed(usageFailure('taint', `invalid taint spec: ${word}`));
    } else if (added.some((other) => isSame(other, taint))) {
      const shown = `{${taint.key} ${taint.value ?? ''} ${taint.effect} <nil>}`;
      const text = `duplicated taints with the same key and effect: ${shown}`;
      return failed(usageFailure('taint', text));
    } else added.push(taint);
  }
  const both = removed.filter(({ key, effect }) =>
    added.some((taint) => taint.key === key && (effect === '' || taint.effect === effect)),
  );
  if (both.length === 0) return done({ added, removed });
  const list = both.map(({ key, effect }) => `${key}=${effect}`).join(', ');
  const text = 'can not both modify and remove the following taint(s) in the same command';
  return failed(message(`${text}: ${list}`));
}

interface Result {
  readonly taints: readonly Taint[];
  readonly did: string;
}

const isSame = (a: Taint, b: Taint): boolean => a.key === b.key && a.effect === b.effect;

function apply(info: Info, changes: Changes, isOverwriting: boolean): Outcome<Result> {
  const old = (objectOf(info) as Node).spec.taints ?? [];
  const taken = changes.added.filter((taint) => old.some((other) => isSame(taint, other)));
  if (taken.length > 0 && !isOverwriting) {
    const keys = [...new Set(taken.map(({ key }) => key))].join(',');
    return failed(
      message(
        `node ${info.name} already has ${keys} taint(s) with same effect(s) and --overwrite is ` +
          'false',
      ),
    );
  }
  const matches = (taint: Taint, { key, effect }: { key: string; effect: string }): boolean =>
    taint.key === key && (effect === '' || taint.effect === effect);
  const missing = changes.removed
    .filter((removal) => !old.some((taint) => matches(taint, removal)))
    .map(({ key, effect }) => `taint "${effect === '' ? key : `${key}:${effect}`}" not found`);
  if (missing.length === 1) return failed(message(missing[0] as string));
  if (missing.length > 1) return failed({ type: 'many', failures: missing.map(plain) });
  const kept = old.filter(
    (taint) =>
      !changes.removed.some((removal) => matches(taint, removal)) &&
      !changes.added.some((other) => isSame(taint, other)),
  );
  const isBoth = changes.added.length > 0 && changes.removed.length > 0;
  const did =
    isOverwriting || isBoth ? 'modified' : changes.added.length > 0 ? 'tainted' : 'untainted';
  return done({ taints: [...changes.added, ...kept], did });
}

/** Several failures as one; what is several within them takes one line. */
function gatherInLines(failures: readonly Failure[]): Failure | undefined {
  const inOneLine = (failure: Failure): Failure =>
    failure.type === 'many'
      ? plain(`[${failure.failures.map(describeFailure).join(', ')}]`)
      : failure;
  return gather(failures.length > 1 ? failures.map(inOneLine) : failures);
}

function* run(session: Session): Program<Failure | undefined> {
  const { flags } = session;
  const at = session.args.findIndex(isChange);
  const resources = at < 0 ? session.args : session.args.slice(0, at);
  const words = at < 0 ? [] : session.args.slice(at);
  if (resources.length === 0) return message(NONE);
  if (words.length === 0) return message('at least one taint update is required');
  const [word = ''] = resources;
  if (word.includes('/')) return plain(`the server doesn't have a resource type "${word}"`);
  if (session.client.discovery.kindFor(word) !== nodes) {
    return message(`invalid resource type ${word}, only node types are supported`);
  }
  const changes = parseTaints(words);
  if (!changes.ok) return changes.failure;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) return dryRun.failure;
  const validation = validationOf(session);
  if (!validation.ok) return validation.failure;
  const isAll = flags.bool('all');
  const isSelected = flags.text('selector') !== '';
  if (isAll && isSelected) {
    return message("setting 'all' parameter with a non empty selector is prohibited");
  }
  if (!isAll && !isSelected && resources.length < 2) {
    return message("at least one resource name must be specified since 'all' parameter is not set");
  }
  const report = reportEachFor(session, 'none', 'typed');
  if (!report.ok) return report.failure;
  // With either of them, names do not count.
  const named = isAll || isSelected ? resources.slice(0, 1) : resources;
  const found = yield* gatherTargets(session, named, { ...DEFAULT_RULES, nothing: NONE });
  if ('type' in found) return found;
  const failures = [...found.failures];
  for (const info of found.infos) {
    const result = apply(info, changes.value, flags.bool('overwrite'));
    if (!result.ok) {
      failures.push(result.failure);
      continue;
    }
    const { taints, did } = result.value;
    const body: JsonObject = {
      spec: { taints: taints.length === 0 ? null : (taints as unknown as JsonObject[]) },
    };
    const patch = { type: 'strategic' as const, body, isForced: false };
    const options = {
      fieldManager: flags.text('field-manager'),
      isDryRun: dryRun.value === 'server',
      fieldValidation: validation.value,
    };
    let object: JsonObject = {
      ...info.object,
      spec: { ...(info.object.spec as JsonObject), taints: taints as unknown as JsonObject[] },
    };
    if (dryRun.value !== 'client') {
      const patched = yield* session.call(session.client.patch(pathOf(info), patch, options));
      if (!patched.ok) {
        failures.push(patched.failure);
        continue;
      }
      object = patched.value as unknown as JsonObject;
    }
    const failure = yield* report.value(info, object, did);
    if (failure !== undefined) failures.push(failure);
  }
  return gatherInLines(failures);
}

export const taintVerb: Verb = {
  ...PLAIN_VERB,
  name: 'taint',
  aliases: [],
  summary: 'Change the taints of nodes',
  usage: 'NODE NAME KEY_1=VAL_1:TAINT_EFFECT_1 ... KEY_N=VAL_N:TAINT_EFFECT_N',
  examples: [
    {
      does: 'Keep a node for databases',
      line: 'kubectl taint nodes node-1 dedicated=db:NoSchedule',
    },
  ],
  flags: [
    ...writeFlags('kubectl-taint'),
    VALIDATE_FLAG,
    SELECTOR_FLAG,
    boolFlag('all', 'Every node'),
    boolFlag('overwrite', 'Replace taints that are there'),
  ],
  verbs: [],
  run,
};
