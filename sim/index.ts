export * from './cluster/cluster.ts';
export * from './cluster/session.ts';
export * from './cluster/version.ts';
