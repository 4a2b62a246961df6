import type { Dictionary } from '../../i18n/index.ts';
import type { Notices } from '../notices.ts';
import type { TerminalStep } from './shortcuts.ts';

/** What a terminal needs of its page. */
export interface TerminalHost {
  readonly texts: Dictionary;
  readonly notices: Notices;
  /** What was typed, with a key held that is tapped on the page. */
  withModifier(data: string): string;
  /** A program has given the terminal a title; '' takes it away. */
  titled(title: string): void;
  /** Goes to the terminal beside this one, or to a new one. */
  go(to: TerminalStep): void;
  /** Runs a command in a terminal of its own. */
  openAnother(command: string): void;
}
