export { createLateKubectl, KUBECTL, type LateKubectl } from './late-kubectl.ts';
export { PRINTING } from './late-printing.ts';
export { HTTP_API } from './late-raw.ts';
export type { KubectlParts } from './session.ts';
