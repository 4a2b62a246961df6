import { fillPart } from '../kernel/index.ts';
import { completeIn } from './complete.ts';
import { equip } from './equip.ts';
import { runInteractive } from './interactive.ts';
import { BASH } from './late-bash.ts';
import { runScriptText } from './run.ts';
import { runStartupFiles } from './startup-files.ts';

export const loaded = fillPart(BASH, {
  equip,
  runScriptText,
  runStartupFiles,
  runInteractive,
  complete: completeIn,
});
