export { createLateKubectl } from './late-kubectl.ts';
export type { KubectlParts } from './session.ts';
