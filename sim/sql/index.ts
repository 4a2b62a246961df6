/**
 * A SQL engine without a dialect: parser, binder, executor, and tables with versions of rows.
 *
 * To put a database on it:
 * 1. Fill a `Dialect` (dialect.ts): `lexis` (quotes, comments, reserved words), `errors` (each
 *    failure in the words of the real server), `semantics` (numbers, texts, times, defaults),
 *    `parseType`, `parseOwn` (statements that only it has), `functions` and `aggregates` (begin
 *    with the shared tables, add and replace), names of keys.
 * 2. Make a `Catalog` with `createCatalog`; system tables are made by `virtualTable`.
 * 3. For each statement: `parseStatement`; begin a transaction unless one is open; build an `Env`
 *    (session facts, clock, warnings); `executeStatement`. Catch `SqlFailure`: undo the statement
 *    with `transactions.undoTo`. Catch `LockWait`: undo, wait until its holder has ended, again.
 *    Transactions (`begin`, `commit`, …) and EXPLAIN are the session's own to run.
 * 4. What is kept: `encodeData(table.definition)` and the rows' committed values; `unwritten` says
 *    which tables to write, and of which only the end.
 * The MySQL of sim/images/mysql is the example to look at.
 */
export * from './ast.ts';
export { walk } from './bind/names.ts';
export * from './bound.ts';
export * from './decimal.ts';
export * from './dialect.ts';
export * from './empty-query.ts';
export * from './errors.ts';
export * from './execute/index.ts';
export * from './execute/outcome.ts';
export { AGGREGATES, BIT_AGGREGATES, GROUP_CONCAT, STRING_AGG } from './functions/aggregates.ts';
export * from './functions/helpers.ts';
export { NUMBER_FUNCTIONS } from './functions/numbers.ts';
export { TEXT_FUNCTIONS } from './functions/text.ts';
export { lex } from './lexer.ts';
export * from './lookup.ts';
export * from './operate/compare.ts';
export { likePattern, regularExpression } from './operate/pattern.ts';
export { parseDatabaseOptions } from './parser/definition.ts';
export * from './parser/index.ts';
export * from './storage/catalog.ts';
export * from './storage/definitions.ts';
export * from './storage/model.ts';
export * from './storage/rows.ts';
export * from './storage/table.ts';
export * from './storage/transaction.ts';
export * from './temporal.ts';
export * from './values.ts';
