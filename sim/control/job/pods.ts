import { type Container, type Job, jobs, type Pod } from '../../api/index.ts';
import { because } from '../../kernel/index.ts';
import type { Action } from '../controller.ts';
import { createPod, deletePod } from '../pod-control.ts';
import { podFromTemplate } from '../pod-template.ts';
import { INDEX } from './indexes.ts';

/** Keeps a pod until its Job has counted it. */
export const TRACKING = 'batch.kubernetes.io/job-tracking';
const INDEX_VARIABLE = 'JOB_COMPLETION_INDEX';

export const isTracked = ({ metadata }: Pod): boolean =>
  metadata.finalizers?.includes(TRACKING) === true;

/** The container with a variable for the index of its pod. Models addCompletionIndexEnvVariable. */
function withIndexVariable(container: Container): Container {
  const { env = [] } = container;
  if (env.some(({ name }) => name === INDEX_VARIABLE)) return container;
  const fieldRef = { fieldPath: `metadata.labels['${INDEX}']` };
  return { ...container, env: [...env, { name: INDEX_VARIABLE, valueFrom: { fieldRef } }] };
}

/** Annotations that count failures. */
type Counts = Readonly<Record<string, string>>;

/** A pod of a Job; `index` is undefined unless the Job is Indexed. */
function newPod(job: Job, index: number | undefined, counts: Counts): Pod {
  const pod = podFromTemplate(job.spec.template, jobs, job);
  const { metadata, spec } = pod;
  metadata.finalizers = [...(metadata.finalizers ?? []), TRACKING];
  if (index === undefined) return pod;
  metadata.generateName = `${job.metadata.name}-${index}-`;
  metadata.labels = { ...metadata.labels, [INDEX]: String(index) };
  metadata.annotations = { ...metadata.annotations, [INDEX]: String(index), ...counts };
  spec.hostname ||= `${job.metadata.name}-${index}`;
  spec.containers = spec.containers.map(withIndexVariable);
  if (spec.initContainers !== undefined) {
    spec.initContainers = spec.initContainers.map(withIndexVariable);
  }
  return pod;
}

/** Creates pods, one an entry of `indexes`, with what each says of those before it. */
export const createPods = (
  job: Job,
  indexes: readonly (number | undefined)[],
  countsOf: (index: number | undefined) => Counts,
  whenRefused: () => Action[],
): Action[] => {
  const why = because('job.createPod', { job: job.metadata.name });
  return indexes.map((index) => {
    const pod = newPod(job, index, countsOf(index));
    return createPod(job, pod, why, whenRefused);
  });
};

export const deletePods = (job: Job, pods: readonly Pod[], code: string): Action[] =>
  pods.map((pod) => deletePod(job, pod, because(code, { pod: pod.metadata.name })));
