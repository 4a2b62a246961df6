import type { ChoiceList } from '../../../machines/index.ts';
import type { TerminalActor } from '../painter.ts';

/** What readline needs of its terminal. */
export interface ReadlineHost {
  readonly actor: TerminalActor;
  columns(): number;
  rows(): number;
  complete(text: string, cursor: number): ChoiceList;
  /** Shows text above the line being typed; what stood in its place before stays when wanted. */
  print(text: string, isKept: boolean): void;
  /** Shows nothing new, until it is released as often. */
  hold(): void;
  release(): void;
  /** Takes what a terminal sends, from the beginning. */
  type(data: string): void;
}
