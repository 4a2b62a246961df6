export * from './endpoints.ts';
export * from './records.ts';
export * from './resolver.ts';
export * from './tools.ts';
export * from './traffic.ts';
export * from './zone.ts';
