import { ALL_PARTS } from '../../../sim/all-parts.ts';
import { createSession, type LessonSource } from '../../../sim/index.ts';
import type { Session } from '../../../sim/lesson/index.ts';
import { type Block, commandsOf, type Step } from '../../prose/lesson-page.ts';

const TERMINAL = '1';
/** A command of a lesson ends within this virtual time. */
const COMMAND_LIMIT_MS = 10 * 60_000;
/** A watch has shown all when nothing was printed for so long. */
const WATCH_QUIET_MS = 20_000;
const WATCH_LIMIT_MS = 3 * 60_000;
/** Between two commands of one block. */
const BETWEEN_COMMANDS_MS = 1_000;
/** Between blocks somebody reads: the cluster comes to rest, or this passes. */
const REST_MS = 3_000;
const REST_LIMIT_MS = 2 * 60_000;
const HEARTBEATS: ReadonlySet<string> = new Set(['Lease', 'Node']);

/** What a block printed: the next `text` block should say the same. */
export interface PlayedBlock {
  readonly block: Block;
  readonly printed: string;
}

export interface PlayedPage {
  readonly session: Session;
  readonly blocks: readonly PlayedBlock[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

export const isReading = (session: Session): boolean =>
  session.terminalState(TERMINAL).type === 'line';

/** Opens a lesson with a terminal that is ready. */
export function openLesson(source: LessonSource, seed: number): Session {
  const session = createSession(source, seed, ALL_PARTS);
  session.input({ type: 'open', terminal: TERMINAL });
  session.advanceUntil(() => isReading(session), COMMAND_LIMIT_MS);
  return session;
}

const realChanges = (session: Session, from: number): boolean => {
  const changes = session.view.changes();
  for (let at = from; at < changes.length; at++) {
    if (!HEARTBEATS.has(changes[at]?.kind.kind ?? '')) return true;
  }
  return false;
};

/** Lets time pass until nothing has changed for a while. */
export function rest(session: Session): void {
  const endMs = session.nowMs() + REST_LIMIT_MS;
  while (session.nowMs() < endMs) {
    const from = session.view.changes().length;
    session.advance(REST_MS);
    if (!realChanges(session, from)) return;
  }
}

/** Ends whatever runs in the terminal. */
export function interrupt(session: Session): void {
  session.input({ type: 'interrupt', terminal: TERMINAL, typed: '' });
  session.advanceUntil(() => isReading(session), COMMAND_LIMIT_MS);
}

/** Lets a command show what it watches. Returns whether it had to be interrupted. */
function watch(session: Session): boolean {
  const endMs = session.nowMs() + WATCH_LIMIT_MS;
  while (session.nowMs() < endMs && !isReading(session)) {
    const printed = session.output(TERMINAL).length;
    session.advance(WATCH_QUIET_MS);
    if (session.output(TERMINAL).length === printed) break;
  }
  if (isReading(session)) return false;
  interrupt(session);
  return true;
}

// The page of a lesson shows text without colours.
// biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences begin with one
const COLOURS = /\x1b\[[\d;]*[mK]/g;

/** What a line printed, and whether it was interrupted at last. */
interface TypedLine {
  readonly printed: string;
  readonly isInterrupted: boolean;
}

/** Types a line and waits until the next one can be typed; a watch is interrupted. */
export function typeLine(session: Session, text: string, isWatch: boolean): TypedLine {
  const before = session.output(TERMINAL).length;
  let isInterrupted = false;
  for (const line of text.split('\n')) {
    session.input({ type: 'line', terminal: TERMINAL, text: line });
    if (isWatch) isInterrupted = watch(session);
    else session.advanceUntil(() => isReading(session), COMMAND_LIMIT_MS);
  }
  const printed = session.output(TERMINAL).slice(before).replace(COLOURS, '');
  // The echo of what was typed comes first, one line for each line of it.
  const lines = printed.split('\n').slice(text.split('\n').length);
  return { printed: lines.join('\n'), isInterrupted };
}

function problemOf(
  session: Session,
  command: string,
  { isInterrupted }: TypedLine,
  marks: readonly string[],
) {
  if (!isReading(session)) {
    interrupt(session);
    return `«${command}» does not end; mark the block with \`watch\` if it should not`;
  }
  const last = session.commands().at(-1);
  const isLearners = last?.line === command && last.exitCode !== undefined;
  // Each program has an exit code of its own for an interrupt.
  const hasFailed = isLearners && last.exitCode !== 0 && !isInterrupted;
  if (hasFailed && !marks.includes('fails')) {
    return `«${command}» ends with exit code ${last.exitCode}; mark the block with \`fails\` if it should`;
  }
  return undefined;
}

/** Plays every command of a page in order, as a careful reader would. */
export function playPage(source: LessonSource, seed: number, steps: readonly Step[]): PlayedPage {
  const session = openLesson(source, seed);
  const blocks: PlayedBlock[] = [];
  const problems: { line: number; message: string }[] = [];
  for (const step of steps) {
    const { marks, from }: Pick<Block, 'marks' | 'from'> =
      step.type === 'block' ? step.block : { marks: [], from: step.line };
    const commands = step.type === 'block' ? commandsOf(step.block) : [step.command];
    if (commands.length === 0) continue;
    rest(session);
    let printed = '';
    for (const command of commands) {
      const typed = typeLine(session, command, marks.includes('watch'));
      printed += typed.printed;
      const message = problemOf(session, command, typed, marks);
      if (message !== undefined) problems.push({ line: from, message });
      session.advance(BETWEEN_COMMANDS_MS);
    }
    if (step.type === 'block') blocks.push({ block: step.block, printed });
  }
  rest(session);
  return { session, blocks, problems };
}
