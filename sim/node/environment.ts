import {
  type Container,
  configMaps,
  type EnvFromSource,
  type EnvVar,
  type ObjectFieldSelector,
  secrets,
} from '../api/index.ts';
import { decodeBase64, decodeUtf8 } from '../kernel/index.ts';
import type { StoreView } from '../store/index.ts';
import { hostnameOf } from './host-name.ts';
import type { PodFacts } from './pod-facts.ts';
import { resourceField } from './resources.ts';
import { serviceVariables } from './service-variables.ts';

export interface KnownVariables {
  readonly env: ReadonlyMap<string, string>;
  /** What `$(NAME)` may refer to: all but the variables of the image and its runtime. */
  readonly references: ReadonlyMap<string, string>;
}

/** The variables, or why the container cannot be made (`secret "x" not found`). */
export type EnvironmentAnswer =
  | ({ readonly ok: true } & KnownVariables)
  | { readonly ok: false; readonly message: string };

const textOf = (base64: string): string => {
  const decoded = decodeBase64(base64);
  return decoded.ok ? decodeUtf8(decoded.bytes) : '';
};

/** The data of a ConfigMap or Secret as text; undefined when the object does not exist. */
export function dataOf(
  view: StoreView,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  name: string,
): Readonly<Record<string, string>> | undefined {
  if (kind === 'ConfigMap') {
    const map = view.get(configMaps, namespace, name);
    if (map?.binaryData === undefined) return map && (map.data ?? {});
    const binary = Object.entries(map.binaryData).map(([k, v]) => [k, textOf(v)]);
    return { ...map.data, ...Object.fromEntries(binary) };
  }
  const secret = view.get(secrets, namespace, name);
  if (secret === undefined) return undefined;
  return Object.fromEntries(Object.entries(secret.data ?? {}).map(([k, v]) => [k, textOf(v)]));
}

const render = (map: Readonly<Record<string, string>> | undefined): string =>
  Object.keys(map ?? {})
    .sort()
    .map((key) => `${key}=${JSON.stringify(map?.[key])}`)
    .join('\n');

const POD_FIELDS: Readonly<Record<string, (facts: PodFacts) => string | undefined>> = {
  'metadata.name': ({ pod }) => pod.metadata.name,
  'metadata.namespace': ({ pod }) => pod.metadata.namespace,
  'metadata.uid': ({ pod }) => pod.metadata.uid,
  'metadata.labels': ({ pod }) => render(pod.metadata.labels),
  'metadata.annotations': ({ pod }) => render(pod.metadata.annotations),
  'spec.nodeName': ({ pod }) => pod.spec.nodeName ?? '',
  'spec.serviceAccountName': ({ pod }) => pod.spec.serviceAccountName ?? '',
  'status.hostIP': ({ hostIp }) => hostIp,
  'status.hostIPs': ({ hostIp }) => hostIp,
  'status.podIP': ({ podIp }) => podIp,
  'status.podIPs': ({ podIp }) => podIp,
};

/** The value of a downward API field; undefined for one that does not exist. */
export function podField(facts: PodFacts, { fieldPath }: ObjectFieldSelector): string | undefined {
  const { metadata } = facts.pod;
  const keyed = /^metadata\.(labels|annotations)\['(.*)'\]$/.exec(fieldPath);
  if (keyed !== null) return metadata[keyed[1] as 'labels' | 'annotations']?.[keyed[2] ?? ''] ?? '';
  return POD_FIELDS[fieldPath]?.(facts);
}

/** Replaces `$(NAME)` by what is known so far; `$$(NAME)` is the text `$(NAME)`. */
export function expandVariables(text: string, env: ReadonlyMap<string, string>): string {
  return text.replace(/\$(\$|\(([^()]*)\))/g, (whole, rest: string, name: string | undefined) => {
    if (rest === '$') return '$';
    return env.get(name ?? '') ?? whole;
  });
}

type Values =
  | { readonly ok: true; readonly values: readonly (readonly [string, string])[] }
  | { readonly ok: false; readonly message: string };

const found = (values: readonly (readonly [string, string])[]): Values => ({ ok: true, values });
const refused = (message: string): Values => ({ ok: false, message });

/**
 * The environment of a container: of its image, of the Services around it, `envFrom`, then `env`,
 * with `$(NAME)` expanded. Models makeEnvironmentVariables of pkg/kubelet/kubelet_pods.go.
 */
export function environmentOf(
  view: StoreView,
  facts: PodFacts,
  container: Container,
  imageEnv: Readonly<Record<string, string>>,
): EnvironmentAnswer {
  const { pod } = facts;
  const namespace = pod.metadata.namespace ?? '';
  const env = new Map<string, string>(Object.entries(imageEnv));
  env.set('HOSTNAME', hostnameOf(pod));
  const services = serviceVariables(view, pod);
  // They can be referred to, but come last.
  const known = new Map(services);
  const put = (values: readonly (readonly [string, string])[]): void => {
    for (const [name, value] of values) {
      env.set(name, value);
      known.set(name, value);
    }
  };
  for (const source of container.envFrom ?? []) {
    const answer = envFrom(view, namespace, source);
    if (!answer.ok) return answer;
    put(answer.values);
  }
  for (const variable of container.env ?? []) {
    const answer = variableValue(view, facts, container, variable, known);
    if (!answer.ok) return answer;
    put(answer.values);
  }
  for (const [name, value] of services) if (!env.has(name)) env.set(name, value);
  return { ok: true, env, references: known };
}

function envFrom(view: StoreView, namespace: string, source: EnvFromSource): Values {
  const { prefix = '', configMapRef, secretRef } = source;
  const kind = configMapRef === undefined ? 'Secret' : 'ConfigMap';
  const { name = '', optional = false } = configMapRef ?? secretRef ?? {};
  const data = dataOf(view, kind, namespace, name);
  if (data === undefined && !optional) return refused(`${kind.toLowerCase()} "${name}" not found`);
  return found(Object.entries(data ?? {}).map(([key, value]) => [`${prefix}${key}`, value]));
}

function variableValue(
  view: StoreView,
  facts: PodFacts,
  container: Container,
  variable: EnvVar,
  env: ReadonlyMap<string, string>,
): Values {
  const { name: target, valueFrom } = variable;
  const one = (value: string): Values => found([[target, value]]);
  if (valueFrom === undefined) return one(expandVariables(variable.value ?? '', env));
  const { fieldRef, resourceFieldRef, configMapKeyRef, secretKeyRef } = valueFrom;
  if (fieldRef !== undefined) return one(podField(facts, fieldRef) ?? '');
  if (resourceFieldRef !== undefined) return one(resourceField(facts, container, resourceFieldRef));
  const kind = configMapKeyRef === undefined ? 'Secret' : 'ConfigMap';
  const { name = '', key = '', optional = false } = configMapKeyRef ?? secretKeyRef ?? {};
  const namespace = facts.pod.metadata.namespace ?? '';
  const data = dataOf(view, kind, namespace, name);
  if (data === undefined && !optional) return refused(`${kind.toLowerCase()} "${name}" not found`);
  const value = data?.[key];
  if (value !== undefined) return one(value);
  if (optional) return found([]);
  return refused(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
}
