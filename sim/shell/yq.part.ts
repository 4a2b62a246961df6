import { fillPart } from '../kernel/index.ts';
import { YQ } from './late-tools.ts';
import { createYq } from './yq/yq.ts';

export const loaded = fillPart(YQ, createYq);
