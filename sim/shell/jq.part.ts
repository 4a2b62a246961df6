import { fillPart } from '../kernel/index.ts';
import { createJq } from './jq/jq.ts';
import { JQ } from './late-tools.ts';

export const loaded = fillPart(JQ, createJq);
