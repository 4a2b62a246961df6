import { type Actor, createActor } from 'xstate';
import type { Language } from '../i18n/index.ts';
import { progressMachine } from '../machines/index.ts';
import type { LessonData, Session } from '../session/index.ts';
import { byId } from './dom.ts';
import type { Keeper } from './keeping/keeper.ts';

/** What following a learner's progress needs of the page. */
export interface ProgressHost {
  readonly data: LessonData;
  readonly language: Language;
  readonly keeper: Keeper;
}

/** Announces and keeps what the learner has reached. */
export function followProgress(
  session: Session,
  { data, language, keeper }: ProgressHost,
): Actor<typeof progressMachine> {
  const actor = createActor(progressMachine, { input: { tasks: session.tasks() } });
  const announce = (text: string): void => {
    byId('announcer').textContent = text;
  };
  let wasDone = false;
  const save = (): void => {
    const { met, total } = actor.getSnapshot().context;
    const isDone = wasDone || (total > 0 && met.length === total);
    const assisted = session.tasks().filter(({ isAssisted }) => isAssisted).length;
    const visitedEpochMs = Date.now();
    // A browser that does not keep it has said so about the session.
    keeper
      .saveProgress({ met: met.length, total, isDone, visitedEpochMs, assisted })
      .catch(() => undefined);
  };
  actor.on('tasksMet', ({ ids }) => {
    const titles = ids.map((id) => data.tasks[id]?.title ?? id);
    announce(language.texts.tasks.metAnnounced.replace('{title}', titles.join(', ')));
    save();
  });
  actor.on('lessonMet', () => {
    const { allMet } = language.texts.tasks;
    byId('announcer').textContent += ` ${allMet}`;
    save();
  });
  actor.start();
  keeper
    .progress()
    .then((progress) => {
      wasDone = progress?.isDone === true;
      save();
    })
    .catch(() => undefined);
  return actor;
}
