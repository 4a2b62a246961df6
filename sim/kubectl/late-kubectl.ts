import { type Command, definePart, lateCommand, type Part } from '../kernel/index.ts';
import type { KubectlParts } from './session.ts';

export const KUBECTL: Part<(parts: KubectlParts) => Command> = definePart('kubectl');

/** kubectl for one terminal; its code comes when it first runs. */
export function createLateKubectl(parts: KubectlParts): Command {
  let kubectl: Command | undefined;
  return lateCommand('kubectl', 'Controls the Kubernetes cluster.', KUBECTL, (create) => {
    kubectl ??= create(parts);
    return kubectl;
  });
}
