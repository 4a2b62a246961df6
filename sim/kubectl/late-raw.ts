import type { createHttpApi, createSecureApi } from '../http/index.ts';
import { definePart, type Part } from '../kernel/index.ts';

/** The API over HTTP, which `--raw` and programs of pods speak; few ask for it. */
export interface HttpApiCode {
  readonly createHttpApi: typeof createHttpApi;
  readonly createSecureApi: typeof createSecureApi;
}

export const HTTP_API: Part<HttpApiCode> = definePart('http-api');
