import { createActor } from 'xstate';
import { progressMachine } from '../machines/index.ts';
import { announce, byId } from './dom.ts';
import type { Play } from './play.ts';

/** Announces and keeps what the learner reaches. Returns what ends that. */
export function followProgress({ session, data, language, keeper, onFrame }: Play): () => void {
  const actor = createActor(progressMachine, { input: { tasks: session.tasks() } });
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
    // Where one pane is seen at a time, its tab shows that there is something to see.
    const tab = document.getElementById('tasks-tab');
    if (tab?.ariaSelected === 'false') tab.dataset.news = '';
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
  let lastRv = -1;
  let lastCommands = -1;
  const endFrames = onFrame(() => {
    const [rv, commands] = [session.view.resourceVersion(), session.commands().length];
    if (rv === lastRv && commands === lastCommands) return;
    [lastRv, lastCommands] = [rv, commands];
    actor.send({ type: 'CHECKED', tasks: session.tasks() });
  });
  return () => {
    endFrames();
    actor.stop();
  };
}
