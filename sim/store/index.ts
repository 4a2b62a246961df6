export * from './api-server.ts';
export * from './store.ts';
