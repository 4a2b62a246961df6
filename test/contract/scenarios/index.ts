import { CONFIG } from './config.ts';
import { CONTAINERS } from './containers.ts';
import { DESCRIBING } from './describing.ts';
import { FORMATS } from './formats.ts';
import { GENERATING } from './generating.ts';
import { GENERATORS } from './generators.ts';
import { ITSELF } from './itself.ts';
import { KINDS } from './kinds.ts';
import { RARE } from './rare.ts';
import { READING } from './reading.ts';
import { REFUSALS } from './refusals.ts';
import type { Scenario } from './scenario.ts';
import { SERVER_SIDE_APPLY } from './server-side-apply.ts';
import { STATEFUL_SET } from './stateful-set.ts';
import { VARIATIONS } from './variations.ts';
import { WRITING } from './writing.ts';

export const SCENARIOS: readonly Scenario[] = [
  ...STATEFUL_SET,
  ...SERVER_SIDE_APPLY,
  ...GENERATORS,
  ...READING,
  ...WRITING,
  ...KINDS,
  ...ITSELF,
  ...FORMATS,
  ...VARIATIONS,
  ...RARE,
  ...REFUSALS,
  ...GENERATING,
  ...DESCRIBING,
  ...CONTAINERS,
  ...CONFIG,
];
