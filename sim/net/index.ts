export * from './endpoints.ts';
export { createGetent } from './getent.ts';
export { createNslookup } from './nslookup.ts';
export * from './records.ts';
export * from './resolver.ts';
export * from './traffic.ts';
export * from './zone.ts';
