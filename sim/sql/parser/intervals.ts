import type { Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { textType, typeOf } from '../values.ts';
import { literal } from './nodes.ts';

const UNIT = /^(microsecond|second|minute|hour|day|week|month|quarter|year)s?$|^\w+_\w+$/;

function parseUnit(cursor: Cursor): string {
  if (!UNIT.test(cursor.peek().word)) return cursor.fail();
  return cursor.word().toUpperCase();
}

/** An amount of time, behind INTERVAL; PostgreSQL's is a text of its own type. */
export function parseInterval(cursor: Cursor, start: number): Expr {
  const { pipesConcat } = cursor.dialect.lexis;
  if (pipesConcat && cursor.peek().type === 'string') {
    // PostgreSQL has the unit within the text, or behind it.
    const { value } = cursor.next();
    const unit = UNIT.test(cursor.peek().word) ? ` ${cursor.word()}` : '';
    const arg = literal(cursor, `${value}${unit}`, textType(value.length), start);
    return { kind: 'cast', arg, type: typeOf('text', 'interval'), ...cursor.span(start) };
  }
  const amount = cursor.expression();
  const unit = parseUnit(cursor);
  return { kind: 'interval', amount, unit, ...cursor.span(start) };
}

/** Whether a comma stands within the brackets behind INTERVAL. */
export function isIntervalCall(cursor: Cursor): boolean {
  if (cursor.peek(1).word !== '(') return false;
  let depth = 0;
  for (let ahead = 1; cursor.peek(ahead).type !== 'end'; ahead++) {
    const { word } = cursor.peek(ahead);
    if (word === '(') depth++;
    else if (word === ')' && --depth === 0) return false;
    else if (word === ',' && depth === 1) return true;
  }
  return false;
}
