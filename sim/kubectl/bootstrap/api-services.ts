import type { KubeObject } from '../../api/index.ts';
import { newObject } from './new-object.ts';

/**
 * The groups by their priority; the one that APIServices are of has none of its own. Models
 * pkg/controlplane/apiserver/aggregator.go.
 */
const GROUP_PRIORITIES: Readonly<Record<string, number>> = {
  '': 18_000,
  apps: 17_800,
  'events.k8s.io': 17_750,
  'authentication.k8s.io': 17_700,
  'authorization.k8s.io': 17_600,
  autoscaling: 17_500,
  batch: 17_400,
  'certificates.k8s.io': 17_300,
  'networking.k8s.io': 17_200,
  policy: 17_100,
  'rbac.authorization.k8s.io': 17_000,
  'storage.k8s.io': 16_800,
  'apiextensions.k8s.io': 16_700,
  'admissionregistration.k8s.io': 16_700,
  'scheduling.k8s.io': 16_600,
  'coordination.k8s.io': 16_500,
  'node.k8s.io': 16_300,
  'discovery.k8s.io': 16_200,
  'resource.k8s.io': 16_200,
  'flowcontrol.apiserver.k8s.io': 16_100,
};
const VERSION_PRIORITY = 15;
const VERSION_PRIORITIES: Readonly<Record<string, number>> = {
  v1: 1,
  'autoscaling/v2': 30,
  'flowcontrol.apiserver.k8s.io/v1': 21,
};

function apiServiceOf(apiVersion: string, time: string): KubeObject | undefined {
  const slash = apiVersion.indexOf('/');
  const [group, version] = [apiVersion.slice(0, Math.max(slash, 0)), apiVersion.slice(slash + 1)];
  const groupPriorityMinimum = GROUP_PRIORITIES[group];
  if (groupPriorityMinimum === undefined) return undefined;
  const spec = {
    ...(group === '' ? {} : { group }),
    groupPriorityMinimum,
    version,
    versionPriority: VERSION_PRIORITIES[apiVersion] ?? VERSION_PRIORITY,
  };
  const available = {
    lastTransitionTime: time,
    message: 'Local APIServices are always available',
    reason: 'Local',
    status: 'True',
    type: 'Available',
  };
  const rest = { spec, status: { conditions: [available] } };
  const labels = { 'kube-aggregator.kubernetes.io/automanaged': 'onstart' };
  const name = `${version}.${group}`;
  return newObject('apiregistration.k8s.io/v1', 'APIService', '', name, rest, { labels });
}

/** One for each group and version that the API server serves itself. */
export const apiServices = (apiVersions: readonly string[], time: string): KubeObject[] =>
  [...new Set(apiVersions)].flatMap((apiVersion) => apiServiceOf(apiVersion, time) ?? []);
