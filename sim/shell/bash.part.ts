import { fillPart } from '../kernel/index.ts';
import { completeIn } from './complete.ts';
import { equip } from './equip.ts';
import { runInteractive } from './interactive.ts';
import { BASH } from './late-bash.ts';
import { runScriptText } from './run.ts';
import { beginWithText } from './startup-files.ts';

export const loaded = fillPart(BASH, {
  equip,
  runScriptText,
  beginWithText,
  runInteractive,
  complete: completeIn,
});
