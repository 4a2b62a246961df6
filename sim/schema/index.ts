export * from './apply/index.ts';
export * from './decode/index.ts';
export * from './schema.ts';
