import type { AnyKind } from '../../api/index.ts';
import type { Completion } from '../../kernel/index.ts';
import {
  type Definition,
  definitionOf,
  definitionOfKind,
  type FieldType,
} from '../../schema/index.ts';
import { choice } from './choice.ts';

/** The structure that a type leads to; undefined for values. */
function structureOf(type: FieldType): Definition | undefined {
  if (type.type === 'list') return structureOf(type.items);
  if (type.type === 'map') return structureOf(type.values);
  return type.type === 'ref' ? definitionOf(type.name) : undefined;
}

const LEAF = /([\w-]*)$/;

function typeText(type: FieldType): string {
  if (type.type === 'list') return `[]${typeText(type.items)}`;
  if (type.type === 'map') return `map of ${typeText(type.values)}`;
  return type.type === 'ref' ? definitionOf(type.name).displayName : type.type;
}

/** What ends a field's name in the path: an index for a list, nothing for a value. */
const suffixOf = (type: FieldType): string =>
  type.type === 'list' && structureOf(type) !== undefined ? '[*]' : '';

/** The structure at the end of a path like `.spec.containers[*]`; undefined when there is none. */
function follow(start: Definition | undefined, path: string): Definition | undefined {
  let at = start;
  for (const name of path.split('.').filter((part) => part !== '')) {
    const field = at?.fields.get(name.replace(/\[.*$/, ''));
    at = field === undefined ? undefined : structureOf(field.type);
  }
  return at;
}

/** Fields that may follow `path`, a path that ends in the beginning of a field's name. */
function fieldChoices(start: Definition | undefined, path: string, head: string): Completion[] {
  const begun = LEAF.exec(path)?.[1] ?? '';
  const before = path.slice(0, path.length - begun.length);
  const at = follow(start, before);
  return [...(at?.fields.values() ?? [])]
    .filter(({ name }) => name.startsWith(begun))
    .map(({ name, type }) =>
      choice(`${head}${before}${name}${suffixOf(type)}`, typeText(type), false),
    );
}

const startOf = (kind: AnyKind): Definition | undefined =>
  definitionOfKind(kind.group, kind.version, kind.kind);

/**
 * Fields for `jsonpath={.items[*].metadata.na`: what stands after the last brace or the last space
 * inside it. `isList` is for several objects, which are below `.items`.
 */
export function jsonpathChoices(kind: AnyKind, word: string, isList: boolean): Completion[] {
  const open = word.lastIndexOf('{');
  if (open < word.lastIndexOf('}')) return [];
  if (open < 0) return [choice(`${word}{`, 'a path', false)];
  const inner = word.slice(open + 1);
  const at = Math.max(inner.lastIndexOf(' '), inner.lastIndexOf('@')) + 1;
  const path = inner.slice(at);
  const head = word.slice(0, word.length - path.length);
  if (path === '') return [choice(`${head}.`, 'a field', false)];
  if (!path.startsWith('.')) return [];
  if (!isList) return fieldChoices(startOf(kind), path, head);
  const items = /^\.items\[[^\]]*\]/.exec(path)?.[0];
  if (items !== undefined) {
    return fieldChoices(startOf(kind), path.slice(items.length), head + items);
  }
  return '.items[*]'.startsWith(path) || /\s@?$/.test(inner.slice(0, at))
    ? [choice(`${head}.items[*].`, 'every object', false)]
    : fieldChoices(startOf(kind), path, head);
}

/** Paths for `-o custom-columns=NAME:.metadata.na` and `--sort-by=.metadata.na`. */
export function pathChoices(kind: AnyKind, word: string): Completion[] {
  const at = Math.max(word.lastIndexOf(':'), word.lastIndexOf('=')) + 1;
  const path = word.slice(at);
  return path.startsWith('.') ? fieldChoices(startOf(kind), path, word.slice(0, at)) : [];
}

/** Paths for `explain sts.spec.te`. */
export function explainChoices(kind: AnyKind, word: string): Completion[] {
  const dot = word.indexOf('.');
  return fieldChoices(startOf(kind), word.slice(dot), word.slice(0, dot)).map((one) =>
    choice(one.value.replaceAll('[*]', ''), one.summary, false),
  );
}
