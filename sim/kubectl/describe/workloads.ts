import {
  type CronJob,
  type DaemonSet,
  formatSelector,
  humanDuration,
  type Job,
} from '../../api/index.ts';
import {
  labelsText,
  longTime,
  orUnset,
  titled,
  writeAnnotations,
  writeHead,
  writeLabels,
  writeOwner,
} from './common.ts';
import type { Describer } from './describer.ts';
import { writeEvents } from './events.ts';
import { writePodTemplate } from './pod-template.ts';
import { podCounts } from './stateful-set.ts';

/** Models kubectl's describer of DaemonSets. */
export function describeDaemonSet(describer: Describer, set: DaemonSet): void {
  const { writer, clock } = describer;
  const { metadata, spec, status } = set;
  writer.line(0, 'Name:', metadata.name);
  writer.line(0, 'Namespace:', metadata.namespace ?? '');
  writer.line(0, 'Selector:', formatSelector(spec.selector));
  writer.line(0, 'Node-Selector:', labelsText(spec.template.spec?.nodeSelector));
  writeLabels(writer, 'Labels', metadata.labels);
  writeAnnotations(writer, 'Annotations', metadata.annotations);
  const numbers: readonly (readonly [string, number])[] = [
    ['Desired Number of Nodes Scheduled', status.desiredNumberScheduled],
    ['Current Number of Nodes Scheduled', status.currentNumberScheduled],
    ['Number of Nodes Scheduled with Up-to-date Pods', status.updatedNumberScheduled ?? 0],
    ['Number of Nodes Scheduled with Available Pods', status.numberAvailable ?? 0],
    ['Number of Nodes Misscheduled', status.numberMisscheduled],
  ];
  for (const [title, count] of numbers) writer.line(0, `${title}: ${count}`);
  writer.line(
    0,
    'Pods Status:',
    podCounts(describer, metadata.namespace ?? '', metadata.uid, spec.selector),
  );
  writePodTemplate(writer, spec.template);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(set), clock);
}

const titleCase = (value: boolean): string => (value ? 'true' : 'false');

/** Characters of a list of indexes after which it is cut at the next comma. */
const INDEXES_WIDTH = 50;

function someIndexes(indexes: string): string {
  const comma = indexes.indexOf(',', INDEXES_WIDTH);
  return comma === -1 ? indexes : `${indexes.slice(0, comma + 1)}...`;
}

/** Models kubectl's describer of Jobs. */
export function describeJob(describer: Describer, job: Job): void {
  const { writer, clock } = describer;
  const { spec, status } = job;
  writer.line(0, 'Name:', job.metadata.name);
  writer.line(0, 'Namespace:', job.metadata.namespace ?? '');
  if (spec.selector !== undefined) writer.line(0, 'Selector:', formatSelector(spec.selector));
  writeLabels(writer, 'Labels', job.metadata.labels);
  writeAnnotations(writer, 'Annotations', job.metadata.annotations);
  writeOwner(writer, job);
  if (spec.parallelism !== undefined) writer.line(0, 'Parallelism:', spec.parallelism);
  writer.line(0, 'Completions:', orUnset(spec.completions));
  if (spec.completionMode) writer.line(0, 'Completion Mode:', spec.completionMode);
  if (spec.suspend !== undefined) writer.line(0, 'Suspend:', titleCase(spec.suspend));
  if (spec.backoffLimit !== undefined) writer.line(0, 'Backoff Limit:', spec.backoffLimit);
  if (spec.ttlSecondsAfterFinished !== undefined) {
    writer.line(0, 'TTL Seconds After Finished:', spec.ttlSecondsAfterFinished);
  }
  if (status.startTime !== undefined) writer.line(0, 'Start Time:', longTime(status.startTime));
  if (status.completionTime !== undefined) {
    writer.line(0, 'Completed At:', longTime(status.completionTime));
    if (status.startTime !== undefined) {
      const ms = Date.parse(status.completionTime) - Date.parse(status.startTime);
      writer.line(0, 'Duration:', humanDuration(ms));
    }
  }
  if (spec.activeDeadlineSeconds !== undefined) {
    writer.line(0, 'Active Deadline Seconds:', `${spec.activeDeadlineSeconds}s`);
  }
  const ready = status.ready === undefined ? '' : ` (${status.ready} Ready)`;
  const counts =
    `${status.active ?? 0} Active${ready} / ${status.succeeded ?? 0} Succeeded / ` +
    `${status.failed ?? 0} Failed`;
  writer.line(0, 'Pods Statuses:', counts);
  if (spec.completionMode === 'Indexed') {
    writer.line(
      0,
      'Completed Indexes:',
      status.completedIndexes ? someIndexes(status.completedIndexes) : '<none>',
    );
  }
  writePodTemplate(writer, spec.template);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(job), clock);
}

/** Models kubectl's describer of CronJobs. */
export function describeCronJob(describer: Describer, cronJob: CronJob): void {
  const { writer, clock } = describer;
  const { spec, status } = cronJob;
  const job = spec.jobTemplate.spec;
  writeHead(writer, cronJob);
  writer.line(0, 'Schedule:', spec.schedule);
  writer.line(0, 'Concurrency Policy:', spec.concurrencyPolicy ?? '');
  writer.line(0, 'Suspend:', spec.suspend === undefined ? '<unset>' : titled(spec.suspend));
  writer.line(0, 'Time Zone:', orUnset(spec.timeZone));
  writer.line(0, 'Successful Job History Limit:', orUnset(spec.successfulJobsHistoryLimit));
  writer.line(0, 'Failed Job History Limit:', orUnset(spec.failedJobsHistoryLimit));
  const deadline = spec.startingDeadlineSeconds;
  writer.line(0, 'Starting Deadline Seconds:', deadline === undefined ? '<unset>' : `${deadline}s`);
  writer.line(
    0,
    'Selector:',
    job?.selector === undefined ? '<unset>' : formatSelector(job.selector),
  );
  writer.line(0, 'Parallelism:', orUnset(job?.parallelism));
  writer.line(0, 'Completions:', orUnset(job?.completions));
  if (job?.activeDeadlineSeconds !== undefined) {
    writer.line(0, 'Active Deadline Seconds:', `${job.activeDeadlineSeconds}s`);
  }
  if (job !== undefined) writePodTemplate(writer, job.template);
  const last = status.lastScheduleTime;
  writer.line(0, 'Last Schedule Time:', last === undefined ? '<unset>' : longTime(last));
  const active = (status.active ?? []).map(({ name }) => name).join(', ');
  writer.line(0, 'Active Jobs:', active === '' ? '<none>' : active);
  if (describer.hasEvents) writeEvents(writer, describer.eventsAbout(cronJob), clock);
}
