import type { AnyKind } from '../../api/index.ts';
import { type Advice, advice, nearest, resolvePath } from '../../kernel/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type FieldType,
} from '../../schema/index.ts';
import { type FailedCommand, operandsOf } from './command.ts';

const apiVersionOf = ({ group, version }: AnyKind): string =>
  group === '' ? version : `${group}/${version}`;

const BROKEN_INDENT =
  /mapping values are not allowed|did not find expected|block sequence entries|block mapping/;

/** What is wrong with the text of a manifest. */
function forYaml({ context }: FailedCommand, text: string): Advice | undefined {
  const [, path = '', line = '', why = ''] =
    /^error parsing (\S+): .*\byaml: line (\d+): (.*)/.exec(text) ?? [];
  if (path === '') return undefined;
  const read = context.files.read(resolvePath(context.directory, path));
  const lines = read.ok ? read.value.split('\n') : [];
  const tabAt = lines.findIndex((one) => /^ *\t/.test(one));
  if (tabAt >= 0) return advice('tab', { line: String(tabAt + 1) });
  if (/could not find expected ':'/.test(why)) return advice('colon', { line });
  return BROKEN_INDENT.test(why) ? advice('indent', { line }) : undefined;
}

/** A kind that its apiVersion does not have. */
function forNoMatch({ parts }: FailedCommand, text: string): Advice | undefined {
  const [, word] = /no matches for kind "([^"]+)" in version "([^"]+)"/.exec(text) ?? [];
  if (word === undefined) return undefined;
  const { discovery } = parts.client;
  const kinds = discovery.kinds();
  const same = kinds.find(({ kind }) => kind === word);
  const preferred = same === undefined ? undefined : (discovery.kindFor(same.plural) ?? same);
  if (preferred !== undefined) {
    return advice('apiVersion', { kind: word, meant: apiVersionOf(preferred) });
  }
  const names = kinds.map(({ kind }) => kind);
  const lower = word.toLowerCase();
  const other = kinds.find((one) => [one.plural, one.singular, ...one.shortNames].includes(lower));
  const meant = other?.kind ?? nearest(word, names);
  return meant === undefined ? undefined : advice('manifestKind', { word, meant });
}

function structureOf(type: FieldType): Definition | undefined {
  if (type.type === 'list') return structureOf(type.items);
  if (type.type === 'map') return structureOf(type.values);
  return type.type === 'ref' ? definitionOf(type.name) : undefined;
}

/** The field that was meant where a path of fields breaks off. */
function nearField(start: Definition, path: readonly string[]): Advice | undefined {
  let definition: Definition | undefined = start;
  for (const name of path) {
    const field = definition?.fields.get(name);
    if (field === undefined) {
      const meant = nearest(name, [...(definition?.fields.keys() ?? [])]);
      return meant === undefined ? undefined : advice('field', { field: name, meant });
    }
    definition = structureOf(field.type);
  }
  return undefined;
}

/** A field that its structure does not have, in a manifest. */
export function forUnknownField({ parts }: FailedCommand, text: string): Advice | undefined {
  const [, kindName = '', apiVersion = '', path] =
    /(\w+) in version "([^"]+)" cannot be handled as .*?unknown field "([^"]+)"/.exec(text) ?? [];
  if (path === undefined) return undefined;
  const given = parts.client.discovery.kinds().filter(({ kind }) => kind === kindName);
  const kind = given.find((one) => [one.version, apiVersionOf(one)].includes(apiVersion));
  const definition =
    kind === undefined ? undefined : definitionOfKind(kind.group, kind.version, kind.kind);
  const fields = path.replace(/\[[^\]]*\]/g, '').split('.');
  return definition === undefined ? undefined : nearField(definition, fields);
}

/** The same, of `kubectl explain`. */
function forExplain(command: FailedCommand, text: string): Advice | undefined {
  if (command.path !== 'explain' || !/^field "[^"]*" does not exist/.test(text)) return undefined;
  const [word = '', ...path] = (operandsOf(command)[0] ?? '')
    .split('.')
    .filter((one) => one !== '');
  const kind = command.parts.client.discovery.kindFor(word);
  const definition =
    kind === undefined ? undefined : definitionOfKind(kind.group, kind.version, kind.kind);
  return definition === undefined ? undefined : nearField(definition, path);
}

const MISSING_FILE =
  /^the path "([^"]+)" does not exist|^error reading ([^:]+): no such file or directory/;

/** A file that is nearly there. */
function forFile({ context }: FailedCommand, text: string): Advice | undefined {
  const match = MISSING_FILE.exec(text);
  const path = match?.[1] ?? match?.[2];
  if (path === undefined) return undefined;
  const at = path.lastIndexOf('/') + 1;
  const listed = context.files.list(resolvePath(context.directory, path.slice(0, at) || '.'));
  const names = listed.ok ? listed.value : [];
  const name = path.slice(at);
  const isStem = (one: string): boolean =>
    /\.(?:ya?ml|json)$/.test(one) && one.startsWith(`${name}.`);
  const meant = nearest(name, names) ?? (name === '' ? undefined : names.find(isStem));
  return meant === undefined ? undefined : advice('file', { meant: path.slice(0, at) + meant });
}

/** What is wrong with files and manifests, as kubectl itself tells it. */
export function forManifest(command: FailedCommand, text: string): Advice | undefined {
  if (/cannot use generate name with apply/.test(text)) return advice('generateName', {});
  if (/resource name may not be empty$/.test(text)) return advice('noName', {});
  return (
    forYaml(command, text) ??
    forNoMatch(command, text) ??
    forExplain(command, text) ??
    forFile(command, text)
  );
}
