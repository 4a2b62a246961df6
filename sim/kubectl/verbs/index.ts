import { createVerb } from '../create/create.ts';
import type { Section } from '../help.ts';
import { authGroup } from '../info/auth.ts';
import { clusterInfoVerb } from '../info/cluster-info.ts';
import { completionVerb } from '../info/completion-verb.ts';
import { configGroup } from '../info/config.ts';
import { apiResourcesVerb, apiVersionsVerb } from '../info/discovery.ts';
import { explainVerb } from '../info/explain.ts';
import { optionsVerb, pluginGroup } from '../info/others.ts';
import { topGroup } from '../info/top.ts';
import { alphaVerb, certificateGroup, kustomizeVerb, proxyVerb } from '../info/unsimulated.ts';
import { versionVerb } from '../info/version-verb.ts';
import { cordonVerb, uncordonVerb } from '../node/cordon.ts';
import { drainVerb } from '../node/drain.ts';
import { taintVerb } from '../node/taint.ts';
import { kubercGroup } from '../preferences/verbs.ts';
import { rolloutGroup } from '../rollout/index.ts';
import { setGroup } from '../set/index.ts';
import type { Verb, VerbGroup } from '../verb.ts';
import { applyVerb } from './apply.ts';
import { attachVerb } from './attach.ts';
import { autoscaleVerb } from './autoscale.ts';
import { cpVerb } from './cp.ts';
import { debugVerb } from './debug.ts';
import { deleteVerb } from './delete.ts';
import { describeVerb } from './describe.ts';
import { diffVerb } from './diff.ts';
import { editVerb } from './edit.ts';
import { eventsVerb } from './events.ts';
import { execVerb } from './exec.ts';
import { exposeVerb } from './expose.ts';
import { getVerb } from './get.ts';
import { annotateVerb, labelVerb } from './label.ts';
import { logsVerb } from './logs.ts';
import { patchVerb } from './patch.ts';
import { portForwardVerb } from './port-forward.ts';
import { replaceVerb } from './replace.ts';
import { runVerb } from './run.ts';
import { scaleVerb } from './scale.ts';
import { waitVerb } from './wait.ts';

/** Every verb, in the sections of the help. */
export const SECTIONS: readonly Section[] = [
  { title: 'Basic Commands (Beginner)', verbs: [createVerb, exposeVerb, runVerb, setGroup] },
  { title: 'Basic Commands (Intermediate)', verbs: [explainVerb, getVerb, editVerb, deleteVerb] },
  { title: 'Deploy Commands', verbs: [rolloutGroup, scaleVerb, autoscaleVerb] },
  {
    title: 'Cluster Management Commands',
    verbs: [
      certificateGroup,
      clusterInfoVerb,
      topGroup,
      cordonVerb,
      uncordonVerb,
      drainVerb,
      taintVerb,
    ],
  },
  {
    title: 'Troubleshooting and Debugging Commands',
    verbs: [
      describeVerb,
      logsVerb,
      attachVerb,
      execVerb,
      portForwardVerb,
      proxyVerb,
      cpVerb,
      authGroup,
      debugVerb,
      eventsVerb,
    ],
  },
  {
    title: 'Advanced Commands',
    verbs: [diffVerb, applyVerb, patchVerb, replaceVerb, waitVerb, kustomizeVerb],
  },
  { title: 'Settings Commands', verbs: [labelVerb, annotateVerb, completionVerb] },
  // There are none, and no way to bring one.
  { title: 'Subcommands provided by plugins', verbs: [] },
  {
    title: 'Other Commands',
    verbs: [apiResourcesVerb, apiVersionsVerb, configGroup, kubercGroup, pluginGroup, versionVerb],
  },
];

/** Verbs that the help of kubectl does not list. */
const UNLISTED: readonly Verb[] = [optionsVerb, alphaVerb];

export const ALL_VERBS: readonly (Verb | VerbGroup)[] = [
  ...SECTIONS.flatMap(({ verbs }) => verbs),
  ...UNLISTED,
];
