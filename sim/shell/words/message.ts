import type { CommandContext } from '../../kernel/index.ts';
import { type Code, GNU, type Message, type Words } from './gnu.ts';

/** What a tool runs with that is an applet of BusyBox. */
export interface AppletContext extends CommandContext {
  readonly words: Words;
  /** Is told the code of each message that the tool words. */
  readonly onSaid: (code: Code) => void;
}

/** Whether a tool runs as an applet, which prints no hints. */
export const isApplet = (context: CommandContext): context is AppletContext => 'words' in context;

/** A message in the words of the build that runs. */
export function textOf(context: CommandContext, message: Message | string): string {
  if (typeof message === 'string') return message;
  const [code, ...values] = message;
  const own = isApplet(context) ? context.words[code] : undefined;
  if (isApplet(context)) context.onSaid(code);
  // Each code has the values that its words take: that is what the type of a message says.
  const word = (own ?? GNU[code]) as (...values: readonly (string | number)[]) => string;
  return word(...values);
}

/** An error of a tool that is worded where it is told. */
export class Complaint {
  readonly message: Message | string;
  constructor(message: Message | string) {
    this.message = message;
  }
}
