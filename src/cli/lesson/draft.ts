import type { Session } from '../../../sim/lesson/index.ts';
import { rest, typeLine } from './play-page.ts';

/** A command that was played, and what it printed. */
export interface PlayedCommand {
  readonly command: string;
  readonly printed: string;
}

/** What a lesson could be made of. */
export interface Draft {
  readonly commands: readonly PlayedCommand[];
  /** One line each: what exists, changed or went, seen from the start. */
  readonly differences: readonly string[];
  /** Lines of `lesson.ts`: a check for each difference that the vocabulary knows. */
  readonly checks: readonly string[];
}

interface Shape {
  readonly kind: string;
  readonly name: string;
  readonly namespace: string;
  readonly replicas: number | undefined;
  readonly isHeadless: boolean;
}

const NOISE: ReadonlySet<string> = new Set([
  'Lease',
  'Event',
  'Node',
  'Pod',
  'Endpoints',
  'EndpointSlice',
  'ControllerRevision',
  'ReplicaSet',
  'ServiceAccount',
]);

/** The objects that somebody wants, not those that follow from them. */
function shapesOf(session: Session): ReadonlyMap<string, Shape> {
  const shapes = new Map<string, Shape>();
  for (const { kind, type, object } of session.view.changes()) {
    const { name, namespace = '', uid } = object.metadata;
    if (NOISE.has(kind.kind) || name === 'kube-root-ca.crt') continue;
    if (type === 'DELETED') {
      shapes.delete(uid);
      continue;
    }
    const spec = 'spec' in object ? (object.spec as Record<string, unknown>) : {};
    const replicas = typeof spec.replicas === 'number' ? spec.replicas : undefined;
    const isHeadless = spec.clusterIP === 'None';
    shapes.set(uid, { kind: kind.kind, name, namespace, replicas, isHeadless });
  }
  return shapes;
}

const placeOf = ({ kind, name, namespace }: Shape): string =>
  `${kind} ${namespace === '' ? '' : `${namespace}/`}${name}`;

function checkOf({ kind, name, namespace, replicas, isHeadless }: Shape): string[] {
  if (kind === 'StatefulSet' && replicas !== undefined) {
    return [`reachedReady({ namespace: '${namespace}', set: '${name}' }, ${replicas})`];
  }
  if (kind === 'Service' && isHeadless) return [`headlessServiceExists('${namespace}', '${name}')`];
  return [];
}

/** Plays commands in a session and drafts what a lesson could check. */
export function draftOf(session: Session, commands: readonly string[]): Draft {
  const before = shapesOf(session);
  const played = commands.map((command) => {
    rest(session);
    return { command, printed: typeLine(session, command, / -w\b|--watch\b/.test(command)) };
  });
  rest(session);
  const after = shapesOf(session);
  const differences: string[] = [];
  const checks: string[] = [];
  for (const [uid, shape] of after) {
    const old = before.get(uid);
    if (old !== undefined && old.replicas === shape.replicas) continue;
    const change = old === undefined ? 'was added' : `went from ${old.replicas} replicas`;
    const now = shape.replicas === undefined ? '' : `, ${shape.replicas} replicas`;
    differences.push(`${placeOf(shape)} ${change}${now}`);
    checks.push(...checkOf(shape));
  }
  for (const [uid, shape] of before) {
    if (!after.has(uid)) differences.push(`${placeOf(shape)} is gone`);
  }
  return { commands: played, differences, checks };
}
