import { expect, it } from 'vitest';
import { createHarness, type Harness } from '../../../test/control-plane/harness.ts';
import { draftOf, type Job, jobs, type Pod, pods } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import { writeAs } from '../../store/index.ts';
import { formatIndexes, parseIndexes } from './indexes.ts';

const ORIGIN = { actor: 'kubelet', why: because('test'), triggerRv: 0, commandId: 0 };
const job = (spec: Readonly<Record<string, unknown>> = {}) => ({
  apiVersion: 'batch/v1',
  kind: 'Job',
  metadata: { name: 'work', namespace: 'default' },
  spec: {
    template: {
      spec: { containers: [{ name: 'main', image: 'work:1' }], restartPolicy: 'Never' },
    },
    ...spec,
  },
});
const podsOf = (h: Harness): readonly Pod[] => h.store.list(pods, 'default');
const running = (h: Harness): readonly Pod[] =>
  podsOf(h).filter(({ status }) => status.phase === 'Running' || status.phase === 'Pending');
const end = (h: Harness, pod: Pod, phase: string): void => {
  const draft = draftOf(pod);
  draft.status.phase = phase;
  h.server.update(pods, draft, 'status', writeAs('kubelet'), ORIGIN);
};
const statusOf = (h: Harness) => h.store.get(jobs, 'default', 'work')?.status;

it('counts a pod that succeeds and completes', () => {
  const h = createHarness();
  h.create(job());
  h.run(1500);
  expect(podsOf(h)[0]?.metadata.finalizers).toEqual(['batch.kubernetes.io/job-tracking']);
  end(h, podsOf(h)[0] as Pod, 'Succeeded');
  h.run(2000);
  expect(statusOf(h)).toMatchObject({ succeeded: 1, uncountedTerminatedPods: {} });
  expect(statusOf(h)?.conditions?.map(({ type }) => type)).toEqual([
    'SuccessCriteriaMet',
    'Complete',
  ]);
  expect(podsOf(h)[0]?.metadata.finalizers).toBeUndefined();
});

it('waits longer after each failure and gives up at its limit', () => {
  const h = createHarness();
  h.create(job({ backoffLimit: 1 }));
  h.run(1500);
  end(h, running(h)[0] as Pod, 'Failed');
  h.run(5000);
  expect(running(h)).toHaveLength(0);
  h.run(8000);
  end(h, running(h)[0] as Pod, 'Failed');
  h.run(3000);
  expect(statusOf(h)).toMatchObject({ failed: 2 });
  expect(statusOf(h)?.conditions?.map(({ type, reason }) => `${type} ${reason}`)).toEqual([
    'FailureTarget BackoffLimitExceeded',
    'Failed BackoffLimitExceeded',
  ]);
});

it('gives each index one success', () => {
  const h = createHarness();
  h.create(job({ completionMode: 'Indexed', completions: 3, parallelism: 2 }));
  h.run(1500);
  expect(running(h).map(({ spec }) => spec.hostname)).toEqual(['work-0', 'work-1']);
  for (const pod of running(h)) end(h, pod, 'Succeeded');
  h.run(3000);
  expect(statusOf(h)).toMatchObject({ completedIndexes: '0,1', active: 1 });
});

it('starts no pod while it is suspended', () => {
  const h = createHarness();
  h.create(job({ suspend: true }));
  h.run(3000);
  expect(podsOf(h)).toHaveLength(0);
  expect(statusOf(h)?.conditions).toMatchObject([{ type: 'Suspended', status: 'True' }]);
  h.change<Job>(jobs, 'default', 'work', (draft) => {
    draft.spec.suspend = false;
  });
  h.run(3000);
  expect(running(h)).toHaveLength(1);
  expect(statusOf(h)?.conditions).toMatchObject([{ type: 'Suspended', status: 'False' }]);
});

it('ends its pods when it is suspended', () => {
  const h = createHarness();
  h.create(job());
  h.run(1500);
  h.change<Job>(jobs, 'default', 'work', (draft) => {
    draft.spec.suspend = true;
  });
  h.run(3000);
  expect(podsOf(h)).toHaveLength(0);
});

it('goes some time after its end when it says so', () => {
  const h = createHarness();
  h.create(job({ ttlSecondsAfterFinished: 5 }));
  h.run(1500);
  end(h, podsOf(h)[0] as Pod, 'Succeeded');
  h.run(10_000);
  expect(h.store.list(jobs, 'default')).toHaveLength(0);
  expect(podsOf(h)).toHaveLength(0);
});

it('lets its pods go when it is deleted while they run', () => {
  const h = createHarness();
  h.create(job());
  h.run(1500);
  h.remove(jobs, 'default', 'work');
  h.run(3000);
  expect(podsOf(h)).toHaveLength(0);
});

it('writes indexes as ranges', () => {
  expect(formatIndexes(new Set([0, 1, 3, 4, 5, 9]))).toBe('0,1,3-5,9');
  expect([...parseIndexes('0,1,3-5')]).toEqual([0, 1, 3, 4, 5]);
});

const indexed = (spec: Readonly<Record<string, unknown>>) =>
  job({ completions: 2, parallelism: 2, completionMode: 'Indexed', ...spec });

it('tries each index as often as its limit allows', () => {
  const h = createHarness();
  h.create(indexed({ backoffLimitPerIndex: 1 }));
  h.run(1500);
  for (const pod of running(h)) end(h, pod, 'Failed');
  h.run(2000);
  expect(statusOf(h)).toMatchObject({ failedIndexes: '' });
  expect(running(h)).toHaveLength(0);
  h.run(12_000);
  const counts = running(h).map(
    ({ metadata }) => metadata.annotations?.['batch.kubernetes.io/job-index-failure-count'],
  );
  expect(counts).toEqual(['1', '1']);
  for (const pod of running(h)) end(h, pod, 'Failed');
  h.run(3000);
  expect(statusOf(h)).toMatchObject({ failed: 4, failedIndexes: '0,1' });
  expect(statusOf(h)?.conditions?.at(-1)).toMatchObject({
    type: 'Failed',
    reason: 'FailedIndexes',
  });
});

it('ends when more indexes failed than it bears', () => {
  const h = createHarness();
  h.create(indexed({ backoffLimitPerIndex: 0, maxFailedIndexes: 0 }));
  h.run(1500);
  end(h, running(h)[0] as Pod, 'Failed');
  h.run(3000);
  expect(statusOf(h)?.conditions?.[0]).toMatchObject({
    type: 'FailureTarget',
    reason: 'MaxFailedIndexesExceeded',
  });
});

it('ends well when its success policy is met', () => {
  const h = createHarness();
  h.create(indexed({ successPolicy: { rules: [{ succeededIndexes: '1' }] } }));
  h.run(1500);
  end(h, running(h)[1] as Pod, 'Succeeded');
  h.run(3000);
  expect(statusOf(h)?.conditions?.map(({ type, reason }) => [type, reason])).toEqual([
    ['SuccessCriteriaMet', 'SuccessPolicy'],
    ['Complete', 'SuccessPolicy'],
  ]);
});
