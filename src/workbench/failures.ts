import type { Dictionary } from '../i18n/index.ts';
import type { SessionLog } from '../session/index.ts';
import { download } from './download.ts';
import type { Notice, Notices } from './notices.ts';

/** What the page says when it cannot go on. */
export interface Failures {
  /** The terminal works, and what stands beside it could not be fetched. */
  panels(thrown: unknown): void;
  /** The page could not start. */
  boot(problem: string): void;
  /** The simulator threw; `log` is enough to play the fault again. */
  fault(problem: string, log: SessionLog, reset: () => void): void;
}

const stopWaiting = (): void => {
  for (const element of document.querySelectorAll('[data-waiting]')) element.remove();
};

export function createFailures(notices: Notices, { failure: t, time }: Dictionary): Failures {
  const reload = { label: t.reload, isPrimary: true, run: () => location.reload() };
  const show = (notice: Notice): void => void notices.show('failure', notice);
  return {
    panels(thrown) {
      console.error(thrown);
      stopWaiting();
      const preview = thrown instanceof Error ? thrown.message : String(thrown);
      show({ text: t.page, preview, actions: [reload] });
    },
    boot(problem) {
      stopWaiting();
      const text = `${t.bootTitle}. ${t.bootText}`;
      show({ text, preview: problem, actions: [reload] });
    },
    fault(problem, log, reset) {
      const report = JSON.stringify({ problem, log }, undefined, 2);
      const save = (): void => download('ordinal-fault.json', report);
      show({
        text: `${t.title}. ${t.text}`,
        preview: problem.split('\n')[0] ?? '',
        actions: [
          { label: time.resetConfirm, isPrimary: true, run: reset },
          { label: t.report, isPrimary: false, run: save },
        ],
      });
    },
  };
}
