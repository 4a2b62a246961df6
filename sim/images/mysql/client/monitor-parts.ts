import type { CommandContext } from '../../../kernel/index.ts';
import type { ContainerHost } from '../../../node/index.ts';
import type { Flavour } from '../part.ts';
import type { Target } from './connection.ts';
import type { InputState } from './input.ts';
import type { Keeper } from './keeper.ts';
import type { MonitorOptions } from './monitor-options.ts';
import type { Screen } from './screen.ts';

/** What the parts of one monitor share. */
export interface MonitorParts {
  readonly host: ContainerHost;
  readonly context: CommandContext;
  readonly flavour: Flavour;
  readonly target: Target;
  readonly options: MonitorOptions;
  /** What of a statement has been entered. */
  readonly input: InputState;
  readonly screen: Screen;
  readonly keeper: Keeper;
  /** What the client's own commands change. */
  readonly settings: { prompt: string; showsWarnings: boolean };
  /** Set by Ctrl-C, and taken back by whoever stops for it. */
  readonly interrupt: { isAsked: boolean };
}
