import { ATTRIBUTES } from './attributes.ts';
import { DECLARE } from './declare.ts';
import { DIRECTORY } from './directory.ts';
import { FLOW } from './flow.ts';
import { JOBS } from './jobs.ts';

import { createMisc } from './misc.ts';
import { createNames } from './names.ts';
import { OUTPUT } from './output.ts';
import { printf } from './printf.ts';
import { READ } from './read.ts';
import { SIGNALS } from './signals.ts';
import { TEST } from './test.ts';
import type { Builtin } from './usage.ts';
import { VARIABLES } from './variables.ts';

/** The builtins by name. `exec` is not among them: the shell itself does it. */
export const BUILTINS: Readonly<Record<string, Builtin>> = {
  ...FLOW,
  ...OUTPUT,
  ...DIRECTORY,
  ...TEST,
  ...VARIABLES,
  ...createNames((name) => name === 'exec' || Object.hasOwn(BUILTINS, name)),
  ...DECLARE,
  ...ATTRIBUTES,
  ...JOBS,
  ...SIGNALS,
  ...READ,
  ...createMisc(() => Object.keys(BUILTINS)),
  printf,
};
