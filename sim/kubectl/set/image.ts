import type { Program } from '../../kernel/index.ts';
import { done, type Failure, gather, message } from '../failure.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { splitChanges } from '../verbs/label-specs.ts';
import { RECORD_FLAG } from '../verbs/record.ts';
import { containersOf, SET_FLAGS, setPodSpecs } from './template.ts';

const flattened = (failure: Failure): readonly Failure[] =>
  failure.type === 'many' ? failure.failures : [failure];

function* run(session: Session): Program<Failure | undefined> {
  const split = splitChanges(session.args, 'image');
  if (!split.ok) return split.failure;
  const { resources, changes } = split.value;
  const lone = changes.find((pair) => !pair.includes('='));
  if (lone !== undefined) return message(`invalid image format: ${lone}`);
  const images = changes.map(
    (pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)] as const,
  );
  const unknown: Failure[] = [];
  const failure = yield* setPodSpecs(session, {
    resources,
    refusal: images.length === 0 ? message('at least one image update is required') : undefined,
    what: 'image',
    refused: 'failed to patch image update to pod template:',
    isAlwaysSent: false,
    isRecordPrinted: true,
    *change(spec) {
      const containers = containersOf(spec);
      for (const [name, image] of images) {
        const wanted = containers.filter((container) => name === '*' || container.name === name);
        if (wanted.length === 0) {
          unknown.push(message(`error: unable to find container named "${name}"`));
        }
        for (const container of wanted) container.image = image;
      }
      return done(undefined);
    },
  });
  return gather([...unknown, ...(failure === undefined ? [] : flattened(failure))]);
}

export const setImageVerb: Verb = {
  ...PLAIN_VERB,
  name: 'image',
  aliases: [],
  summary: 'Change the image of a container',
  usage:
    '(-f FILENAME | TYPE NAME) CONTAINER_NAME_1=CONTAINER_IMAGE_1 ... ' +
    'CONTAINER_NAME_N=CONTAINER_IMAGE_N',
  examples: [
    { does: 'Start a rolling update', line: 'kubectl set image sts/mysql mysql=mysql:8.3.0' },
  ],
  flags: [...SET_FLAGS, RECORD_FLAG],
  verbs: [],
  run,
};
