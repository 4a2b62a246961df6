import { fillPart } from '../kernel/index.ts';
import { LOG } from './late-log.ts';
import { startLog } from './log/start.ts';

export const loaded = fillPart(LOG, { start: startLog });
