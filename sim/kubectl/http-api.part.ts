import { createHttpApi, createSecureApi } from '../http/index.ts';
import { fillPart } from '../kernel/index.ts';
import { HTTP_API } from './late-raw.ts';

export const loaded = fillPart(HTTP_API, { createHttpApi, createSecureApi });
