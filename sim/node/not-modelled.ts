import type { Pod } from '../api/index.ts';

const CONTAINER_LISTS = ['containers', 'initContainers', 'ephemeralContainers'];

/** Fields of a pod's spec that are accepted and kept, but that change nothing here. */
const POD_FIELDS = [
  ...['hostIPC', 'hostPID', 'hostUsers'],
  ...['runtimeClassName', 'overhead', 'resourceClaims', 'schedulingGroup', 'os'],
  ...['securityContext.appArmorProfile', 'securityContext.seLinuxOptions'],
  ...['securityContext.seccompProfile', 'securityContext.sysctls'],
  'securityContext.windowsOptions',
].map((path) => path.split('.'));
/** The same of its containers. */
const CONTAINER_FIELDS = [
  ...['resources.claims', 'volumeDevices', 'restartPolicyRules'],
  ...['securityContext.appArmorProfile', 'securityContext.capabilities'],
  ...['securityContext.privileged', 'securityContext.procMount'],
  ...['securityContext.seLinuxOptions', 'securityContext.seccompProfile'],
  'securityContext.windowsOptions',
].map((path) => path.split('.'));
/** Sources of volumes that have files of their own here; any other one is an empty directory. */
const MODELLED_VOLUMES: ReadonlySet<string> = new Set([
  ...['configMap', 'csi', 'downwardAPI', 'emptyDir', 'ephemeral', 'hostPath', 'nfs'],
  ...['persistentVolumeClaim', 'projected', 'secret', 'name'],
]);
/** Resources that the scheduler counts and the containers have; devices are only counted. */
const isDevice = (resource: string): boolean =>
  resource.includes('/') || resource.startsWith('hugepages-');

type Fields = { readonly [name: string]: unknown };

const isSet = (value: unknown): boolean => {
  if (value === undefined || value === null || value === false) return false;
  return typeof value !== 'object' || Object.keys(value).length > 0;
};

const valueAt = (fields: Fields, names: readonly string[]): unknown =>
  names.reduce<unknown>((at, name) => (at as Fields | undefined)?.[name], fields);

const setPaths = (fields: Fields, paths: readonly string[][], at: string): string[] =>
  paths.filter((names) => isSet(valueAt(fields, names))).map((names) => [at, ...names].join('.'));

function containerPaths(container: Fields, at: string): string[] {
  const limits = (valueAt(container, ['resources', 'limits']) ?? {}) as Fields;
  const devices = Object.keys(limits).filter(isDevice);
  return [
    ...setPaths(container, CONTAINER_FIELDS, at),
    ...devices.map((name) => `${at}.resources.limits[${name}]`),
  ];
}

/**
 * The fields of a pod that are set and not simulated, as paths: `spec.hostPID`,
 * `spec.containers{web}.securityContext.capabilities`.
 */
export function fieldsNotModelled({ spec }: Pod): readonly string[] {
  const fields = spec as unknown as Fields;
  const containers = CONTAINER_LISTS.flatMap((list) =>
    ((fields[list] ?? []) as Fields[]).flatMap((container) =>
      containerPaths(container, `spec.${list}{${String(container.name)}}`),
    ),
  );
  const volumes = (spec.volumes ?? []).flatMap((volume) =>
    Object.keys(volume)
      .filter((source) => !MODELLED_VOLUMES.has(source))
      .map((source) => `spec.volumes{${volume.name}}.${source}`),
  );
  return [...setPaths(fields, POD_FIELDS, 'spec'), ...containers, ...volumes];
}
