import type { JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { findResults, goText, type Part, parseTemplate, relaxedPath } from './jsonpath/index.ts';

export interface CustomColumn {
  readonly header: string;
  /** What is wrong with a path comes to light as it is printed, below the headers. */
  readonly parts: Outcome<readonly Part[]>;
}

function columnOf(header: string, path: string): Outcome<CustomColumn> {
  const text = relaxedPath(path);
  if (!text.ok) return failed(message(text.error));
  const parsed = parseTemplate(text.value);
  const parts = parsed.ok ? done(parsed.value) : failed(message(parsed.error));
  return done({ header, parts });
}

/** The columns, or what is wrong with the first that is none. */
function allOf(columns: readonly Outcome<CustomColumn>[]): Outcome<CustomColumn[]> {
  const wrong = columns.find((column) => !column.ok);
  return wrong?.ok === false ? wrong : done(columns.flatMap((one) => (one.ok ? [one.value] : [])));
}

/** Reads `NAME:.metadata.name,IMAGE:.spec.image`. */
export function parseCustomColumns(spec: string): Outcome<CustomColumn[]> {
  if (spec === '') {
    return failed(message('custom-columns format specified but no custom columns given'));
  }
  const columns = spec.split(',').map((part) => {
    const at = part.indexOf(':');
    if (at >= 0) return columnOf(part.slice(0, at), part.slice(at + 1));
    const text = `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`;
    return failed(message(text));
  });
  return allOf(columns);
}

/** Reads a file of two lines: headers, and the path below each. */
export function parseColumnsFile(text: string): Outcome<CustomColumn[]> {
  const [headers = '', paths = ''] = text.split('\n');
  const lacking = [headers, paths].indexOf('');
  if (lacking >= 0) {
    return failed(
      message(
        `invalid template, missing ${lacking === 0 ? 'header' : 'spec'} line. Expected format is one line of space separated ` +
          'headers, one line of space separated column specs.',
      ),
    );
  }
  const names = headers.trim().split(/\s+/);
  const specs = paths.trim().split(/\s+/);
  if (names.length !== specs.length) {
    return failed(
      message(
        `number of headers (${names.length}) and field specifications (${specs.length}) don't ` +
          'match',
      ),
    );
  }
  return allOf(names.map((name, i) => columnOf(name, specs[i] as string)));
}

/** The line of one object, its cells ended by tabs. */
export function columnsLine(object: JsonObject, columns: readonly CustomColumn[]): Outcome<string> {
  const cells: string[] = [];
  for (const { parts } of columns) {
    if (!parts.ok) return parts;
    const found = findResults(object, parts.value, { areMissingKeysAllowed: true });
    if (!found.ok) return failed(message(found.error));
    const values = found.value.flat();
    cells.push(values.length === 0 ? '<none>' : values.map(goText).join(','));
  }
  return done(cells.join('\t'));
}
