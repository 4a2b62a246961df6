/**
 * What may stand in fields whose values the published schema does not list; from the fields'
 * descriptions and the validation of Kubernetes 1.36. By the field's name, with its parent where
 * the name alone says too little.
 */
const VALUES: Readonly<Record<string, string>> = {
  accessModes: 'ReadWriteOnce ReadOnlyMany ReadWriteMany ReadWriteOncePod',
  whenDeleted: 'Retain Delete',
  whenScaled: 'Retain Delete',
  'matchExpressions.operator': 'In NotIn Exists DoesNotExist',
  policyTypes: 'Ingress Egress',
  selectPolicy: 'Max Min Disabled',
  'policies.type': 'Pods Percent',
  'metrics.type': 'Resource ContainerResource Pods Object External',
  'target.type': 'Utilization Value AverageValue',
  'resizePolicy.restartPolicy': 'NotRequired RestartContainer',
  'initContainers.restartPolicy': 'Always',
  seLinuxChangePolicy: 'MountOption Recursive',
  'limits.type': 'Container Pod PersistentVolumeClaim',
  scopes: 'BestEffort NotBestEffort Terminating NotTerminating PriorityClass',
  verbs: 'get list watch create update patch delete deletecollection *',
  'roleRef.kind': 'Role ClusterRole',
  'subjects.kind': 'ServiceAccount User Group',
  add: 'NET_ADMIN NET_BIND_SERVICE SYS_TIME SYS_PTRACE CHOWN ALL',
  drop: 'ALL',
  ipFamilies: 'IPv4 IPv6',
};
const SECRET_TYPES =
  'Opaque kubernetes.io/basic-auth kubernetes.io/dockerconfigjson kubernetes.io/ssh-auth ' +
  'kubernetes.io/tls kubernetes.io/service-account-token';

/** The values of the field at a path of a kind, beyond those of the schema. */
export function knownValues(kind: string, path: readonly string[]): readonly string[] {
  const [name = '', parent = ''] = path.toReversed();
  if (kind === 'Secret' && path.length === 1 && name === 'type') return SECRET_TYPES.split(' ');
  return (VALUES[`${parent}.${name}`] ?? VALUES[name] ?? '').split(' ').filter((one) => one !== '');
}
