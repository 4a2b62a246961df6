export * from './access.ts';
export * from './client.ts';
export * from './defaults.ts';
export * from './late-requests.ts';
export * from './user.ts';
