import { REFUSED_ALONE, type VerbGroup } from '../verb.ts';
import { setEnvVerb } from './env.ts';
import { setImageVerb } from './image.ts';
import { setResourcesVerb, setSelectorVerb, setServiceAccountVerb } from './others.ts';
import { setSubjectVerb } from './subject.ts';

export const setGroup: VerbGroup = {
  name: 'set',
  aliases: [],
  summary: 'Change one thing of a workload',
  usage: 'SUBCOMMAND',
  examples: [],
  alone: REFUSED_ALONE,
  verbs: [
    setEnvVerb,
    setImageVerb,
    setResourcesVerb,
    setSelectorVerb,
    setServiceAccountVerb,
    setSubjectVerb,
  ],
};
