import type { JsonObject } from '../../api/index.ts';
import { quote, sortKeys } from '../../api/index.ts';
import { resolvePath } from '../../kernel/index.ts';
import { done, type Failure, failed, message, type Outcome } from '../failure.ts';
import { boolFlag, type Flag, textFlag } from '../flags.ts';
import type { Session } from '../session.ts';
import {
  type CustomColumn,
  columnsLine,
  parseColumnsFile,
  parseCustomColumns,
} from './custom-columns.ts';
import { goText, parseGoTemplate, runGoTemplate } from './go-template/index.ts';
import { sortedJsonPieces, toCompactJson, toGoSyntax, toJson } from './json.ts';
import { findResults, parseTemplate, printTemplate } from './jsonpath/index.ts';
import { kyamlPieces, typedKyamlPieces } from './kyaml.ts';
import { withManagedFields } from './managed-fields.ts';
import { alignTabs, tableLayout } from './tabwriter.ts';
import { yamlPieces } from './yaml.ts';

export const OUTPUT_FLAGS: readonly Flag[] = [
  textFlag('output', 'How to print: json, yaml, name, jsonpath=…, go-template=…', 'o'),
  textFlag('template', 'The template for -o go-template'),
  boolFlag('allow-missing-template-keys', 'Ignore fields that are not there', '', 'true'),
  boolFlag('show-managed-fields', 'Keep managedFields in what is printed'),
];

/** Prints objects in one format. A printer keeps what it printed before: columns, separators. */
export interface Printer {
  print(object: JsonObject): Outcome<string>;
  /** What `print` answers, in the pieces in which it is written; for long lists. */
  readonly pieces?: ((object: JsonObject) => readonly string[]) | undefined;
}

const inPieces = (pieces: (object: JsonObject) => readonly string[]): Printer => ({
  print: (object) => done(pieces(object).join('')),
  pieces,
});

const FORMATS = [
  'go-template',
  'go-template-file',
  'json',
  'jsonpath',
  'jsonpath-as-json',
  'jsonpath-file',
  'kyaml',
  'name',
  'template',
  'templatefile',
  'yaml',
];
const GET_FORMATS = ['custom-columns', 'custom-columns-file', ...FORMATS, 'wide'].sort();

/** Formats that show only what is asked for, so that nothing is hidden from them. */
const isTemplate = (format: string): boolean =>
  /^(jsonpath|go-template|template|custom-columns)/.test(format);

/** The object without managedFields. */
export function withoutManagedFields(object: JsonObject): JsonObject {
  if (Array.isArray(object.items)) {
    return {
      ...object,
      items: object.items.map((item) => withoutManagedFields(item as JsonObject)),
    };
  }
  const { metadata } = object;
  if (typeof metadata !== 'object' || metadata === null || !('managedFields' in metadata))
    return object;
  const { managedFields: _, ...rest } = metadata as JsonObject;
  return { ...object, metadata: rest };
}

const UNKNOWN = '<unknown>';

/** An event of a watch has neither kind nor name. */
const nameLine = (object: JsonObject): string => {
  const { kind, apiVersion, metadata } = object as {
    kind?: string;
    apiVersion?: string;
    metadata?: { name?: string };
  };
  const group = apiVersion?.includes('/') === true ? `.${apiVersion.split('/')[0]}` : '';
  const type = kind === undefined ? UNKNOWN : `${kind.toLowerCase()}${group}`;
  return `${type}/${metadata?.name || UNKNOWN}\n`;
};

const itemsOf = (object: JsonObject): JsonObject[] =>
  object.kind === 'List' && Array.isArray(object.items) ? (object.items as JsonObject[]) : [object];

function jsonpathPrinter(template: string, isLenient: boolean, isJson: boolean): Outcome<Printer> {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return failed(message(`error parsing jsonpath ${template}, ${parsed.error}`));
  const options = { areMissingKeysAllowed: isLenient };
  const refuse = (
    object: JsonObject,
    error: string,
  ): { ok: false; failure: ReturnType<typeof message> } =>
    failed(
      message(
        `error executing jsonpath ${quote(template)}: Error executing template: ${error}. Printing ` +
          'more information for debugging the template:\n\ttemplate ' +
          `was:\n\t\t${template}\n\tobject given to jsonpath engine ` +
          `was:\n\t\t${toGoSyntax(object)}\n\n\n`,
      ),
    ) as { ok: false; failure: ReturnType<typeof message> };
  return done({
    print(object) {
      if (isJson) {
        const found = findResults(object, parsed.value, options);
        if (!found.ok) return refuse(object, found.error);
        return done(found.value.map((values) => toJson(sortKeys([...values]))).join(''));
      }
      const text = printTemplate(object, parsed.value, options);
      return text.ok ? done(text.value) : refuse(object, text.error);
    },
  });
}

function goTemplatePrinter(template: string, isLenient: boolean): Outcome<Printer> {
  const parsed = parseGoTemplate(template);
  if (!parsed.ok) {
    return failed(message(`error parsing template ${template}, template: output:${parsed.error}`));
  }
  return done({
    print(object) {
      const { text, error } = runGoTemplate(template, parsed.value, object, isLenient);
      if (error === '') return done(text);
      const printed =
        `${text}Error executing template: template: output:${error}. Printing more information ` +
        `for debugging the template:\n\ttemplate was:\n\t\t${template}\n\traw data was:\n\t\t` +
        `${toCompactJson(object)}\n\tobject given to template engine was:\n\t\t` +
        `${goText(object)}\n\n`;
      const reason = `error executing template ${quote(template)}: template: output:${error}`;
      return failed({ type: 'partial', printed, failure: message(reason) });
    },
  });
}

function columnsPrinter(columns: readonly CustomColumn[], hasHeaders: boolean): Printer {
  const layout = tableLayout();
  let isFirst = hasHeaders;
  return {
    print(object) {
      const lines = isFirst ? [columns.map((column) => column.header).join('\t')] : [];
      isFirst = false;
      const stopped = (failure: Failure): Outcome<string> => {
        const printed = lines.map((text) => `${text}\n`).join('');
        return failed({ type: 'partial', printed: alignTabs(printed, layout), failure });
      };
      for (const { parts } of columns) if (!parts.ok) return stopped(parts.failure);
      for (const item of itemsOf(object)) {
        const line = columnsLine(item, columns);
        if (!line.ok) return stopped(line.failure);
        lines.push(line.value);
      }
      return done(lines.length === 0 ? '' : alignTabs(`${lines.join('\n')}\n`, layout));
    },
  };
}

function readTemplate(session: Session, path: string, flag: string): Outcome<string> {
  const file = session.context.files.read(resolvePath(session.context.directory, path));
  if (file.ok) return done(file.value);
  return failed(message(`error reading ${flag} ${path}, open ${path}: no such file or directory`));
}

const plainPrinters: Readonly<Record<string, () => Printer>> = {
  name: () => ({ print: (object) => done(itemsOf(object).map(nameLine).join('')) }),
  json: () => ({ print: (object) => done(toJson(object)) }),
  kyaml: () => inPieces(kyamlPieces),
  yaml: () => {
    let isFirst = true;
    return inPieces((object) => {
      const written = yamlPieces(object);
      if (isFirst) {
        isFirst = false;
        return written;
      }
      return ['---\n', ...written];
    });
  },
};

const sortedPrinters: Readonly<Record<string, () => Printer>> = {
  json: () => inPieces(sortedJsonPieces),
};
const typedPrinters: Readonly<Record<string, () => Printer>> = {
  kyaml: () => inPieces(typedKyamlPieces),
};

function formatPrinter(
  session: Session,
  format: string,
  argument: string | undefined,
  isSorted: boolean,
): Outcome<Printer> | undefined {
  // What comes from the server has no order of its own; what a verb made has.
  const ordering = isSorted ? sortedPrinters : typedPrinters;
  const plain = ordering[format] ?? plainPrinters[format];
  if (plain !== undefined) return argument === undefined ? done(plain()) : undefined;
  // With a template of its own flag, nothing may stand behind the format.
  if (argument !== undefined && session.flags.text('template') !== '') return undefined;
  const isLenient = session.flags.bool('allow-missing-template-keys');
  const [, base = '', isFile] = /^(.*?)(-file|file)?$/.exec(format) ?? [];
  const fallback = session.flags.text('template');
  const given = argument === undefined || argument === '' ? fallback : argument;
  if (!['jsonpath', 'jsonpath-as-json', 'go-template', 'template', 'custom-columns'].includes(base))
    return undefined;
  if (given === '') {
    return base === 'custom-columns'
      ? failed(message('custom-columns format specified but no custom columns given'))
      : failed(message('template format specified but no template given'));
  }
  const flag = base === 'custom-columns' ? 'template' : '--template';
  const source = isFile === undefined ? done(given) : readTemplate(session, given, flag);
  if (!source.ok) return source;
  if (base === 'custom-columns') {
    const parse = isFile === undefined ? parseCustomColumns : parseColumnsFile;
    const columns = parse(source.value);
    const hasHeaders = !session.flags.bool('no-headers');
    return columns.ok ? done(columnsPrinter(columns.value, hasHeaders)) : columns;
  }
  return base.startsWith('jsonpath')
    ? jsonpathPrinter(source.value, isLenient, base === 'jsonpath-as-json')
    : goTemplatePrinter(source.value, isLenient);
}

/** Whether `get` and its like print tables. */
export const isTable = ({ flags }: Session): boolean =>
  flags.text('output') === 'wide' || (flags.text('output') === '' && flags.text('template') === '');

/** What `-o` says; '' where a template alone does, whatever the verb prints otherwise. */
export const formatOf = ({ flags }: Session): string =>
  flags.isSet('output') || flags.text('template') === '' ? flags.text('output') : '';

/**
 * The printer for `-o`; undefined when the output is a table or a result line. `hasTables` tells
 * the formats that only `get` and its like have, `isSorted` whether JSON has its fields in order.
 */
export function printerFor(
  session: Session,
  hasTables = false,
  isSorted = hasTables,
): Outcome<Printer | undefined> {
  const output = formatOf(session);
  if (hasTables && isTable(session)) return done(undefined);
  if (output === '') {
    const template = session.flags.text('template');
    return template === '' ? done(undefined) : goTemplatePrinter(template, true);
  }
  const at = output.indexOf('=');
  const word = at < 0 ? output : output.slice(0, at);
  const format = plainPrinters[word.toLowerCase()] === undefined ? word : word.toLowerCase();
  const argument = at < 0 ? undefined : output.slice(at + 1);
  const isKnown = (hasTables ? GET_FORMATS : FORMATS).includes(format);
  const printer = isKnown ? formatPrinter(session, format, argument, isSorted) : undefined;
  if (printer === undefined) {
    const formats = (hasTables ? GET_FORMATS : FORMATS).join(',');
    return failed(
      message(
        `unable to match a printer suitable for the output format "${output}", allowed formats ` +
          `are: ${formats}`,
      ),
    );
  }
  if (!printer.ok) return printer;
  const isWhole = isTemplate(format) || session.flags.bool('show-managed-fields');
  const shown = (object: JsonObject): JsonObject =>
    isWhole && object.metadata !== undefined
      ? withManagedFields(session.client, object)
      : withoutManagedFields(object);
  const { print, pieces } = printer.value;
  return done({
    print: (object) => print(shown(object)),
    pieces: pieces === undefined ? undefined : (object) => pieces(shown(object)),
  });
}

/** Several objects as the list that the real tool makes of them. */
export const listOf = (objects: readonly JsonObject[]): JsonObject => ({
  apiVersion: 'v1',
  items: objects.map((object) => object),
  kind: 'List',
  metadata: { resourceVersion: '' },
});

/** The printer for `-o` of a verb to which a template alone is no format. */
export const printerByFormat = (session: Session): Outcome<Printer | undefined> =>
  session.flags.text('output') === '' ? done(undefined) : printerFor(session);
