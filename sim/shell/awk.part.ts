import { fillPart } from '../kernel/index.ts';
import { createAwk } from './awk/awk.ts';
import { AWK } from './late-tools.ts';

export const loaded = fillPart(AWK, createAwk);
