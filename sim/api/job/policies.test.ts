import { expect, test } from 'vitest';
import { bodyOf } from '../field-errors.ts';
import type { JobSpec } from '../types.generated.ts';
import { validateJobTemplate } from './validation.ts';

const refusals = (rest: Partial<JobSpec>): string[] => {
  const spec: JobSpec = {
    template: { spec: { containers: [{ name: 'main', image: 'i' }], restartPolicy: 'Never' } },
    ...rest,
  };
  return validateJobTemplate(spec, 'spec')
    .filter(({ field }) => field.includes('Policy.') || field.endsWith('Policy'))
    .map((error) => `${error.field}: ${bodyOf(error)}`);
};

test('of what to do about failed pods', () => {
  const rules = [
    { action: '', onExitCodes: { operator: 'In', values: [0, 3, 3, 1], containerName: 'other' } },
    { action: 'FailIndex', onPodConditions: [{ type: 'DisruptionTarget', status: 'Maybe' }] },
    { action: 'Retry' },
  ];
  const at = 'spec.podFailurePolicy.rules';
  expect(refusals({ podFailurePolicy: { rules } })).toEqual([
    `${at}[0].action: Required value: valid values: ["Count" "FailIndex" "FailJob" "Ignore"]`,
    `${at}[0].onExitCodes.containerName: Invalid value: "other": must be one of the container ` +
      'or initContainer names in the pod template',
    `${at}[0].onExitCodes.values[0]: Invalid value: 0: must not be 0 for the In operator`,
    `${at}[0].onExitCodes.values[2]: Duplicate value: 3`,
    `${at}[0].onExitCodes.values: Invalid value: [0,3,3,1]: must be ordered`,
    `${at}[1].action: Invalid value: "FailIndex": requires the backoffLimitPerIndex to be set`,
    `${at}[1].onPodConditions[0].status: Unsupported value: "Maybe": supported values: ` +
      '"False", "True", "Unknown"',
    `${at}[2].action: Unsupported value: "Retry": supported values: "Count", "FailIndex", ` +
      '"FailJob", "Ignore"',
    `${at}[2]: Invalid value: specifying one of OnExitCodes and OnPodConditions is required`,
  ]);
});

test('of when a Job with indexes has succeeded', () => {
  const rules = [{}, { succeededIndexes: '0-2,2', succeededCount: 9 }, { succeededIndexes: '7' }];
  const at = 'spec.successPolicy.rules';
  const indexed = { completionMode: 'Indexed', completions: 4 } as const;
  expect(refusals({ ...indexed, successPolicy: { rules } })).toEqual([
    `${at}[0]: Required value: at least one of succeededCount or succeededIndexes must be specified`,
    `${at}[1].succeededIndexes: Invalid value: "0-2,2": error parsing succeededIndexes: ` +
      'non-increasing order, previous: 2, current: 2',
    `${at}[1].succeededCount: Invalid value: 9: must be less than or equal to 4 (the number of ` +
      'specified completions)',
    `${at}[1].succeededCount: Invalid value: 9: must be less than or equal to 0 (the number of ` +
      'indexes in the specified succeededIndexes field)',
    `${at}[2].succeededIndexes: Invalid value: "7": error parsing succeededIndexes: ` +
      'too large index: "7"',
  ]);
  expect(refusals({ successPolicy: { rules: [{ succeededCount: 1 }] } })).toEqual([
    'spec.successPolicy: Invalid value: {"Rules":[{"SucceededIndexes":null,"SucceededCount":1}]}: ' +
      'requires indexed completion mode',
  ]);
});
