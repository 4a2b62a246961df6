import { type AnyKind, apiVersionOf, resourceOf } from '../../api/index.ts';
import type { Program } from '../../kernel/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type Field,
  type FieldType,
} from '../../schema/index.ts';
import { done, type Failure, failed, message, type Outcome, plain } from '../failure.ts';
import { boolFlag, textFlag } from '../flags.ts';
import { parseTemplate, type Step } from '../output/jsonpath/index.ts';
import { kindFor } from '../selection.ts';
import type { Session } from '../session.ts';
import { PLAIN_VERB, type Verb } from '../verb.ts';
import { leafOf, oldText, type Place, structureOf } from './explain-old.ts';

const LEAF_NAMES: Readonly<Record<string, string>> = {
  string: 'string',
  int32: 'integer',
  int64: 'integer',
  number: 'number',
  boolean: 'boolean',
  quantity: 'Quantity',
  'int-or-string': 'IntOrString',
  time: 'string',
  microtime: 'string',
  bytes: 'string',
  free: 'RawExtension',
};

/** A type as explanations name it: `[]Container`, `map[string]string`. */
function typeName(type: FieldType): string {
  if (type.type === 'list') return `[]${typeName(type.items)}`;
  if (type.type === 'map') return `map[string]${typeName(type.values)}`;
  if (type.type === 'ref') return definitionOf(type.name).displayName;
  return LEAF_NAMES[type.type] ?? 'Object';
}

/** Values of an enumeration that a list of fields shows. */
const ENUMS_SHOWN = 4;

/** What is free in form goes by one name, but for the owned fields of metadata. */
const nameOfType = ({ name, type }: Field): string =>
  name === 'fieldsV1' ? 'FieldsV1' : typeName(type);

function fieldLines(field: Field, indent: string): string[] {
  const required = field.isRequired ? ' -required-' : '';
  const line = `${indent}${field.name}\t<${nameOfType(field)}>${required}`;
  if (field.enum.length === 0) return [line];
  const shown = field.enum
    .slice(0, ENUMS_SHOWN)
    .map((value) => (value === '' ? '""' : value))
    .join(', ');
  const rest = field.enum.length > ENUMS_SHOWN ? ', ....' : '';
  return [line, `${indent}enum: ${shown}${rest}`];
}

/**
 * Every field of a structure, and with `isDeep` what is below; a structure inside itself is not
 * repeated.
 */
function fieldsText(
  definition: Definition,
  isDeep: boolean,
  indent: string,
  above: readonly string[],
): string[] {
  const fields = [...definition.fields.values()].sort((a, b) => (a.name < b.name ? -1 : 1));
  return fields.flatMap((field) => {
    const below = structureOf(field.type);
    const isNew = below !== undefined && !above.includes(below.name);
    const deeper =
      isDeep && isNew ? fieldsText(below, true, `${indent}  `, [...above, below.name]) : [];
    const lines = [...fieldLines(field, indent), ...deeper];
    return isDeep ? lines : [...lines, ''];
  });
}

const headOf = (kind: AnyKind): string => {
  const group = kind.group === '' ? '' : `GROUP:      ${kind.group}\n`;
  return `${group}KIND:       ${kind.kind}\nVERSION:    ${kind.version}\n\n`;
};

/**
 * Follows a path of fields; the name of the first that is not there. With `hasValues` everything
 * below a value is that value.
 */
function follow(start: Definition, path: readonly string[], hasValues = false): Place | string {
  let place: Place = { field: undefined, definition: start };
  for (const name of path) {
    const above = hasValues && place.definition === undefined ? place.field : undefined;
    const value = above === undefined ? undefined : { ...above, name, type: leafOf(above.type) };
    const field = value ?? place.definition?.fields.get(name);
    if (field === undefined) return name;
    place = { field, definition: structureOf(field.type) };
  }
  return place;
}

function* explainOld(
  session: Session,
  kind: AnyKind,
  place: Place | string,
): Program<Failure | undefined> {
  if (typeof place === 'string') return message(`field "${place}" does not exist`);
  yield* session.out(oldText(kind, place, session.flags.bool('recursive')));
  return undefined;
}

const NOT_FIRST = 'invalid jsonpath syntax, first node must be field node';
const NOT_ALL = 'invalid jsonpath syntax, all nodes must be field nodes';

/** The steps of `{.text}`; a point at its end means nothing. */
function stepsOf(text: string): Outcome<readonly Step[]> {
  const parsed = parseTemplate(`{.${text.replace(/\.$/, '')}}`);
  if (!parsed.ok) return failed(message(parsed.error));
  return done(parsed.value.flatMap((part) => (part.type === 'action' ? part.steps : [])));
}

/** The names of steps that are all fields. */
function namesOf(steps: readonly Step[], problem: string): Outcome<readonly string[]> {
  const names: string[] = [];
  for (const step of steps) {
    if (step.type === 'field') names.push(step.name);
    else if (names[0] !== '') return failed(message(problem));
  }
  return done(names);
}

/** The fields behind a resource, which the real tool reads with a point too many before them. */
function fieldsBehind(text: string): Outcome<readonly string[]> {
  const steps = stepsOf(text);
  if (!steps.ok) return steps;
  const isDeep = steps.value[0]?.type === 'recursive';
  return namesOf(isDeep ? steps.value.slice(1) : steps.value, NOT_FIRST);
}

interface Wanted {
  readonly kind: AnyKind;
  readonly path: readonly string[];
}

/** `v1` or `apps/v1`, as group and version. */
function parseVersion(text: string): Pick<AnyKind, 'group' | 'version'> | undefined {
  const parts = text.split('/');
  if (parts.length > 2) return undefined;
  return { group: parts.length === 2 ? (parts[0] ?? '') : '', version: parts.at(-1) ?? '' };
}

/** The kind in the version of `--api-version`. */
function inVersion(session: Session, version: string, kind: AnyKind): AnyKind | Failure {
  const wanted = parseVersion(version);
  if (wanted === undefined) return message(`unexpected GroupVersion string: ${version}`);
  const all = session.client.discovery
    .kinds()
    .filter(({ group, version: own }) => group === wanted.group && own === wanted.version);
  const found = all.find(({ plural }) => plural === kind.plural);
  if (found !== undefined) return found;
  const resource = `${wanted.group}/${wanted.version}, Resource=${kind.plural}`;
  if (session.flags.text('output') === 'plaintext-openapiv2') {
    return message(
      `couldn't find resource for "${wanted.group}/${wanted.version}, Kind=${kind.kind}"`,
    );
  }
  if (all.length > 0) return message(`GVR (${resource}) not found in OpenAPI schema`);
  return message(`couldn't find resource for "${resource}"`);
}

/**
 * What is to be explained: a resource, and a path in it. A resource may have its group behind it.
 * Models kubectl's pkg/explain.
 */
function wantedOf(session: Session, text: string): Outcome<Wanted> {
  const version = session.flags.text('api-version');
  const steps = stepsOf(text);
  if (!steps.ok) return steps;
  const [first] = steps.value;
  if (first?.type !== 'field') return failed(message(NOT_FIRST));
  const word = first.name;
  if (word === '') return failed(message('a resource must be present, got: /, Resource='));
  const fields = namesOf(steps.value.slice(1), version === '' ? NOT_FIRST : NOT_ALL);
  const named = kindFor(session, word);
  if (!named.ok) return failed(plain(`the server doesn't have a resource type "${word}"`));
  if (version !== '') {
    if (!fields.ok) return fields;
    const kind = inVersion(session, version, named.value);
    return 'type' in kind ? failed(kind) : done({ kind, path: fields.value });
  }
  const { plural } = named.value;
  const candidates = session.client.discovery.kinds().filter((kind) => kind.plural === plural);
  const kind = candidates.find((one) => text.startsWith(resourceOf(one)));
  const behind = kind === undefined ? undefined : text.slice(resourceOf(kind).length);
  const isWhole = behind === undefined || (behind !== '' && !behind.startsWith('.'));
  if (kind === undefined || isWhole) {
    return fields.ok ? done({ kind: named.value, path: fields.value }) : fields;
  }
  const below = /^\.{0,2}$/.test(behind) ? done([]) : fieldsBehind(behind);
  return below.ok ? done({ kind, path: below.value }) : below;
}

const OPENAPI_V2 = {
  method: 'GET' as const,
  target: '/openapi/v2?timeout=32s',
  accept: 'application/com.github.proto-openapi.spec.v2@v1.0+protobuf',
  place: 'discovery_client.go:681',
};

function* run(session: Session): Program<Failure | undefined> {
  const [wanted] = session.args;
  if (wanted === undefined) {
    return message(
      'You must specify the type of resource to explain. Use "kubectl api-resources" for a ' +
        'complete list of supported resources.',
    );
  }
  if (session.args.length > 1) return message('We accept only this format: explain RESOURCE');
  const output = session.flags.text('output');
  const read = wantedOf(session, wanted);
  if (!read.ok) return read.failure;
  if (!['plaintext', 'plaintext-openapiv2'].includes(output)) {
    return message(`unrecognized format: ${output}`);
  }
  const { kind, path } = read.value;
  const definition = definitionOfKind(kind.group, kind.version, kind.kind);
  if (definition === undefined) return message(`couldn't find resource for "${wanted}"`);
  const place = follow(definition, path, output === 'plaintext-openapiv2');
  if (output === 'plaintext') session.log.checkSchema(apiVersionOf(kind));
  else session.log.request(OPENAPI_V2);
  if (output === 'plaintext-openapiv2') return yield* explainOld(session, kind, place);
  yield* session.out(headOf(kind));
  // The real tool names the end of the path, wherever it breaks off.
  if (typeof place === 'string') return message(`field "${path.at(-1)}" does not exist`);
  const { field } = place;
  const title = field === undefined ? '' : `FIELD: ${field.name} <${typeName(field.type)}>\n\n`;
  const enums =
    field === undefined || field.enum.length === 0
      ? ''
      : `ENUM:\n    ${field.enum.join('\n    ')}\n\n`;
  yield* session.out(`${title}${enums}`);
  if (place.definition === undefined) return undefined;
  const isDeep = session.flags.bool('recursive');
  const lines = fieldsText(place.definition, isDeep, '  ', [place.definition.name]);
  yield* session.out(`FIELDS:\n${lines.join('\n')}\n`);
  return undefined;
}

export const explainVerb: Verb = {
  ...PLAIN_VERB,
  name: 'explain',
  aliases: [],
  summary: 'Show the fields of a kind and their types',
  usage:
    'TYPE [--recursive=FALSE|TRUE] [--api-version=api-version-group] ' +
    '[-o|--output=plaintext|plaintext-openapiv2]',
  examples: [{ does: 'What stands in the spec of a set', line: 'kubectl explain sts.spec' }],
  flags: [
    boolFlag('recursive', 'Everything below, too', 'R'),
    textFlag('api-version', 'The version of the API'),
    textFlag('output', 'plaintext or plaintext-openapiv2', 'o', 'plaintext'),
  ],
  verbs: [],
  isServerFirst: () => true,
  run,
};
