export type { PodContainer, RunningContainer } from './container.ts';
export * from './exec.ts';
export * from './image.ts';
export * from './kubelets.ts';
export * from './node-object.ts';
export * from './ports.ts';
export * from './profile.ts';
export { ANY_PROGRAM } from './run.ts';
export { sha256 } from './sha256.ts';
