import { REQUESTS } from '../client/index.ts';
import { fillPart } from '../kernel/index.ts';
import { createLocalClient } from './local-client.ts';
import { PATCHING } from './patching.ts';

export const loaded = fillPart(REQUESTS, { createClient: createLocalClient, patching: PATCHING });
