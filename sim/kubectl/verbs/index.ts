import { createVerb } from '../create/create.ts';
import type { Section } from '../help.ts';
import { rolloutGroup } from '../rollout/index.ts';
import { setGroup } from '../set/index.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { applyVerb } from './apply.ts';
import { deleteVerb } from './delete.ts';
import { describeVerb } from './describe.ts';
import { eventsVerb } from './events.ts';
import { execVerb } from './exec.ts';
import { getVerb } from './get.ts';
import { annotateVerb, labelVerb } from './label.ts';
import { logsVerb } from './logs.ts';
import { patchVerb } from './patch.ts';
import { scaleVerb } from './scale.ts';
import { waitVerb } from './wait.ts';

/** Every verb, in the sections of the help. */
export const SECTIONS: readonly Section[] = [
  { title: 'Basic Commands (Beginner)', verbs: [createVerb, setGroup] },
  { title: 'Basic Commands (Intermediate)', verbs: [getVerb, deleteVerb] },
  { title: 'Deploy Commands', verbs: [rolloutGroup, scaleVerb] },
  { title: 'Troubleshooting and Debugging Commands', verbs: [describeVerb, logsVerb, execVerb, eventsVerb] },
  { title: 'Advanced Commands', verbs: [applyVerb, patchVerb, waitVerb] },
  { title: 'Settings Commands', verbs: [labelVerb, annotateVerb] },
];

export const ALL_VERBS: readonly (Verb | VerbGroup)[] = SECTIONS.flatMap(({ verbs }) => verbs);
