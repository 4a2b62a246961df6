import { fillPart } from '../../kernel/index.ts';
import { DECLARE } from './declare.ts';
import { BUILTINS } from './index.ts';
import { JOBS } from './jobs.ts';
import { LATE_BUILTINS } from './late.ts';
import { createMisc } from './misc.ts';
import { printf } from './printf.ts';
import { READ } from './read.ts';

export const loaded = fillPart(LATE_BUILTINS, {
  printf,
  ...DECLARE,
  ...JOBS,
  ...READ,
  ...createMisc(() => Object.keys(BUILTINS)),
});
