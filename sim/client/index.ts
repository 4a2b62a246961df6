export * from './client.ts';
export * from './defaults.ts';
export * from './local-client.ts';
