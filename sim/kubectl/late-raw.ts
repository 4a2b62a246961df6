import type { createHttpApi } from '../http/index.ts';
import { definePart, type Part } from '../kernel/index.ts';

/** The API over HTTP, which `--raw` speaks; few ask for it. */
export const HTTP_API: Part<typeof createHttpApi> = definePart('http-api');
