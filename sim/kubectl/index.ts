export { createLateKubectl, KUBECTL } from './late-kubectl.ts';
export { PRINTING } from './late-printing.ts';
export type { KubectlParts } from './session.ts';
