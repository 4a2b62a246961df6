// What needs the simulator. A page loads it after its terminal takes input.
export * from './cluster-objects.ts';
export * from './open.ts';
export * from './parts.ts';
export * from './time/index.ts';
