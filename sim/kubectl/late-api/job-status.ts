import { type FieldError, fieldErrors, isEqual, type Job, type Json } from '../../api/index.ts';

// Models validateJobStatus and ValidateJobStatusUpdate of pkg/apis/batch/validation, with the
// options of the status strategy: what was wrong before may stay as it is.

type Status = Job['status'];

const isTrue = ({ conditions = [] }: Status, type: string): boolean =>
  conditions.some((condition) => condition.type === type && condition.status === 'True');

const isFinished = (status: Status): boolean =>
  isTrue(status, 'Complete') || isTrue(status, 'Failed');

/** A refusal of the conditions together, which shows none of them. */
const refused = (detail: string): FieldError => ({
  type: 'Invalid value',
  field: 'status.conditions',
  detail,
});

const invalid = (name: string, value: unknown, detail: string): FieldError =>
  fieldErrors.invalid(`status.${name}`, (value ?? null) as Json, detail);

function uidErrors({ uncountedTerminatedPods = {} }: Status): FieldError[] {
  const seen = new Set<string>();
  return (['succeeded', 'failed'] as const).flatMap((list) =>
    (uncountedTerminatedPods[list] ?? []).flatMap((uid, i) => {
      const name = `uncountedTerminatedPods.${list}[${i}]`;
      if (uid === '') return [invalid(name, uid, 'must not be empty')];
      if (seen.has(uid)) return [fieldErrors.duplicate(`status.${name}`, uid)];
      seen.add(uid);
      return [];
    }),
  );
}

/** Conditions that exclude or need each other. */
function conditionErrors(status: Status): FieldError[] {
  const [complete, failed, met, target] = [
    'Complete',
    'Failed',
    'SuccessCriteriaMet',
    'FailureTarget',
  ].map((type) => isTrue(status, type));
  const checks: readonly (readonly [boolean | undefined, string])[] = [
    [complete && failed, 'cannot set Complete=True and Failed=true conditions'],
    [complete && target, 'cannot set Complete=True and FailureTarget=true conditions'],
    [
      failed && !target,
      'cannot set Failed=True condition without the FailureTarget=true condition',
    ],
    [
      complete && !met,
      'cannot set Complete=True condition without the SuccessCriteriaMet=true condition',
    ],
    [met && failed, 'cannot set SuccessCriteriaMet=True and Failed=true conditions'],
    [met && target, 'cannot set SuccessCriteriaMet=True and FailureTarget=true conditions'],
  ];
  return checks.filter(([isWrong]) => isWrong === true).map(([, detail]) => refused(detail));
}

function timeErrors(status: Status): FieldError[] {
  const { startTime, completionTime } = status;
  const errors: FieldError[] = [];
  const isComplete = isTrue(status, 'Complete');
  if (completionTime !== undefined && !isComplete) {
    const detail = 'cannot set completionTime when there is no Complete=True condition';
    errors.push(invalid('completionTime', completionTime, detail));
  }
  if (completionTime === undefined && isComplete) {
    const detail = 'completionTime is required for Complete jobs';
    errors.push(fieldErrors.required('status.completionTime', detail));
  }
  if (startTime !== undefined && completionTime !== undefined && completionTime < startTime) {
    const detail = 'completionTime cannot be set before startTime';
    errors.push(invalid('completionTime', completionTime, detail));
  }
  return errors;
}

function finishErrors(status: Status): FieldError[] {
  if (!isFinished(status)) return [];
  const { active = 0, terminating = 0, startTime, uncountedTerminatedPods: uncounted } = status;
  const left = [...(uncounted?.succeeded ?? []), ...(uncounted?.failed ?? [])];
  const errors: FieldError[] = [];
  if (active > 0) errors.push(invalid('active', active, 'active>0 is invalid for finished job'));
  if (startTime === undefined) {
    const detail = 'startTime is required for finished job';
    errors.push(fieldErrors.required('status.startTime', detail));
  }
  if (left.length > 0) {
    const detail = 'uncountedTerminatedPods needs to be empty for finished job';
    errors.push(invalid('uncountedTerminatedPods', uncounted, detail));
  }
  if (terminating > 0) {
    errors.push(invalid('terminating', terminating, 'terminating>0 is invalid for finished job'));
  }
  return errors;
}

function indexErrors({ spec, status }: Job): FieldError[] {
  const { completedIndexes = '', failedIndexes, ready = 0, active = 0 } = status;
  const errors: FieldError[] = [];
  if (completedIndexes !== '' && spec.completionMode !== 'Indexed') {
    const detail = 'cannot set non-empty completedIndexes when non-indexed completion mode';
    errors.push(invalid('completedIndexes', completedIndexes, detail));
  }
  if (failedIndexes !== undefined && spec.backoffLimitPerIndex === undefined) {
    const detail = 'cannot set non-null failedIndexes when backoffLimitPerIndex is null';
    errors.push(invalid('failedIndexes', failedIndexes, detail));
  }
  if (ready > active) {
    errors.push(invalid('ready', ready, 'cannot set more ready pods than active'));
  }
  return errors;
}

/** What may not be taken back. */
function updateErrors({ spec, status }: Job, { status: before }: Job): FieldError[] {
  const errors = ['Failed', 'Complete', 'FailureTarget']
    .filter((type) => isTrue(before, type) && !isTrue(status, type))
    .map((type) => refused(`cannot disable the terminal ${type}=True condition`));
  const isScaled = spec.completionMode === 'Indexed' && spec.completions === spec.parallelism;
  for (const name of ['failed', 'succeeded'] as const) {
    if (name === 'succeeded' && isScaled) continue;
    if ((status[name] ?? 0) >= (before[name] ?? 0)) continue;
    errors.push(invalid(name, status[name] ?? 0, `cannot decrease the ${name} counter`));
  }
  const { completionTime, startTime } = status;
  const wasAt = before.completionTime;
  if (completionTime !== undefined && wasAt !== undefined && completionTime !== wasAt) {
    errors.push(invalid('completionTime', completionTime, 'completionTime cannot be mutated'));
  }
  if (before.startTime !== undefined && before.startTime !== startTime && !spec.suspend) {
    const detail = 'startTime cannot be removed for unsuspended job';
    errors.push(fieldErrors.required('status.startTime', detail));
  }
  if (isTrue(before, 'SuccessCriteriaMet') && !isTrue(status, 'SuccessCriteriaMet')) {
    errors.push(refused('cannot disable the SuccessCriteriaMet=True condition'));
  }
  return errors;
}

/** What a status of a Job may not be, beside its numbers. */
export function jobStatusErrors(job: Job, old: Job): FieldError[] {
  const found = ({ spec, status }: Job): FieldError[] => [
    ...uidErrors(status),
    ...conditionErrors(status),
    ...timeErrors(status),
    ...finishErrors(status),
    ...indexErrors({ ...job, spec, status }),
  ];
  const known = found(old);
  const fresh = found(job).filter((error) => !known.some((one) => isEqual(one, error)));
  return [...fresh, ...updateErrors(job, old)];
}
