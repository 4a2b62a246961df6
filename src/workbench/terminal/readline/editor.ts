import { type ChoiceList, type KeyName, type Line, NO_NOTICE } from '../../../machines/index.ts';
import type { Editing } from './editing.ts';
import type { ReadlineHost } from './host.ts';

export const NO_CHOICES: ChoiceList = { from: 0, choices: [] };
/** Stands in a line that asks something of the shell, as `sim/kernel/line-order.ts` reads it. */
const MARK = '\0';

/** The line being typed, in the hands of readline's commands. */
export interface Editor {
  context(): ReturnType<ReadlineHost['actor']['getSnapshot']>['context'];
  now(): Editing;
  apply(changed: Editing): void;
  /** Does what may find nothing to do, and rings then. */
  attempt(changed: Editing | undefined): void;
  attemptLine(line: Line | undefined): void;
  press(name: KeyName): void;
  /** Shows text in place of the prompt; '' is the prompt again. */
  say(text: string): void;
  /** What Tab would offer. */
  possible(): ChoiceList;
  offer(list: ChoiceList): void;
  enterAs(text: string): void;
  /** Asks the shell to do something with the line; rings when no shell asks for it. */
  order(name: string, key: string): void;
}

export function createEditor({ actor, complete }: ReadlineHost): Editor {
  const context = () => actor.getSnapshot().context;
  const now = (): Editing => ({ line: context().line, history: context().history });
  const apply = (changed: Editing): void => actor.send({ type: 'EDITED', ...changed });
  const press = (name: KeyName): void => actor.send({ type: 'KEY', key: { type: 'key', name } });
  const offer = (list: ChoiceList): void => actor.send({ type: 'CHOICES', list });
  const attempt = (changed: Editing | undefined): void => {
    if (changed === undefined) offer(NO_CHOICES);
    else apply(changed);
  };
  const enterAs = (text: string): void => {
    const { line, history } = now();
    apply({ history, line: { ...line, text, cursor: text.length } });
    press('enter');
  };
  return {
    context,
    now,
    apply,
    attempt,
    attemptLine: (line) => attempt(line && { line, history: context().history }),
    press,
    say(text) {
      const notice = text === '' ? NO_NOTICE : { text, isAlone: false };
      actor.send({ type: 'NOTICE', notice });
    },
    possible() {
      const { text, cursor } = context().line;
      return complete(text, cursor);
    },
    offer,
    enterAs,
    order(name, key) {
      const { text, cursor } = context().line;
      if (context().request?.shell === undefined) attempt(undefined);
      else enterAs([text, name, cursor, key].join(MARK));
    },
  };
}
