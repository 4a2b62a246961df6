import { prefersReducedMotion } from '../dom.ts';
import type { PasteTarget } from './paste-notice.ts';
import { type Pace, typeOut } from './typist.ts';

/** What runs the commands of the lesson's text in a terminal. */
export interface Runner {
  /** Types a command visibly and runs it; asks what to do while another one runs. */
  run(command: string, pace: Pace): void;
  /** Runs what waits for the prompt, when it is there. */
  goOn(): void;
  stop(): void;
}

/** Creates the runner of one terminal. */
export function createRunner(target: PasteTarget): Runner {
  const { texts, notices, actor, screen, outlet } = target;
  let stop = (): void => {};
  const waiting: string[] = [];
  const t = texts.command;
  const enter = (): void => actor.send({ type: 'KEY', key: { type: 'key', name: 'enter' } });

  const typeLines = (lines: readonly string[], pace: Pace): void => {
    const [first = '', ...rest] = lines;
    const show = (part: string): void => actor.send({ type: 'REPLACE', text: part });
    stop();
    stop = typeOut(first, prefersReducedMotion() ? 'instant' : pace, show, () => {
      enter();
      for (const line of rest) {
        show(line);
        enter();
      }
    });
  };
  const isAsked = (): boolean => actor.getSnapshot().context.request !== undefined;
  const ask = (command: string): void => {
    const wait = (): void => {
      waiting.push(command);
    };
    const stopAndRun = (): void => {
      wait();
      outlet.interrupt('');
      // What reads keys does not end by that: a pager ends by its own key.
      if (actor.getSnapshot().matches('keyed')) outlet.keys('q');
    };
    notices.show('running', {
      text: t.stillRunning,
      preview: command,
      actions: [
        { label: t.stopAndRun, isPrimary: true, run: stopAndRun },
        { label: t.runElsewhere, isPrimary: false, run: () => target.openAnother(command) },
        { label: t.runAfter, isPrimary: false, run: wait },
      ],
    });
  };

  return {
    run(command, pace) {
      screen.focus();
      const lines = command.split('\n');
      if (isAsked()) typeLines(lines, pace);
      else if (outlet.link() === undefined) lines.forEach(outlet.submit);
      else ask(command);
    },
    goOn() {
      if (!isAsked()) return;
      notices.hide('running');
      const next = waiting.shift();
      if (next !== undefined) typeLines(next.split('\n'), 'quick');
    },
    stop: () => stop(),
  };
}
