import { type CommandContext, type Program, readAll, resolvePath } from '../../kernel/index.ts';
import { parseArguments } from '../commands/arguments.ts';
import { openInput } from '../commands/inputs.ts';
import { createTool, type StreamingCommand } from '../commands/tool.ts';
import type { Item } from '../jq/machine.ts';
import { JqFailure } from '../jq/syntax.ts';
import { isArray, isObject, type Json } from '../jq/values.ts';
import type { ShellHost } from '../types.ts';
import { readDocuments, showPart, showYaml, update, type YamlDocument } from './documents.ts';
import { type Expression, type Origin, readExpression } from './expression.ts';
import { readOptions, type YqOptions } from './options.ts';

const USAGE = `Usage:
  yq [flags] [expression] [file1]...
  yq eval-all [expression] [file1]...

Flags:
  -i, --inplace               change the first file itself
  -o, --output-format string  yaml, json or props
  -I, --indent int            how deep a level is (2)
  -n, --null-input            start without a document
  -r, --unwrapScalar          print texts without quotes (on)
  -N, --no-doc                no --- between documents
  -e, --exit-status           fail when nothing or null comes out
`;

interface Source {
  readonly name: string;
  readonly documents: readonly YamlDocument[];
}

const plainOf = (value: Json): unknown => {
  if (isArray(value)) return value.map(plainOf);
  return isObject(value)
    ? Object.fromEntries([...value].map(([key, one]) => [key, plainOf(one)]))
    : value;
};

/** `a.b = c` lines. */
function properties(value: Json, path: string): string {
  if (isObject(value) || isArray(value)) {
    const entries: readonly (readonly [string | number, Json])[] = isObject(value)
      ? [...value]
      : value.map((one, i) => [i, one] as const);
    const join = (key: string | number): string => (path === '' ? String(key) : `${path}.${key}`);
    return entries.map(([key, one]) => properties(one, join(key))).join('');
  }
  return `${path} = ${value === null ? '' : String(value)}\n`;
}

/** One result as it is printed. */
function show({ value, path }: Item, from: YamlDocument | undefined, options: YqOptions): string {
  const isText = typeof value === 'string';
  if (options.format === 'props') return properties(value, '');
  if (options.format === 'json') {
    if (isText && options.isRaw) return `${value}\n`;
    return `${JSON.stringify(plainOf(value), undefined, options.indent)}\n`;
  }
  if (isText && options.isRaw) return `${value}\n`;
  const isPart = !options.isPretty && Array.isArray(path) && from !== undefined;
  const part = isPart ? showPart(from.document, path, options.indent) : undefined;
  if (part !== undefined) return part.endsWith('\n') ? part : `${part}\n`;
  return showYaml(value, options.indent);
}

const isWhole = (value: Json): boolean => isObject(value) || isArray(value);

/** The result of an expression that made a new document out of one: in the style of the old. */
function restyled(item: Item, from: YamlDocument | undefined, options: YqOptions): string {
  const isChanged = item.path === 'none' || item.path === undefined;
  const isLike = from !== undefined && isObject(item.value) && isObject(from.value);
  const keeps =
    isLike &&
    [...(from.value as ReadonlyMap<string, Json>).keys()].some((key) =>
      (item.value as ReadonlyMap<string, Json>).has(key),
    );
  if (!isChanged || !isWhole(item.value) || !keeps || options.format !== 'yaml') {
    return show(item, from, options);
  }
  const document = from.document.clone();
  update(document, from.value, item.value);
  return show({ value: item.value, path: [] }, { document, value: item.value }, options);
}

interface Printed {
  readonly text: string;
  readonly last: Json | undefined;
}

/** Everything that an expression gives for all documents, as one text. */
function evaluateAll(
  expression: Expression,
  sources: readonly Source[],
  options: YqOptions,
): Printed {
  const parts: string[] = [];
  let last: Json | undefined;
  const all = sources.flatMap((one) => one.documents.map((document) => document.value));
  const run = (document: YamlDocument | undefined, origin: Origin): void => {
    const items = expression.run(document?.value ?? null, origin, all);
    const text = items.map((item) => restyled(item, document, options)).join('');
    last = items.at(-1)?.value ?? last;
    if (items.length > 0) parts.push(text);
  };
  const [first] = sources;
  if (options.isNullInput || options.readsAll) {
    const document = options.isNullInput ? undefined : first?.documents[0];
    run(document, { document: 0, file: 0, name: first?.name ?? '' });
  } else {
    let index = 0;
    for (const [file, source] of sources.entries()) {
      for (const document of source.documents) {
        run(document, { document: index++, file, name: source.name });
      }
    }
  }
  const separator = options.hasSeparators && options.format === 'yaml' ? '---\n' : '';
  return { text: parts.join(separator), last };
}

function* start(host: ShellHost, context: CommandContext): Program {
  const refuse = function* (text: string): Program {
    yield* context.stderr.write(`Error: ${text}\n`);
    return 1;
  };
  const empty = parseArguments([], []);
  if (!empty.ok) throw new Error('no arguments cannot be wrong');
  const t = createTool(context, 'yq', empty.parsed);
  if (context.args.includes('--help') || context.args.includes('-h')) {
    yield* t.out(USAGE);
    return 0;
  }
  if (context.args.includes('--version') || context.args.includes('-V')) {
    yield* t.out('yq (https://github.com/mikefarah/yq/) version v4.44.3\n');
    return 0;
  }
  const isFile = (name: string): boolean => context.files.stat(t.path(name)).ok;
  const options = readOptions(context.args, isFile);
  if (typeof options === 'string') return yield* refuse(options);
  if (options.isInPlace && options.files.length === 0) {
    return yield* refuse(
      'write in place flag only applicable when giving an expression and at least one file',
    );
  }
  const { expression: text, readsAll } = options;
  const expression = readExpression(text, readsAll, context.env, () => host.clock.epochMs());
  if (typeof expression === 'string') return yield* refuse(expression);
  const sources: Source[] = [];
  const names = options.isNullInput ? [] : options.files.length === 0 ? ['-'] : options.files;
  for (const name of names) {
    const opened = openInput(t, name);
    if (!opened.ok) return yield* refuse(`open ${name}: ${opened.error.toLowerCase()}`);
    const documents = readDocuments(yield* readAll(opened.reader));
    if (typeof documents === 'string') return yield* refuse(`bad file '${name}': ${documents}`);
    sources.push({ name, documents });
  }
  try {
    const { text, last } = evaluateAll(expression, sources, options);
    if (options.isInPlace) {
      const path = resolvePath(context.directory, options.files[0] ?? '');
      context.files.write(path, text);
    } else yield* t.out(text);
    if (options.wantsExitStatus && (last === undefined || last === null || last === false)) {
      return yield* refuse('no matches found');
    }
    return 0;
  } catch (error) {
    if (!(error instanceof JqFailure)) throw error;
    return yield* refuse(String(error.value));
  }
}

/** `yq` 4 (Mike Farah's), as far as people use it: its expressions run on the engine of jq. */
export function createYq(host: () => ShellHost): StreamingCommand {
  return {
    name: 'yq',
    summary: 'Selects and changes YAML.',
    opensStreams: true,
    run: (context) => start(host(), context),
  };
}
