import type { Program } from '../../../kernel/index.ts';
import type { TableStyle } from './format.ts';
import type { Psql } from './state.ts';

/** What `\pset` did with an option: the style, and what it says about it; or why it did not. */
export type SettingAnswer =
  | { readonly ok: true; readonly style: TableStyle; readonly said: string }
  | { readonly ok: false; readonly message: string };

const FORMATS = ['aligned', 'csv', 'html', 'unaligned', 'wrapped'] as const;

/** Whether a word switches on; `before` is the other way round without one. */
export const isOn = (word: string | undefined, before: boolean): boolean =>
  word === undefined ? !before : ['on', 'true', '1', 'yes', 'auto'].includes(word.toLowerCase());

const switched = (isSet: boolean): string => (isSet ? 'on' : 'off');

/** The current value of an option, as `\pset` without arguments and with a name alone tell it. */
const SAID: Readonly<Record<string, (style: TableStyle) => string>> = {
  border: ({ border }) => `Border style is ${border}.`,
  columns: () => 'Target width is unset.',
  csv_fieldsep: ({ csvSeparator }) => `Field separator for CSV is "${csvSeparator}".`,
  expanded: ({ isExpanded, isAutoExpanded }) =>
    isAutoExpanded
      ? 'Expanded display is used automatically.'
      : `Expanded display is ${switched(isExpanded)}.`,
  fieldsep: ({ separator }) => `Field separator is "${separator}".`,
  footer: ({ hasFooter }) => `Default footer is ${switched(hasFooter)}.`,
  format: ({ format }) => `Output format is ${format}.`,
  linestyle: () => 'Line style is ascii.',
  null: ({ nullText }) => `Null display is "${nullText}".`,
  numericlocale: () => 'Locale-adjusted numeric output is off.',
  pager: ({ hasPager }) => (hasPager ? 'Pager is used for long output.' : 'Pager usage is off.'),
  recordsep: ({ recordSeparator }) =>
    recordSeparator === '\n'
      ? 'Record separator is <newline>.'
      : `Record separator is "${recordSeparator}".`,
  title: ({ title }) => (title === '' ? 'Title is unset.' : `Title is "${title}".`),
  tuples_only: ({ tuplesOnly }) => `Tuples only is ${switched(tuplesOnly)}.`,
};

const ALIASES: Readonly<Record<string, string>> = {
  x: 'expanded',
  vertical: 'expanded',
  t: 'tuples_only',
  C: 'title',
  f: 'fieldsep',
};

function changed(style: TableStyle, name: string, value: string | undefined): TableStyle | string {
  switch (name) {
    case 'border': {
      if (value === undefined) return style;
      return { ...style, border: Math.max(0, Math.min(2, Number.parseInt(value, 10) || 0)) };
    }
    case 'csv_fieldsep':
      if (value === undefined) return style;
      return value.length === 1
        ? { ...style, csvSeparator: value }
        : 'csv_fieldsep must be a single one-byte character';
    case 'expanded': {
      const isAutoExpanded = value?.toLowerCase() === 'auto';
      const isExpanded = !isAutoExpanded && isOn(value, style.isExpanded);
      return { ...style, isExpanded, isAutoExpanded };
    }
    case 'fieldsep':
      return value === undefined ? style : { ...style, separator: value };
    case 'footer':
      return { ...style, hasFooter: isOn(value, style.hasFooter) };
    case 'format': {
      if (value === undefined) return style;
      const format = FORMATS.find((each) => each.startsWith(value.toLowerCase()));
      const allowed =
        'aligned, asciidoc, csv, html, latex, latex-longtable, troff-ms, unaligned, wrapped';
      return format === undefined ? `allowed formats are ${allowed}` : { ...style, format };
    }
    case 'null':
      return value === undefined ? style : { ...style, nullText: value };
    case 'pager':
      return { ...style, hasPager: isOn(value, style.hasPager) };
    case 'recordsep':
      return value === undefined ? style : { ...style, recordSeparator: value };
    case 'title':
      return { ...style, title: value ?? '' };
    case 'tuples_only':
      return { ...style, tuplesOnly: isOn(value, style.tuplesOnly) };
    default:
      return style;
  }
}

/** Changes one option of how tables are printed. Models do_pset of src/bin/psql/command.c. */
export function setting(
  style: TableStyle,
  given: string,
  value: string | undefined,
): SettingAnswer {
  const name = ALIASES[given] ?? given;
  const said = SAID[name];
  if (said === undefined) return { ok: false, message: `\\pset: unknown option: ${given}` };
  const next = changed(style, name, value);
  if (typeof next === 'string') return { ok: false, message: `\\pset: ${next}` };
  return { ok: true, style: next, said: said(next) };
}

const quoted = (text: string): string => `'${text.replaceAll('\n', '\\n')}'`;

/** All options with their values: `\pset` without arguments. */
function listText(style: TableStyle): string {
  const values: readonly (readonly [string, string])[] = [
    ['border', String(style.border)],
    ['columns', '0'],
    ['csv_fieldsep', quoted(style.csvSeparator)],
    ['expanded', style.isAutoExpanded ? 'auto' : switched(style.isExpanded)],
    ['fieldsep', quoted(style.separator)],
    ['fieldsep_zero', 'off'],
    ['footer', switched(style.hasFooter)],
    ['format', style.format],
    ['linestyle', 'ascii'],
    ['null', quoted(style.nullText)],
    ['numericlocale', 'off'],
    ['pager', style.hasPager ? '1' : '0'],
    ['pager_min_lines', '0'],
    ['recordsep', quoted(style.recordSeparator)],
    ['recordsep_zero', 'off'],
    ['tableattr', ''],
    ['title', style.title],
    ['tuples_only', switched(style.tuplesOnly)],
    ['unicode_border_linestyle', 'single'],
    ['unicode_column_linestyle', 'single'],
    ['unicode_header_linestyle', 'single'],
  ];
  return values.map(([name, value]) => `${name.padEnd(24)} ${value}\n`).join('');
}

/** `\pset [name [value]]`. */
export function* pset(psql: Psql, [name, value]: readonly string[]): Program<void> {
  const { stdout, stderr } = psql.context;
  if (name === undefined) {
    yield* stdout.write(listText(psql.style));
    return;
  }
  const answer = setting(psql.style, name, value);
  if (answer.ok) {
    psql.style = answer.style;
    if (!psql.options.isQuiet) yield* stdout.write(`${answer.said}\n`);
    return;
  }
  psql.isFailed = true;
  yield* stderr.write(`${answer.message}\n`);
}
