export * from './cluster.ts';
export * from './session.ts';
export * from './version.ts';
