import {
  apiVersionOf,
  draftOf,
  isEqual,
  type Json,
  type JsonObject,
  type KubeObject,
} from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { describeFailure, done, type Failure, gather, message, type Outcome } from '../failure.ts';
import { boolFlag } from '../flags.ts';
import { FILE_FLAGS, hasFiles, kustomizeFailure, readManifests } from '../manifest/files.ts';
import { OUTPUT_FLAGS } from '../output/printer.ts';
import { type Info, infosFromManifests, pathOf } from '../resources.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, type DryRun, dryRunOf, reportFor } from '../verbs/common.ts';
import { rulesOf, ruleText, uncovered, wireRule } from './reconcile-rules.ts';

// Models component-helpers/auth/rbac/reconciliation.

interface Plan {
  readonly operation: 'none' | 'create' | 'update' | 'recreate';
  readonly object: JsonObject;
  /** What standard error says of it: a title and its lines. */
  readonly notes: readonly (readonly [title: string, lines: readonly string[]])[];
}

const field = (object: JsonObject, name: string): JsonObject => (object[name] ?? {}) as JsonObject;

/** Labels and annotations of both; what is asked for wins. */
function withMetadata(current: JsonObject, wanted: JsonObject): JsonObject {
  const [own, other] = [field(current, 'metadata'), field(wanted, 'metadata')];
  const metadata: JsonObject = { ...own };
  for (const name of ['labels', 'annotations']) {
    const merged = { ...field(own, name), ...field(other, name) };
    if (Object.keys(merged).length > 0) metadata[name] = merged;
  }
  return { ...current, metadata };
}

function planRole(current: JsonObject | undefined, wanted: JsonObject, { flags }: Session): Plan {
  const rules = rulesOf(wanted);
  if (current === undefined) {
    const notes = [['missing rules added', rules.map(ruleText)]] as const;
    return { operation: 'create', object: wanted, notes };
  }
  const own = rulesOf(current);
  const missing = uncovered(own, rules);
  const extra = flags.bool('remove-extra-permissions') ? uncovered(rules, own) : [];
  const base = withMetadata(draftOf(current), wanted);
  const next =
    extra.length > 0
      ? rules.map(wireRule)
      : [...((current.rules ?? []) as Json[]), ...missing.map(wireRule)];
  const isSame = missing.length === 0 && extra.length === 0;
  const object = isSame ? base : { ...base, rules: next };
  return {
    operation: isEqual(object, current) ? 'none' : 'update',
    object,
    notes: [
      ['missing rules added', missing.map(ruleText)],
      ['extra rules removed', extra.map(ruleText)],
    ],
  };
}

const subjectsOf = (binding: JsonObject): JsonObject[] => (binding.subjects ?? []) as JsonObject[];

const subjectText = ({ kind, apiGroup = '', name, namespace = '' }: JsonObject): string =>
  `{Kind:${kind} APIGroup:${apiGroup} Name:${name} Namespace:${namespace}}`;

const without = (subjects: readonly JsonObject[], others: readonly JsonObject[]): JsonObject[] => {
  const known = others.map(subjectText);
  return subjects.filter((subject) => !known.includes(subjectText(subject)));
};

function planBinding(
  current: JsonObject | undefined,
  wanted: JsonObject,
  { flags }: Session,
): Plan {
  const subjects = subjectsOf(wanted);
  if (current === undefined || !isEqual(current.roleRef, wanted.roleRef)) {
    const isNew = current === undefined;
    const notes = [['missing subjects added', isNew ? subjects.map(subjectText) : []]] as const;
    return { operation: isNew ? 'create' : 'recreate', object: wanted, notes };
  }
  const missing = without(subjects, subjectsOf(current));
  const extra = flags.bool('remove-extra-subjects') ? without(subjectsOf(current), subjects) : [];
  const base = withMetadata(draftOf(current), wanted);
  const isSame = missing.length === 0 && extra.length === 0;
  const next = extra.length > 0 ? subjects : [...subjectsOf(current), ...missing];
  const object: JsonObject = isSame ? base : { ...base, subjects: next };
  return {
    operation: isEqual(object, current) ? 'none' : 'update',
    object,
    notes: [
      ['missing subjects added', missing.map(subjectText)],
      ['extra subjects removed', extra.map(subjectText)],
    ],
  };
}

const NOW = {
  gracePeriodSeconds: undefined,
  propagation: 'Background' as const,
  preconditions: {},
  isDryRun: false,
};

function* carryOut(
  session: Session,
  info: Info,
  plan: Plan,
  dryRun: DryRun,
): Program<Outcome<JsonObject>> {
  if (plan.operation === 'none' || dryRun === 'client') return done(plan.object);
  const { client } = session;
  const options = {
    fieldManager: 'kubectl-auth',
    isDryRun: false,
    fieldValidation: 'Warn' as const,
  };
  if (plan.operation === 'recreate') {
    const removed = yield* session.call(client.delete(pathOf(info), NOW));
    if (!removed.ok) return removed;
  }
  const written: Outcome<KubeObject> = yield* session.call(
    plan.operation === 'update'
      ? client.update(pathOf(info), plan.object, options)
      : client.create(pathOf({ ...info, name: '' }), plan.object, options),
  );
  return written.ok ? done(written.value as unknown as JsonObject) : written;
}

const PLANS: Readonly<Record<string, typeof planRole>> = {
  Role: planRole,
  ClusterRole: planRole,
  RoleBinding: planBinding,
  ClusterRoleBinding: planBinding,
};

function* reconcile(session: Session): Program<Failure | undefined> {
  if (!hasFiles(session)) return message('must specify one of -f and -k');
  if (session.args.length > 0) return message('no arguments are allowed');
  const kustomize = kustomizeFailure(session);
  if (kustomize !== undefined) return kustomize;
  const dryRun = dryRunOf(session);
  if (!dryRun.ok) {
    const text = describeFailure(dryRun.failure);
    return message(`error accessing --dry-run flag for command reconcile: ${text}`);
  }
  if (dryRun.value === 'server') {
    return message('--dry-run=server for command reconcile is not supported yet');
  }
  const report = reportFor(session, dryRun.value);
  if (!report.ok) return report.failure;
  const read = yield* readManifests(session, 'Ignore');
  const { infos, failures: unknown } = infosFromManifests(session, read.manifests);
  const failures = [...unknown, ...read.failures];
  const placed = new Set(
    read.manifests
      .filter(({ body }) => field(body, 'metadata').namespace !== undefined)
      .map(({ body }) => `${body.kind}/${field(body, 'metadata').name}`),
  );
  for (const info of infos) {
    const planFor = PLANS[info.kind.kind];
    if (planFor === undefined) {
      const { kind } = info.kind;
      const type = `&v1.TypeMeta{Kind:"${kind}", APIVersion:"${apiVersionOf(info.kind)}"}`;
      session.log.line(1, 'reconcile.go:306', `skipping ${type}`);
      continue;
    }
    // The real tool asks for what the file says, and a file may name no namespace.
    const isPlaced = !info.kind.isNamespaced || placed.has(`${info.kind.kind}/${info.name}`);
    const got = session.client.get(pathOf(info));
    const current = isPlaced && got.ok ? (got.value as unknown as JsonObject) : undefined;
    if (!isPlaced && dryRun.value !== 'client') {
      failures.push(message('resource name may not be empty'));
      continue;
    }
    const plan = planFor(current, info.object, session);
    const written = yield* carryOut(session, info, plan, dryRun.value);
    if (!written.ok) {
      failures.push(written.failure);
      continue;
    }
    const failure = yield* report.value(info, written.value, 'reconciled');
    if (failure !== undefined) failures.push(failure);
    if (plan.operation !== 'none') {
      yield* session.err(`\treconciliation required ${plan.operation}\n`);
    }
    for (const [title, lines] of plan.notes) {
      if (lines.length === 0) continue;
      yield* session.err(`\t${title}:\n${lines.map((line) => `\t\t${line}\n`).join('')}`);
    }
  }
  return gather(failures);
}

export const reconcileVerb: Verb = {
  ...PLAIN_VERB,
  name: 'reconcile',
  aliases: [],
  summary: 'Bring roles and bindings to what files ask for',
  usage: '-f FILENAME',
  examples: [{ does: 'Those of one file', line: 'kubectl auth reconcile -f roles.yaml' }],
  flags: [
    ...OUTPUT_FLAGS,
    ...FILE_FLAGS,
    DRY_RUN_FLAG,
    boolFlag('remove-extra-permissions', 'Remove rules that the files do not have'),
    boolFlag('remove-extra-subjects', 'Remove subjects that the files do not have'),
  ],
  verbs: [],
  run: reconcile,
};
