export { createEncoder } from './encode.ts';
export * from './http-api.ts';
export * from './message.ts';
export type { HttpParts } from './parts.ts';
export type { RemoteCommand, RunningCommand } from './running-command.ts';
export { createSecureApi } from './secure-api.ts';
