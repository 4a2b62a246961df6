import type { Expr } from '../ast.ts';
import type { Cursor } from '../dialect.ts';
import { textType, typeOf } from '../values.ts';

/** A text that is compared by its bytes. */
export const asBytes = (cursor: Cursor, arg: Expr, start: number): Expr => ({
  kind: 'cast',
  arg,
  type: typeOf('binary', 'varbinary'),
  ...cursor.span(start),
});

/** The name behind COLLATE: one that tells capitals apart compares bytes. */
export function parseCollation(cursor: Cursor, arg: Expr): Expr {
  const { dialect } = cursor;
  const collation = cursor.next().value;
  dialect.collated(textType(0), collation);
  const isExact = dialect.lexis.variables && /_(bin|cs)$/i.test(collation);
  return isExact ? asBytes(cursor, arg, arg.start) : arg;
}

/** `cast(x as type)`, `convert(x, type)`, `convert(x using characters)`; undefined for a name. */
export const castCall = (cursor: Cursor, start: number): Expr | undefined => {
  if (cursor.peek(1).word !== '(') return undefined;
  const name = cursor.next().word;
  cursor.expect('(');
  const arg = cursor.expression();
  if (name === 'convert' && cursor.accept('using')) {
    cursor.next();
    cursor.expect(')');
    return { ...arg, ...cursor.span(start) };
  }
  cursor.expect(name === 'cast' ? 'as' : ',');
  const type = cursor.dialect.parseType(cursor, 'cast');
  cursor.expect(')');
  return { kind: 'cast', arg, type, ...cursor.span(start) };
};
