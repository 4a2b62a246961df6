import type { Pod } from '../api/index.ts';
import type { Processes } from '../kernel/index.ts';
import type { KubeletParts } from './ports.ts';

/**
 * The process namespace of a pod whose containers share one, with the pause program as its first;
 * undefined for any other pod. Models the pod sandbox of a container runtime.
 */
export function createSharedProcesses(
  { processes }: KubeletParts,
  { spec }: Pod,
): () => Processes | undefined {
  let shared: Processes | undefined;
  return () => {
    if (spec.shareProcessNamespace !== true || shared !== undefined) return shared;
    shared = processes.namespace();
    shared.place({ name: '/pause', exitCode: () => undefined, signal: () => undefined });
    return shared;
  };
}
