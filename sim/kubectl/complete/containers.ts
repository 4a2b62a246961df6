import { type Container, type PodSpec, pods } from '../../api/index.ts';
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

/** The containers of the pod, or of what makes pods, that the arguments name. */
export function containerChoices({ parts, place, namespace }: ValueScene): Completion[] {
  const [first = '', second = ''] = place.args;
  const slash = first.indexOf('/');
  const { discovery } = parts.client;
  const isSet = place.path.startsWith('set ');
  const word = slash >= 0 ? first.slice(0, slash) : isSet ? first : 'pods';
  const name = slash >= 0 ? first.slice(slash + 1) : isSet ? second : first;
  const kind = word === 'pods' ? pods : discovery.kindFor(word);
  if (kind === undefined || name === '') return [];
  const got = parts.client.get({ kind, namespace, name, subresource: '' });
  const spec = got.ok ? podSpecOf(got.value) : undefined;
  if (spec === undefined) return [];
  const { containers = [], initContainers = [], ephemeralContainers = [] } = spec;
  return [
    ...containers.map((one) => described(one, '')),
    ...initContainers.map((one) => described(one, 'init: ')),
    ...ephemeralContainers.map((one) => described(one, 'debug: ')),
  ];
}
