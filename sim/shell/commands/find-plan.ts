import type { ShellHost } from '../types.ts';
import { FindError, type Test } from './find-tests.ts';
import type { Tool } from './tool.ts';

/** Files that are handed to one command together, with `-exec … +`. */
export interface Batch {
  readonly argv: readonly string[];
  readonly paths: string[];
}

/** What an expression comes to, and what its actions leave while they run. */
export interface Plan {
  test: Test;
  minDepth: number;
  maxDepth: number;
  isDepthFirst: boolean;
  /** Whether -depth itself was given. */
  isDepthAsked: boolean;
  hasAction: boolean;
  hasPrune: boolean;
  hasDelete: boolean;
  /** The kind of regular expressions that are read now. */
  regexType: string;
  prunes: boolean;
  quits: boolean;
  /** What is said of the expression before it is used. */
  readonly warnings: string[];
  readonly batches: Batch[];
  status: number;
}

/** The words of an expression, which are taken one after the other. */
export interface Cursor {
  readonly words: readonly string[];
  at: number;
}

/** What the makers of tests and actions work with. */
export interface Reading {
  readonly t: Tool;
  readonly host: ShellHost;
  readonly plan: Plan;
  readonly cursor: Cursor;
}

/** The next word, which `name` wants. */
export function argumentOf({ cursor }: Reading, name: string): string {
  const text = cursor.words[cursor.at++];
  if (text === undefined) throw new FindError(['noArgument', name]);
  return text;
}
