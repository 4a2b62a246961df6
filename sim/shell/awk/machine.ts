import type { Clock, Program } from '../../kernel/index.ts';
import type { Memory } from './memory.ts';
import type { RecordReader } from './reader.ts';
import type { RecordFields } from './record.ts';
import type { Streams } from './streams.ts';
import type { Action, AwkFunction, Expression } from './syntax.ts';
import type { Value } from './values.ts';

/** Everything that a running awk program works on. */
export interface Machine {
  readonly memory: Memory;
  readonly record: RecordFields;
  readonly streams: Streams;
  readonly input: MainInput;
  readonly functions: ReadonlyMap<string, AwkFunction>;
  readonly pattern: (source: string) => RegExp;
  readonly random: Random;
  readonly clock: Clock;
  /** Steps of loops and calls, counted so that time passes. */
  steps: number;
  depth: number;
  exitCode: number;
  returned: Value;
  /** Reads a variable; `NF` splits the record. */
  get(name: string): Value;
  set(name: string, value: Value): void;
  text(value: Value): string;
  /** Whether it is BusyBox's, which refuses to divide by zero. */
  readonly isApplet: boolean;
  fail(text: string): never;
  evaluate(expression: Expression): Program<Value>;
  execute(action: Action): Program<Leave | undefined>;
}

/** The files of the command line one after the other, or standard input. */
export interface MainInput {
  /** The next record; undefined when all is read. */
  next(): Program<string | undefined>;
  skipFile(): void;
}

/** `rand` and `srand`. */
export interface Random {
  next(): number;
  /** Starts anew and returns the seed before. */
  seed(value: Value): Value;
}

/** How an action ended when it did not just end. */
export type Leave = 'next' | 'nextfile' | 'break' | 'continue' | 'exit' | 'return';

/** Carries `next` and `exit` out of a function that is called within an expression. */
export class Unwind {
  readonly leave: Leave;
  constructor(leave: Leave) {
    this.leave = leave;
  }
}

/** Reads one record as the variables say now. */
export const readRecord = (machine: Machine, reader: RecordReader): Program<string | undefined> =>
  reader.next(machine.text(machine.get('RS')), machine.pattern);
