import type { Fields, ObjectName } from '../../../sim/lesson/index.ts';

/** An object's last state, as far as a draft looks at it. */
export interface DraftedObject extends ObjectName {
  readonly spec: Fields;
  readonly status: Fields;
  /** Of ConfigMaps and Secrets. */
  readonly data: Readonly<Record<string, string>>;
  /** Fields beside these three, of kinds that have neither: StorageClasses and the like. */
  readonly rest: Fields;
}

/** A value as it stands in a lesson's TypeScript. */
const literal = (value: unknown): string => {
  if (typeof value === 'string')
    return `'${value.replaceAll('\\', '\\\\').replaceAll("'", "\\'").replaceAll('\n', '\\n')}'`;
  if (Array.isArray(value)) return `[${value.map(literal).join(', ')}]`;
  if (typeof value !== 'object' || value === null) return String(value);
  const fields = Object.entries(value).filter(([, field]) => field !== undefined);
  const name = (key: string): string => (/^[A-Za-z_$][\w$]*$/.test(key) ? key : literal(key));
  return fields.length === 0
    ? '{}'
    : `{ ${fields.map(([key, field]) => `${name(key)}: ${literal(field)}`).join(', ')} }`;
};

const pick = (from: Fields, ...fields: readonly string[]): Fields =>
  Object.fromEntries(
    fields.flatMap((field) => (from[field] === undefined ? [] : [[field, from[field]]])),
  );

const listOf = (value: unknown): readonly Fields[] => (Array.isArray(value) ? value : []);

const reached = ({ kind, namespace, name }: ObjectName, fields: Fields): string =>
  `objectReached(${literal({ kind, namespace, name })}, ${literal(fields)})`;

const imageOf = (spec: Fields): string => {
  const template = spec.template as { readonly spec?: Fields } | undefined;
  return String(listOf(template?.spec?.containers)[0]?.image ?? '');
};

/** What is worth asking for, kind by kind: what somebody wants, and what it comes to. */
const DRAFTS: Readonly<Record<string, (object: DraftedObject) => string>> = {
  StatefulSet: ({ namespace, name, spec }) =>
    `reachedReady(${literal({ namespace, set: name })}, ${literal(spec.replicas ?? 1)})`,
  Deployment: ({ namespace, name, spec }) =>
    `deployed(${literal({ namespace, deployment: name })}, ` +
    `${literal(imageOf(spec))}, ${literal(spec.replicas ?? 1)})`,
  Service: (object) => {
    const { namespace, name, spec } = object;
    if (spec.clusterIP === 'None') return `headlessServiceExists('${namespace}', '${name}')`;
    const ports = listOf(spec.ports).map((port) => pick(port, 'port'));
    const asked = pick(spec, 'type', 'selector', 'externalName');
    return reached(object, { spec: ports.length === 0 ? asked : { ...asked, ports } });
  },
  Secret: ({ namespace, name, data }) =>
    `secretHasKeys('${namespace}', '${name}', ${literal(Object.keys(data))})`,
  ConfigMap: (object) => reached(object, { data: object.data }),
  PersistentVolumeClaim: (object) =>
    reached(object, {
      spec: pick(object.spec, 'storageClassName', 'accessModes'),
      status: pick(object.status, 'phase'),
    }),
  PersistentVolume: (object) =>
    reached(object, {
      spec: pick(object.spec, 'storageClassName', 'persistentVolumeReclaimPolicy'),
      status: pick(object.status, 'phase'),
    }),
  Job: (object) => reached(object, { status: pick(object.status, 'succeeded') }),
  CronJob: (object) => reached(object, { spec: pick(object.spec, 'schedule', 'suspend') }),
  PodDisruptionBudget: (object) =>
    reached(object, { spec: pick(object.spec, 'minAvailable', 'maxUnavailable', 'selector') }),
  HorizontalPodAutoscaler: (object) =>
    reached(object, { spec: pick(object.spec, 'scaleTargetRef', 'minReplicas', 'maxReplicas') }),
  DaemonSet: (object) => reached(object, { status: pick(object.status, 'numberReady') }),
  Pod: (object) => reached(object, { status: pick(object.status, 'phase') }),
  StorageClass: (object) =>
    reached(object, pick(object.rest, 'provisioner', 'reclaimPolicy', 'volumeBindingMode')),
};

/** The check of an object that is there now, as text. */
export const checkOf = (object: DraftedObject): string =>
  (DRAFTS[object.kind] ?? ((other) => reached(other, {})))(object);

/** The check of what is gone. */
export const checkOfGone = ({ kind, namespace, name }: ObjectName): string =>
  `objectDeleted(${literal({ kind, namespace, name })})`;

/** A field that is otherwise than before; of lists, the steps are places. */
export interface FieldChange {
  readonly path: readonly string[];
  /** Undefined when it was not there. */
  readonly before: unknown;
  readonly after: unknown;
}

/** The check of fields of an object that were changed. */
export function checkOfChanges(object: ObjectName, changes: readonly FieldChange[]): string {
  const fields: Record<string, unknown> = {};
  for (const { path, after } of changes) {
    let at = fields;
    for (const step of path.slice(0, -1)) {
      at[step] ??= {};
      at = at[step] as Record<string, unknown>;
    }
    at[path.at(-1) ?? ''] = after;
  }
  return reached(object, fields);
}
