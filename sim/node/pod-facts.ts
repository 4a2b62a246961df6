import type { Pod } from '../api/index.ts';

/** What is known about a pod besides its object when one of its containers is made. */
export interface PodFacts {
  readonly pod: Pod;
  readonly podIp: string;
  readonly hostIp: string;
  /** What the node offers, for resource fields without a limit. */
  readonly allocatable: Readonly<Record<string, string>>;
}
