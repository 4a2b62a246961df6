import { type Job, type JobCondition, timestamp } from '../../api/index.ts';
import type { Clock } from '../../kernel/index.ts';
import { isIndexed, parseIndexes } from './indexes.ts';
import { ENDING, ruleFor, type Tally } from './tally.ts';

/** How a Job ends, and the words for it. */
export interface Outcome {
  readonly isSuccess: boolean;
  readonly reason: string;
  readonly message: string;
}

const failure = (reason: string, message: string): Outcome => ({
  isSuccess: false,
  reason,
  message,
});

/** A condition of a Job that is True from now on. */
export function conditionNow(
  type: string,
  { reason, message }: Pick<Outcome, 'reason' | 'message'>,
  clock: Clock,
): JobCondition {
  const now = timestamp(clock.epochMs());
  return { type, status: 'True', lastProbeTime: now, lastTransitionTime: now, reason, message };
}

const restartsOf = ({ all }: Tally): number =>
  all
    .filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending')
    .flatMap(({ status }) => [
      ...(status.initContainerStatuses ?? []),
      ...(status.containerStatuses ?? []),
    ])
    .reduce((sum, { restartCount }) => sum + restartCount, 0);

/** Whether more has failed than the Job bears. Models exceedsBackoffLimit. */
function isOverLimit({ spec }: Job, tally: Tally): boolean {
  const limit = spec.backoffLimit ?? 6;
  if (tally.failed > limit) return true;
  if (spec.template.spec?.restartPolicy !== 'OnFailure') return false;
  const restarts = restartsOf(tally);
  return limit === 0 ? restarts > 0 : restarts >= limit;
}

/** When the Job has been active for too long, in milliseconds from now; undefined: never. */
export function deadlineMs({ spec, status }: Job, clock: Clock): number | undefined {
  const seconds = spec.activeDeadlineSeconds;
  if (seconds === undefined || status.startTime === undefined || spec.suspend) return undefined;
  return Date.parse(status.startTime) + seconds * 1000 - clock.epochMs();
}

/** A pod whose failure fails the Job at once, by its policy. */
function policyFailure(job: Job, { all }: Tally): Outcome | undefined {
  for (const pod of all) {
    const rules = job.spec.podFailurePolicy?.rules ?? [];
    const rule = ruleFor(job, pod);
    if (rule?.action !== 'FailJob') continue;
    const { namespace, name } = pod.metadata;
    const at = `matching FailJob rule at index ${rules.indexOf(rule)}`;
    const ended = (pod.status.containerStatuses ?? []).find(
      ({ state }) => (state?.terminated?.exitCode ?? 0) !== 0,
    );
    if (rule.onExitCodes !== undefined && ended !== undefined) {
      const what = `Container ${ended.name} for pod ${namespace}/${name} failed`;
      const code = `with exit code ${ended.state?.terminated?.exitCode}`;
      return failure('PodFailurePolicy', `${what} ${code} ${at}`);
    }
    const type = rule.onPodConditions?.[0]?.type ?? '';
    return failure('PodFailurePolicy', `Pod ${namespace}/${name} has condition ${type} ${at}`);
  }
  return undefined;
}

const REACHED: Outcome = {
  isSuccess: true,
  reason: 'CompletionsReached',
  message: 'Reached expected number of succeeded pods',
};

/** The first rule of the success policy that is met. Models matchSuccessPolicy. */
function metRule({ spec }: Job, { done }: Tally): number {
  return (spec.successPolicy?.rules ?? []).findIndex(({ succeededIndexes, succeededCount }) => {
    const wanted = succeededIndexes === undefined ? undefined : parseIndexes(succeededIndexes);
    const met = [...done].filter((index) => wanted === undefined || wanted.has(index)).length;
    return met >= (succeededCount ?? wanted?.size ?? spec.completions ?? 0);
  });
}

/** How an Indexed Job ends by what became of its indexes. */
function outcomeOfIndexes(job: Job, tally: Tally): Outcome | undefined {
  const { completions = 0, maxFailedIndexes } = job.spec;
  const failed = tally.failedIndexes.size;
  if (maxFailedIndexes !== undefined && failed > maxFailedIndexes) {
    const text = 'Job has exceeded the specified maximal number of failed indexes';
    return failure('MaxFailedIndexesExceeded', text);
  }
  if (failed > 0 && failed + tally.done.size >= completions) {
    return failure('FailedIndexes', 'Job has failed indexes');
  }
  const rule = metRule(job, tally);
  const message = `Matched rules at index ${rule}`;
  return rule === -1 ? undefined : { isSuccess: true, reason: 'SuccessPolicy', message };
}

/** How the Job has ended or is about to; undefined while it goes on. */
export function outcomeOf(job: Job, tally: Tally, clock: Clock): Outcome | undefined {
  const { conditions = [] } = job.status;
  const told = conditions.find(({ type }) => ENDING.includes(type));
  if (told !== undefined) {
    const { type, reason = '', message = '' } = told;
    return { isSuccess: type === 'SuccessCriteriaMet', reason, message };
  }
  const refused = policyFailure(job, tally);
  if (refused !== undefined) return refused;
  if (isOverLimit(job, tally)) {
    return failure('BackoffLimitExceeded', 'Job has reached the specified backoff limit');
  }
  const dueMs = deadlineMs(job, clock);
  if (dueMs !== undefined && dueMs <= 0) {
    return failure('DeadlineExceeded', 'Job was active longer than specified deadline');
  }
  const ofIndexes = isIndexed(job) ? outcomeOfIndexes(job, tally) : undefined;
  if (ofIndexes !== undefined) return ofIndexes;
  const isIdle = tally.active.length === 0;
  const { completions } = job.spec;
  const isEnough = completions === undefined ? tally.succeeded > 0 : tally.succeeded >= completions;
  return isEnough && isIdle ? REACHED : undefined;
}

/** When a finished Job ended, in milliseconds since 1970; undefined while it has not. */
export function endedMs({ status }: Job): number | undefined {
  const end = status.conditions?.find(
    ({ type, status: state }) => ['Complete', 'Failed'].includes(type) && state === 'True',
  );
  return end?.lastTransitionTime === undefined ? undefined : Date.parse(end.lastTransitionTime);
}
