import { fillPart } from '../kernel/index.ts';
import { createNetworkTools } from './tools/index.ts';
import { NETWORK_TOOLS } from './tools/late.ts';

export const loaded = fillPart(NETWORK_TOOLS, createNetworkTools);
