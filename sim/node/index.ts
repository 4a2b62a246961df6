export * from './exec.ts';
export * from './image.ts';
export * from './kubelets.ts';
export { leaseAsRead } from './lease.ts';
export * from './node-object.ts';
export type { PodContainer, RunningContainer } from './pod-container.ts';
export * from './ports.ts';
export * from './profile.ts';
export { ANY_PROGRAM } from './run.ts';
