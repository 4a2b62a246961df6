import type { FileError } from './files.ts';

export const fail = (error: FileError): { ok: false; error: FileError } => ({ ok: false, error });
export const done = <T>(value: T): { ok: true; value: T } => ({ ok: true, value });
