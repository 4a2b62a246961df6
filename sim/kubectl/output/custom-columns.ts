import type { JsonObject } from '../../api/index.ts';
import { done, failed, message, type Outcome } from '../failure.ts';
import { findResults, goText, type Part, parseRelaxed } from './jsonpath/index.ts';

export interface CustomColumn {
  readonly header: string;
  readonly parts: Outcome<readonly Part[]>;
}

function columnOf(header: string, path: string): CustomColumn {
  const parsed = parseRelaxed(path);
  const parts = parsed.ok ? done(parsed.value.parts) : failed(message(parsed.error));
  return { header, parts };
}

/** Reads `NAME:.metadata.name,IMAGE:.spec.image`. */
export function parseCustomColumns(spec: string): Outcome<CustomColumn[]> {
  if (spec === '') {
    return failed(message('custom-columns format specified but no custom columns given'));
  }
  const columns: CustomColumn[] = [];
  for (const part of splitColumns(spec)) {
    const at = part.indexOf(':');
    if (at < 0) {
      const text = `unexpected custom-columns spec: ${part}, expected <header>:<json-path-expr>`;
      return failed(message(text));
    }
    const column = columnOf(part.slice(0, at), part.slice(at + 1));
    if (!column.parts.ok) return column.parts;
    columns.push(column);
  }
  return done(columns);
}

/** Commas inside brackets and quotes belong to a path. */
function splitColumns(spec: string): string[] {
  return spec.split(/,(?![^[]*\])/);
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
  // What is wrong with a path comes to light with the first object.
  return done(names.map((name, i) => columnOf(name, specs[i] as string)));
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
