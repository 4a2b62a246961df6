import { ASH } from './ash.ts';
import { BASH } from './bash.ts';
import { DASH } from './dash.ts';
import type { Dialect } from './dialect.ts';
import type { DialectName } from './launch.ts';

export const DIALECTS: Readonly<Record<DialectName, Dialect>> = {
  bash: BASH,
  dash: DASH,
  ash: ASH,
};
