export { admissionChain } from './admission/index.ts';
export * from './api-server.ts';
export * from './delete.ts';
export * from './events.ts';
export * from './managed-fields/index.ts';
export * from './patch/index.ts';
export * from './scale.ts';
export * from './server.ts';
export * from './store.ts';
