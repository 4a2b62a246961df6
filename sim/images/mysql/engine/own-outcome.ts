import type { Env, Value } from '../../../sql/index.ts';
import type { OwnStatement } from '../sql/statements.ts';
import type { Client, Server } from './model.ts';
import type { Shown } from './shown.ts';

/** What the session itself has to do for a statement of its own kind. */
export interface OwnContext {
  readonly server: Server;
  readonly client: Client;
  readonly env: Env;
  evaluate(expr: Extract<OwnStatement, { kind: 'do' }>['exprs'][number]): Value;
  commit(): void;
}

/** What such a statement comes to. */
export type OwnOutcome =
  | { readonly kind: 'ok'; readonly isDictionaryChanged: boolean; readonly isReplicated: boolean }
  | { readonly kind: 'shown'; readonly shown: Shown }
  | { readonly kind: 'execute'; readonly text: string; readonly parameters: readonly Value[] };

/** Done, with nothing to tell. */
export const OK: OwnOutcome = { kind: 'ok', isDictionaryChanged: false, isReplicated: false };

/** Done, and told to replicas. */
export const CHANGED: OwnOutcome = { kind: 'ok', isDictionaryChanged: true, isReplicated: true };

/** Done, and kept from replicas. */
export const CHANGED_HERE: OwnOutcome = {
  kind: 'ok',
  isDictionaryChanged: true,
  isReplicated: false,
};
