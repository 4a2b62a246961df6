import { because } from '../kernel/index.ts';
import type { NetworkRequest } from '../net/index.ts';
import { met, unmet } from './checks.ts';
import type { Verdict, World } from './lesson.ts';

/** Which requests a check is about. */
export interface RequestScope {
  /** As they were asked for: names of a Service, or of one member. A short name stands for all. */
  readonly hosts: readonly string[];
  /** Whether a request counts by when it was made, in virtual milliseconds. */
  readonly isWithin: (atMs: number) => boolean;
}

/** Whether nothing answered, or the answer was an error of the server. */
export const hasFailed = ({ outcome, protocol, answer }: NetworkRequest): boolean =>
  outcome !== 'ok' || (protocol === 'http' && Number(answer) >= 500);

const isAbout = ({ protocol, host, atMs }: NetworkRequest, scope: RequestScope): boolean =>
  protocol !== 'dns' &&
  scope.isWithin(atMs) &&
  scope.hosts.some((name) => host === name || host.startsWith(`${name}.`));

/** The requests of pods that a check is about, oldest first. */
export const requestsOf = ({ requests }: World, scope: RequestScope): NetworkRequest[] =>
  requests.filter((request) => isAbout(request, scope));

/**
 * At least `count` requests were made, and every one was answered: `no request failed during the
 * rollout` is this with the time of the rollout.
 */
export const noRequestFailed =
  (scope: RequestScope, count: number) =>
  (world: World): Verdict => {
    const found = requestsOf(world, scope);
    const [name = ''] = scope.hosts;
    const failed = found.find(hasFailed);
    if (failed !== undefined) {
      const { from, host, outcome, answer } = failed;
      const what = outcome === 'ok' ? answer : outcome;
      return unmet(because('request-failed', { pod: from.pod, host, what }));
    }
    return found.length < count
      ? unmet(because('too-few-requests', { name, count, is: found.length }))
      : met(because('no-request-failed', { name, count: found.length }));
  };

/** At least `count` pods have answered requests: a Service spreads them. */
export const answeredBy =
  (scope: RequestScope, count: number) =>
  (world: World): Verdict => {
    const pods = new Set(requestsOf(world, scope).flatMap(({ pod }) => (pod === '' ? [] : [pod])));
    const [name = ''] = scope.hosts;
    const values = { name, count, is: pods.size };
    return pods.size >= count
      ? met(because('answered-by', values))
      : unmet(because('answered-by-few', values));
  };
