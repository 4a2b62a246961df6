import { claimCharacters } from '../../kernel/index.ts';
import { NOTHING, type Value } from './values.ts';

export type Table = Map<string, Value>;

/** What a name stands for: nothing yet, a value, or an array. */
export interface Cell {
  content: Value | Table | undefined;
  /** The caller's cell, when a name without content was passed to a function. */
  readonly origin: Cell | undefined;
}

export const createCell = (content?: Value | Table, origin?: Cell): Cell => ({ content, origin });

/** The variables of a program, with those of the function that runs. */
export interface Memory {
  cell(name: string): Cell;
  get(name: string): Value;
  set(name: string, value: Value): void;
  table(name: string): Table;
  /** Runs `body` with local names. */
  enter(locals: Map<string, Cell>): () => void;
}

/** The table of a cell; a name without content becomes one, for the caller too. */
export function tableOfCell(cell: Cell): Table | undefined {
  if (cell.content instanceof Map) return cell.content;
  if (cell.content !== undefined) return undefined;
  const table = cell.origin === undefined ? new Map() : tableOfCell(cell.origin);
  cell.content = table;
  return table;
}

/** Creates memory in which nothing is set; `fail` is told of an array that is used as a value. */
export function createMemory(fail: (text: string) => never): Memory {
  const globals = new Map<string, Cell>();
  let locals: Map<string, Cell> = new Map();
  const cell = (name: string): Cell => {
    const found = locals.get(name) ?? globals.get(name);
    if (found !== undefined) return found;
    const made = createCell();
    globals.set(name, made);
    return made;
  };
  return {
    cell,
    get(name) {
      const { content = NOTHING } = cell(name);
      return content instanceof Map ? fail(`type error: array ${name} used as a scalar`) : content;
    },
    set(name, value) {
      if (typeof value === 'string') claimCharacters(value.length);
      const found = cell(name);
      if (found.content instanceof Map) fail(`type error: array ${name} used as a scalar`);
      found.content = value;
    },
    table: (name) => tableOfCell(cell(name)) ?? fail(`type error: scalar ${name} used as an array`),
    enter(next) {
      const before = locals;
      locals = next;
      return () => {
        locals = before;
      };
    },
  };
}
