import { fillPart } from '../kernel/index.ts';
import { createKubectl } from './kubectl.ts';
import { KUBECTL } from './late-kubectl.ts';

export const loaded = fillPart(KUBECTL, createKubectl);
