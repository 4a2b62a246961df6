import type { ShellMessage } from './words/shell.ts';

/**
 * What it does: it leaves a line, or ends the shell; `ended` it has already. What is `refused` is
 * a redirection, which only its command does not outlive.
 */
type Effect = 'discard' | 'exit' | 'fatal' | 'ended' | 'refused';

/** An expansion that cannot go on; it is turned into an outcome where the command is run. */
export class ExpansionFailure {
  readonly message: ShellMessage | string;
  readonly effect: Effect;
  constructor(message: ShellMessage | string, effect: Effect) {
    this.message = message;
    this.effect = effect;
  }

  /** What its message is; nothing of one that all shells word alike. */
  get code(): ShellMessage[0] | '' {
    return typeof this.message === 'string' ? '' : this.message[0];
  }

  /** Whether it is the failure of this code. */
  is(code: ShellMessage[0]): boolean {
    return this.code === code;
  }
}

/** An expansion that means nothing; whoever expands the text that it stands in names that. */
export class BadSubstitution extends ExpansionFailure {
  constructor(text: string, effect: 'discard' | 'exit' = 'discard') {
    super(['badSubstitution', text], effect);
  }
}
