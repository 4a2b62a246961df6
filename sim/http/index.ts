export * from './http-api.ts';
export * from './message.ts';
export type { HttpParts } from './parts.ts';
export type { RemoteCommand, RunningCommand } from './running-command.ts';
