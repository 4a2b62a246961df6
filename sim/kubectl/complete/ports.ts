import type { Container } from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import { choice, type ValueScene } from './choice.ts';
import { namedSpec } from './containers.ts';

interface ServicePort {
  readonly port: number;
  readonly name?: string;
}

/**
 * `PORT:PORT` for each port of the pod, of the template or of the Service that is named; the first
 * one may have been typed.
 */
export function portChoices(scene: ValueScene): Completion[] {
  const found = namedSpec(scene);
  if (found === undefined) return [];
  const { kind, object, spec } = found;
  const ofService = (object as { spec?: { ports?: readonly ServicePort[] } }).spec?.ports ?? [];
  const ofPods = (spec?.containers ?? []).flatMap(({ ports }: Container) => ports ?? []);
  const ports =
    kind.kind === 'Service'
      ? ofService.map(({ port, name = '' }) => ({ port, name }))
      : ofPods.map(({ containerPort, name = '' }) => ({ port: containerPort, name }));
  const [local = ''] = scene.place.word.split(':');
  return ports.map(({ port, name }) => choice(`${local || port}:${port}`, name));
}
