import { fillPart } from '../kernel/index.ts';
import { createCoreCommands } from './commands/index.ts';
import { TOOLS } from './late-tools.ts';

export const loaded = fillPart(TOOLS, createCoreCommands);
