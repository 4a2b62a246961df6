import type { FileSystem } from '../../kernel/index.ts';
import { resolvePath } from '../../kernel/index.ts';
import { createJsonReader, throwMistake } from './json.ts';
import { parseDefinitions } from './parser.ts';
import { type FunctionDefinition, JqModuleError } from './syntax.ts';
import type { Json } from './values.ts';

/** What a program takes from files besides its inputs. */
export interface Modules {
  /** The program without its directives, every character where it was. */
  readonly source: string;
  readonly definitions: readonly FunctionDefinition[];
  /** `import "data" as $name`. */
  readonly data: ReadonlyMap<string, Json>;
}

/** Where modules are looked for. */
export interface Shelf {
  readonly files: FileSystem;
  /** Where what looks for them is, from where `search` leads. */
  readonly directory: string;
  readonly paths: readonly string[];
}

/** Its keyword, the name, what it is called by, and its metadata. */
const DIRECTIVE =
  /^(\s*(?:#.*\n\s*)*)(import|include)\s+"([^"\\]*)"\s*(?:as\s+(\$?\w+)\s*)?(\{[^}]*\}\s*)?;/;
const MODULE = /^\s*(?:#.*\n\s*)*module\s*\{[^}]*\}\s*;/;
const SEARCH = /"?search"?\s*:\s*"([^"]*)"/;

const blank = (text: string): string => text.replace(/[^\n]/g, ' ');

/**
 * The text of `name.jq` or `name/name.jq` in the first folder that has it: the one that the
 * directive names, then those of the shelf. Throws a JqModuleError where none has.
 */
function find(
  { files, directory, paths }: Shelf,
  name: string,
  search: string | undefined,
  suffix: '.jq' | '.json',
): { readonly text: string; readonly folder: string } {
  const own = search === undefined ? [] : [resolvePath(directory, search)];
  for (const folder of [...own, ...paths]) {
    for (const file of [`${name}${suffix}`, `${name}/${name.split('/').at(-1)}${suffix}`]) {
      const path = resolvePath(folder, file);
      const content = files.read(path);
      if (content.ok) return { text: content.value, folder: path.slice(0, path.lastIndexOf('/')) };
    }
  }
  throw new JqModuleError(name);
}

/** All values of a file of data, in an array. */
function valuesOf(text: string): Json {
  const values: Json[] = [];
  const reader = createJsonReader();
  reader.push(text, (value) => values.push(value), throwMistake);
  reader.end((value) => values.push(value), throwMistake);
  return values;
}

/**
 * Reads the modules that a program names in front. Throws a JqModuleError where there is none of
 * a name. A definition is there under its own name, too, which others of its module call.
 */
export function readModules(program: string, shelf: Shelf): Modules {
  const head = MODULE.exec(program)?.[0] ?? '';
  let source = blank(head) + program.slice(head.length);
  const definitions: FunctionDefinition[] = [];
  const data = new Map<string, Json>();
  for (let at = head.length; ; ) {
    const match = DIRECTIVE.exec(source.slice(at));
    if (match === null) return { source, definitions, data };
    const [whole, , kind, name = '', alias, meta = ''] = match;
    const search = SEARCH.exec(meta)?.[1];
    source = source.slice(0, at) + blank(whole) + source.slice(at + whole.length);
    at += whole.length;
    if (alias?.startsWith('$') === true) {
      const value = valuesOf(find(shelf, name, search, '.json').text);
      const bare = alias.slice(1);
      for (const one of [bare, `${bare}::${bare}`]) data.set(one, value);
      continue;
    }
    const { text, folder } = find(shelf, name, search, '.jq');
    const inner = readModules(text, { ...shelf, directory: folder });
    const own = parseDefinitions(inner.source);
    for (const [key, value] of inner.data) data.set(key, value);
    definitions.push(...inner.definitions, ...own);
    if (kind === 'import') {
      definitions.push(...own.map((one) => ({ ...one, name: `${alias}::${one.name}` })));
    }
  }
}
