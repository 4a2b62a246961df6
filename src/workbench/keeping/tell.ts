import { type Dictionary, fill } from '../../i18n/index.ts';
import type { SaveProblem, Trouble } from '../../session/index.ts';
import { download } from '../download.ts';
import type { NoticeAction, Notices } from '../notices.ts';
import { sayClock } from '../time/clock.ts';

/** What the page says about keeping a session. */
export interface KeepingNotices {
  /** The lesson is in another tab; `isMoved`: it was here before. */
  elsewhere(isMoved: boolean, takeOver: () => void): void;
  notElsewhere(): void;
  problem(problem: SaveProblem, exportSession: () => void): void;
  noProblem(): void;
  trouble(trouble: Trouble, reset: () => void): void;
  /** A session of somebody else is shown, at an instant or at its end. */
  shared(atMs: number, actions: { readonly adopt: () => void; readonly leave: () => void }): void;
  badLink(): void;
  /** The session of the link is of another lesson. */
  otherLesson(open: () => void): void;
  /** The learner's own session gave way to the shared one. */
  adopted(value: unknown): void;
  noShared(): void;
}

/** Creates what the page says, among its notices. `lesson` names the files that are offered. */
export function createKeepingNotices(
  notices: Notices,
  texts: Dictionary,
  lesson: string,
): KeepingNotices {
  const t = texts.saved;
  const action = (label: string, isPrimary: boolean, run: () => void): NoticeAction => ({
    label,
    isPrimary,
    run,
  });
  const dismiss = action(t.dismiss, false, () => {});
  const offer = (value: unknown): NoticeAction =>
    action(t.download, true, () =>
      download(`${lesson.replace('/', '-')}-saved.json`, JSON.stringify(value)),
    );
  const show = (id: string, text: string, actions: readonly NoticeAction[]): void => {
    notices.show(id, { text, preview: '', actions });
  };
  return {
    elsewhere(isMoved, takeOver) {
      const run = (): void => {
        show('elsewhere', t.takingOver, []);
        takeOver();
      };
      show('elsewhere', isMoved ? t.moved : t.elsewhere, [action(t.takeOver, true, run)]);
    },
    notElsewhere: () => notices.hide('elsewhere'),
    problem({ type, reason }, exportSession) {
      const text = fill(type === 'full' ? t.full : t.failed, { reason });
      show('save', text, [action(t.export, true, exportSession), dismiss]);
    },
    noProblem: () => notices.hide('save'),
    trouble({ type, problem, value }, reset) {
      if (type === 'lost') {
        const text = problem === '' ? t.foreign : fill(t.unreadable, { reason: problem });
        show('lost', text, [offer(value), dismiss]);
        return;
      }
      const anew = action(t.startAnew, false, reset);
      show('changed', t.changed, [offer(value), anew, dismiss]);
    },
    shared(atMs, { adopt, leave }) {
      show('shared', fill(t.shared, { clock: sayClock(atMs) }), [
        action(t.adopt, false, adopt),
        action(t.leaveShared, true, leave),
        dismiss,
      ]);
    },
    badLink: () => show('shared', t.badLink, [dismiss]),
    otherLesson: (run) =>
      show('shared', t.otherLesson, [{ label: t.openOther, isPrimary: true, run }, dismiss]),
    adopted: (value) => show('adopted', t.adopted, [offer(value), dismiss]),
    noShared: () => notices.hide('shared'),
  };
}
