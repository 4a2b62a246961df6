import { fillPart } from '../kernel/index.ts';
import { runApplet } from './busybox/front.ts';
import { BUSYBOX } from './busybox/late.ts';

export const loaded = fillPart(BUSYBOX, runApplet);
