import type { Session, SessionInput } from '../../session/index.ts';

/** A terminal's line to its session. */
export interface TerminalLink {
  readonly session: Session;
  /** The id of the terminal in the session. */
  readonly terminal: string;
  input(input: SessionInput): void;
}

/** Where what a terminal sends goes to. Until there is a session, entered lines are kept. */
export interface Outlet {
  link(): TerminalLink | undefined;
  submit(line: string): void;
  interrupt(typed: string): void;
  suspend(typed: string): void;
  quit(typed: string): void;
  endOfFile(typed: string): void;
  keys(text: string): void;
  /** Connects the session, and gives it the lines that were kept, in their order. */
  connect(link: TerminalLink): void;
}

/** Creates an outlet without a session. `onKept` is called with each line that has to wait. */
export function createOutlet(onKept: (line: string) => void): Outlet {
  let link: TerminalLink | undefined;
  const kept: string[] = [];
  const submit = (text: string): void => {
    if (link !== undefined) {
      link.input({ type: 'line', terminal: link.terminal, text });
      return;
    }
    kept.push(text);
    onKept(text);
  };
  return {
    link: () => link,
    submit,
    interrupt(typed) {
      if (link !== undefined) {
        link.input({ type: 'interrupt', terminal: link.terminal, typed });
        return;
      }
      kept.length = 0;
      onKept(`${typed}^C`);
    },
    suspend(typed) {
      if (link !== undefined) link.input({ type: 'suspend', terminal: link.terminal, typed });
    },
    quit(typed) {
      if (link !== undefined) link.input({ type: 'quit', terminal: link.terminal, typed });
    },
    endOfFile(typed) {
      if (link !== undefined) link.input({ type: 'end-of-file', terminal: link.terminal, typed });
    },
    keys(text) {
      if (link !== undefined && text !== '')
        link.input({ type: 'keys', terminal: link.terminal, text });
    },
    connect(given) {
      link = given;
      for (const line of kept.splice(0)) submit(line);
    },
  };
}
