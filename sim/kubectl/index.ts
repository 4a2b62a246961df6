export * from './kubectl.ts';
export type { KubectlParts } from './session.ts';
