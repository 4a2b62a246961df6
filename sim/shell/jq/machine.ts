import { LIMITS } from '../../limits.ts';
import type { Path } from './paths.ts';
import type { Filter, FunctionDefinition } from './syntax.ts';
import { fail, type Json } from './values.ts';

/** A value and where it is, while paths are asked for. */
export interface Item {
  readonly value: Json;
  /** Undefined when nobody asks; 'none' for a value that is not a part of the input. */
  readonly path: Path | 'none' | undefined;
}

export type Outputs = Generator<Item, void, void>;

/** What names stand for, from the innermost outwards. */
export type Scope =
  | {
      readonly type: 'variable';
      readonly name: string;
      readonly value: Json;
      readonly outer: Scope | undefined;
    }
  | {
      readonly type: 'function';
      readonly definition: FunctionDefinition;
      readonly outer: Scope | undefined;
    }
  /** A filter that was passed to a function, with the scope that it was written in. */
  | {
      readonly type: 'argument';
      readonly name: string;
      readonly filter: Filter;
      readonly scope: Scope | undefined;
      readonly outer: Scope | undefined;
    }
  | {
      readonly type: 'label';
      readonly name: string;
      readonly label: object;
      readonly outer: Scope | undefined;
    };

/** A filter that was passed to a function. */
export type Argument = (item: Item) => Outputs;

export type Builtin = (machine: Machine, item: Item, args: readonly Argument[]) => Outputs;

/** What a running program shares. */
export interface Machine {
  readonly builtins: ReadonlyMap<string, Builtin>;
  /** What is defined in the language itself. */
  readonly prelude: ReadonlyMap<string, FunctionDefinition>;
  readonly nowEpochMs: () => number;
  /** The next input; undefined when there is none. */
  readonly nextInput: () => Json | undefined;
  readonly inputName: () => string | undefined;
  readonly inputLine: () => number;
  /** Writes to standard error. */
  readonly warn: (text: string) => void;
  readonly environment: Json;
  steps: number;
  depth: number;
}

/** Ends the program as `halt` and `halt_error` do. */
export class JqHalt {
  readonly status: number;
  readonly message: string;
  constructor(status: number, message: string) {
    this.status = status;
    this.message = message;
  }
}

/** Counts one step, so that a program without output ends. */
export function countStep(machine: Machine): void {
  if (++machine.steps > LIMITS.jqSteps) fail('the program takes too many steps');
}

/** A value by itself. */
export const plain = (value: Json): Item => ({ value, path: undefined });

/** A value that was made, where `item` was asked for its path or not. */
export const made = (item: Item, value: Json): Item => ({
  value,
  path: item.path === undefined ? undefined : 'none',
});
