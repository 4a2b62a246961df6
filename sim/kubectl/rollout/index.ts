import type { VerbGroup } from '../verb.ts';
import { rolloutHistoryVerb } from './history-verb.ts';
import { rolloutPauseVerb, rolloutRestartVerb, rolloutResumeVerb } from './restart-verbs.ts';
import { rolloutStatusVerb } from './status-verb.ts';
import { rolloutUndoVerb } from './undo-verb.ts';

export const rolloutGroup: VerbGroup = {
  name: 'rollout',
  aliases: [],
  summary: 'Follow, undo and repeat the rollout of a workload',
  usage: 'SUBCOMMAND',
  examples: [
    { does: 'Go back to the revision before', line: 'kubectl rollout undo sts/mysql' },
    { does: 'Follow a set', line: 'kubectl rollout status sts/mysql' },
  ],
  alone: { stream: 'stdout', code: 1 },
  verbs: [
    rolloutHistoryVerb,
    rolloutPauseVerb,
    rolloutRestartVerb,
    rolloutResumeVerb,
    rolloutStatusVerb,
    rolloutUndoVerb,
  ],
};
