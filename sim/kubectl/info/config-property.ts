import type { Json } from '../../api/index.ts';
import { decodeBase64, encodeBase64, encodeUtf8 } from '../../kernel/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { boolFlag, parseBool } from '../flags.ts';
import { type ConfigEntry, entryNamed, type Kubeconfig } from '../kubeconfig.ts';
import {
  ENTRY_FIELDS,
  type FieldType,
  LIST_NAMES,
  type ListName,
  tidyFields,
} from '../kubeconfig-fields.ts';
import { writeKubeconfig } from '../kubeconfig-files.ts';
import type { Verb } from '../verb.ts';
import { type ConfigRun, configVerb, helpFor } from './config-verb.ts';

/** A property that is to be set, or with undefined removed. */
interface Change {
  readonly path: string;
  readonly value: string | undefined;
  /** Whether data is given as it is, not in base 64. */
  readonly isRaw: boolean;
}

const isList = (text: string): text is ListName => LIST_NAMES.some((list) => list === text);

/** Fields that cannot be named by a path. */
const NO_STEPS: ReadonlySet<FieldType> = new Set(['list']);

/** A name, which may have points in it, ends where a known field begins. */
function stepsOf(list: ListName, rest: string): readonly [name: string, field: string] {
  const fields: ReadonlyMap<string, FieldType> = ENTRY_FIELDS[list].fields;
  const parts = rest.split('.');
  const at = parts.findIndex((part, i) => i > 0 && !NO_STEPS.has(fields.get(part) ?? 'list'));
  if (at < 0) return [rest, ''];
  return [parts.slice(0, at).join('.'), parts.slice(at).join('.')];
}

/** Go prints the addresses of what a map holds. */
const goMap = (entries: readonly ConfigEntry[]): string => {
  const names = entries.map(({ name }) => name).sort();
  const pairs = names.map((name, i) => `${name}:0xc000${(0x2a0000 + i * 0x80).toString(16)}`);
  return `map[${pairs.join(' ')}]`;
};

function fieldValue(type: FieldType, { value = '', isRaw }: Change): Outcome<Json> {
  if (type === 'flag') {
    const parsed = parseBool(value);
    if (parsed !== undefined) return done(parsed);
    return failed(message(`strconv.ParseBool: parsing ${JSON.stringify(value)}: invalid syntax`));
  }
  if (type !== 'data') return done(value);
  if (isRaw) return done(encodeBase64(encodeUtf8(value)));
  const decoded = decodeBase64(value);
  if (decoded.ok) return done(value);
  const what = `illegal base64 data at input byte ${decoded.offset}`;
  return failed(message(`error decoding input value: ${what}`));
}

const unparsed = (path: string): Outcome<never> =>
  failed(message(`unable to parse one or more field values of ${path}`));

function changedEntry(config: Kubeconfig, list: ListName, change: Change): Outcome<Kubeconfig> {
  const [name, path] = stepsOf(list, change.path.slice(list.length + 1));
  const entries = config[list];
  const old = entryNamed(entries, name);
  const others = entries.filter((entry) => entry.name !== name);
  const isRemoval = change.value === undefined;
  if (path === '') {
    if (isRemoval) return done({ ...config, [list]: others });
    return failed(message(`can't set a map to a value: ${goMap(entries)}`));
  }
  if (isRemoval && old === undefined) {
    return failed(message(`current map key \`${name}\` is invalid`));
  }
  const [field = '', ...deeper] = path.split('.');
  if (deeper.length > 0) return unparsed(change.path);
  const type = (ENTRY_FIELDS[list].fields as ReadonlyMap<string, FieldType>).get(field);
  let value: Outcome<Json> = done(null);
  if (!isRemoval) value = fieldValue(type ?? 'text', change);
  if (!value.ok) return value;
  const entry: ConfigEntry = {
    name,
    origin: old?.origin ?? '',
    fields: tidyFields(list, { ...old?.fields, [field]: value.value }),
  };
  return done({ ...config, [list]: [...others, entry] });
}

const IGNORED = new Set(['kind', 'apiVersion']);

/** Models kubectl's pkg/cmd/config navigation of properties by their path. */
function changed(config: Kubeconfig, change: Change): Outcome<Kubeconfig> {
  const { path, value } = change;
  const [top = '', ...rest] = path.split('.');
  if (path === 'current-context') return done({ ...config, current: value ?? '' });
  if (IGNORED.has(path)) return done(config);
  if (top === 'current-context') return unparsed(path);
  if (path === 'preferences.colors') {
    return done({
      ...config,
      preferences: parseBool(value ?? '') === true ? { colors: true } : {},
    });
  }
  if (!isList(top)) return failed(message(`unable to parse ${path} after [] at api.Config`));
  if (rest.length > 0) return changedEntry(config, top, change);
  if (value === undefined) return done({ ...config, [top]: [] });
  return failed(message(`can't set a map to a value: ${goMap(config[top])}`));
}

const property = (name: 'set' | 'unset'): ConfigRun =>
  function* run(session) {
    const { args, config, context, flags, out } = session;
    const [path = '', value = ''] = args;
    if (args.length !== (name === 'set' ? 2 : 1)) return helpFor(session);
    if (path === '') return message('you must specify a property');
    const isRaw = name === 'set' && flags.bool('set-raw-bytes');
    const next = changed(config, { path, value: name === 'set' ? value : undefined, isRaw });
    if (!next.ok) return next.failure;
    const failure = writeKubeconfig(context, config, next.value);
    if (failure !== undefined) return failure;
    yield* out(`Property "${path}" ${name}.\n`);
    return undefined;
  };

/** Verbs of `config` that name a property by its path. */
export const PROPERTY_VERBS: readonly Verb[] = [
  configVerb('set', {
    summary: 'Set one property of the file',
    usage: 'PROPERTY_NAME PROPERTY_VALUE',
    example: {
      does: 'Work in another namespace',
      line: 'kubectl config set contexts.minikube.namespace mysql',
    },
    flags: [boolFlag('set-raw-bytes', 'The value is not in base 64')],
    run: property('set'),
  }),
  configVerb('unset', {
    summary: 'Remove one property of the file',
    usage: 'PROPERTY_NAME',
    example: { does: 'Use no context', line: 'kubectl config unset current-context' },
    run: property('unset'),
  }),
];
