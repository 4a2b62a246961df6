import { type JsonObject, type Node, nodes } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import { type Failure, gather, message, usageFailure } from '../failure.ts';
import { type Info, objectOf, pathOf, SELECTOR_FLAG } from '../resources.ts';
import type { Session } from '../session.ts';
import { DEFAULT_RULES, gatherTargets } from '../targets.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { DRY_RUN_FLAG, type DryRun, dryRunNote, dryRunOf } from '../verbs/common.ts';

/** Why the arguments of a verb for nodes name none. */
export function nodesRefusal(session: Session, verb: string): Failure | undefined {
  const selector = session.flags.text('selector');
  if (session.args.length === 0 && selector === '') {
    return message(`USAGE: ${verb} NODE [flags]\nSee 'kubectl ${verb} -h' for help and examples`);
  }
  if (session.args.length > 0 && selector !== '') {
    return usageFailure(verb, 'cannot specify both a node name and a --selector option');
  }
  return undefined;
}

/** The nodes that arguments or a selector name. */
export function* nodesOf(session: Session): Program<readonly Info[] | Failure> {
  const rules = { ...DEFAULT_RULES, isKindEnough: true, nothing: '' };
  const hasSlash = session.args.some((arg) => arg.includes('/'));
  const args = hasSlash
    ? session.args.map((arg) => (arg.includes('/') ? arg : `nodes/${arg}`))
    : ['nodes', ...session.args];
  const found = yield* gatherTargets(session, args, rules);
  if ('type' in found) return found;
  // The first that is not there ends it.
  const [failure] = found.failures;
  if (failure !== undefined) return failure;
  const other = found.infos.find(({ kind }) => kind !== nodes)?.kind;
  if (other === undefined) return found.infos;
  const resource = `${other.group}/${other.version}, Resource=${other.plural}`;
  return message(`expected resource of type node, got "${resource}"`);
}

/** Marks a node as one for new pods, or not; says what it did. */
export function* setSchedulable(
  session: Session,
  info: Info,
  isSchedulable: boolean,
  dryRun: DryRun,
): Program<Failure | undefined> {
  const node = objectOf(info) as Node;
  const word = isSchedulable ? 'uncordoned' : 'cordoned';
  const isDone = (node.spec.unschedulable ?? false) !== isSchedulable;
  if (isDone) {
    yield* session.out(`node/${info.name} already ${word}${dryRunNote(dryRun)}\n`);
    return undefined;
  }
  if (dryRun !== 'client') {
    const body: JsonObject = { spec: { unschedulable: isSchedulable ? null : true } };
    const patch = { type: 'strategic' as const, body, isForced: false };
    const options = {
      fieldManager: 'kubectl',
      isDryRun: dryRun === 'server',
      fieldValidation: 'Ignore' as const,
    };
    const patched = yield* session.call(
      session.typed.patch(pathOf({ ...info, kind: nodes }), patch, options),
    );
    if (!patched.ok) return patched.failure;
  }
  yield* session.out(`node/${info.name} ${word}${dryRunNote(dryRun)}\n`);
  return undefined;
}

function cordonVerbOf(name: string, isSchedulable: boolean, summary: string): Verb {
  function* run(session: Session): Program<Failure | undefined> {
    const refused = nodesRefusal(session, name);
    if (refused !== undefined) return refused;
    const dryRun = dryRunOf(session);
    if (!dryRun.ok) return dryRun.failure;
    const found = yield* nodesOf(session);
    if ('type' in found) return found;
    const failures: Failure[] = [];
    for (const info of found) {
      const failure = yield* setSchedulable(session, info, isSchedulable, dryRun.value);
      if (failure !== undefined) failures.push(failure);
    }
    return gather(failures);
  }
  return {
    ...PLAIN_VERB,
    name,
    aliases: [],
    summary,
    usage: 'NODE',
    examples: [{ does: summary, line: `kubectl ${name} node-2` }],
    flags: [DRY_RUN_FLAG, SELECTOR_FLAG],
    verbs: [],
    isServerFirst: () => true,
    run,
  };
}

export const cordonVerb = cordonVerbOf('cordon', false, 'Keep new pods away from a node');
export const uncordonVerb = cordonVerbOf('uncordon', true, 'Let new pods onto a node again');
