import type { Completion } from '../../kernel/index.ts';
import type { Flag } from '../flags.ts';
import { GLOBAL_FLAGS, HELP_FLAG } from '../global-flags.ts';
import { choice } from './choice.ts';
import type { Place } from './place.ts';

/** Flags without which a verb does nothing; they are offered before all others. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  'create clusterrolebinding': ['clusterrole'],
  'create cronjob': ['image', 'schedule'],
  'create deployment': ['image'],
  'create service externalname': ['external-name'],
  run: ['image'],
  scale: ['replicas'],
  autoscale: ['max'],
  'kuberc set': ['section'],
};

const MANY = new Set<Flag['type']>(['list', 'array', 'pairs']);

const byName = (a: Flag, b: Flag): number => (a.name < b.name ? -1 : 1);

const namesOf = ({ name, short, summary }: Flag): Completion[] => [
  choice(`--${name}`, summary),
  ...(short === '' ? [] : [choice(`-${short}`, summary)]),
];

/** The flags that must be given and are not. */
export function requiredChoices({ path, own, flags }: Place): Completion[] {
  const names = REQUIRED[path] ?? [];
  const missing = own.filter(({ name }) => names.includes(name) && !flags.isSet(name));
  return missing.sort(byName).flatMap(namesOf);
}

/**
 * Flags that may be given: first those of every verb, then the verb's own, each without those that
 * are there already and take one value.
 */
export function flagChoices(place: Place): Completion[] {
  const { path, own, flags } = place;
  const isOwn = ({ name }: Flag): boolean => own.some((one) => one.name === name);
  const inherited = GLOBAL_FLAGS.filter((flag) => !isOwn(flag)).sort(byName);
  const mine = [...own, ...(isOwn(HELP_FLAG) ? [] : [HELP_FLAG])].sort(byName);
  const all = path === '' ? [...inherited, ...mine].sort(byName) : [...inherited, ...mine];
  return all
    .filter(({ deprecated }) => deprecated === '')
    .filter(({ name, type }) => !flags.isSet(name) || MANY.has(type))
    .flatMap(namesOf);
}
