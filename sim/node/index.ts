export * from './image.ts';
export * from './node-object.ts';
export * from './profile.ts';
