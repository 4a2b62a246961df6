import {
  type AnyKind,
  type Container,
  type KubeObject,
  type PodSpec,
  pods,
} from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import { choice, type ValueScene } from './choice.ts';

/** The pods that an object describes: its own spec, or that of its template. */
function podSpecOf(object: unknown): PodSpec | undefined {
  const { spec } = object as { spec?: PodSpec & { template?: { spec?: PodSpec } } };
  const { jobTemplate } = (spec ?? {}) as { jobTemplate?: unknown };
  if (jobTemplate !== undefined) return podSpecOf(jobTemplate);
  return spec?.template?.spec ?? spec;
}

const described = (one: Pick<Container, 'name' | 'image'>, as: string): Completion =>
  choice(one.name, `${as}${one.image ?? ''}`);

/** What the arguments name. */
export interface Named {
  readonly kind: AnyKind;
  readonly object: KubeObject;
  /** The pods that it describes. */
  readonly spec: PodSpec | undefined;
}

/** The pod, or what makes pods, that the arguments name. */
export function namedSpec({ parts, place, namespace }: ValueScene): Named | undefined {
  const [first = '', second = ''] = place.args;
  const slash = first.indexOf('/');
  const { discovery } = parts.client;
  const isSet = place.path.startsWith('set ');
  const word = slash >= 0 ? first.slice(0, slash) : isSet ? first : 'pods';
  const name = slash >= 0 ? first.slice(slash + 1) : isSet ? second : first;
  const kind = word === 'pods' ? pods : discovery.kindFor(word);
  if (kind === undefined || name === '') return undefined;
  const got = parts.client.get({ kind, namespace, name, subresource: '' });
  return got.ok ? { kind, object: got.value, spec: podSpecOf(got.value) } : undefined;
}

/** The containers of the pod, or of what makes pods, that the arguments name. */
export function containerChoices(scene: ValueScene): Completion[] {
  const spec = namedSpec(scene)?.spec;
  if (spec === undefined) return [];
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  return [
    ...initContainers.map((one) => described(one, 'init: ')),
    ...containers.map((one) => described(one, '')),
    ...ephemeralContainers.map((one) => described(one, 'debug: ')),
  ];
}
