import { flushSync, mount, unmount } from 'svelte';
import type { Language } from '../i18n/index.ts';
import ClusterPane from './cluster/ClusterPane.svelte';
import DetailsPane from './details/DetailsPane.svelte';
import { byId, nextTask } from './dom.ts';
import EditorPane from './editor/EditorPane.svelte';
import EventsPane from './events/EventsPane.svelte';
import { followProgress } from './follow-progress.ts';
import ShareButton from './keeping/ShareButton.svelte';
import type { Layout } from './layout/layout.ts';
import type { Play, Playing } from './play.ts';
import { mountQuiz } from './quiz/mount.ts';
import TasksPane from './tasks/TasksPane.svelte';
import { showPastTerminal } from './time/past-terminal.ts';
import { createPastWorlds } from './time/past-worlds.ts';
import TimeBar from './time/TimeBar.svelte';
import Timeline from './time/Timeline.svelte';

/** The panels, by where they stand: what is seen at first comes first. */
const PLACES = [
  [TimeBar, 'time-bar'],
  [ShareButton, 'share-bar'],
  [Timeline, 'timeline'],
  [TasksPane, 'tasks-pane'],
  [ClusterPane, 'cluster-pane'],
  [DetailsPane, 'details-pane'],
  [EventsPane, 'events-pane'],
  [EditorPane, 'editor-pane'],
] as const;

/** Panels that come one after the other. */
export interface Panels {
  /** Resolves when all stand, or they were taken off before. */
  readonly done: Promise<void>;
  /** Takes them off the page. */
  close(): void;
}

/** Puts the panels that come after the terminal on the page, each in a task of its own. */
export function mountPanels(playing: Playing, language: Language, layout: Layout): Panels {
  const play: Play = { ...playing, language, pasts: createPastWorlds(playing) };
  const endings = [followProgress(play)];
  let isClosed = false;
  const mountAll = async (): Promise<void> => {
    for (const [component, id] of PLACES) {
      const target = byId(id);
      target.replaceChildren();
      const mounted = mount(component, { target, props: { play, layout } });
      // What it follows may change at once.
      flushSync();
      endings.push(() => void unmount(mounted));
      await nextTask();
      if (isClosed) return;
    }
    const place = byId('terminal-places');
    endings.push(showPastTerminal(place, play.look, play.terminal, play.language), mountQuiz(play));
  };
  return {
    done: mountAll(),
    close() {
      isClosed = true;
      for (const end of endings.toReversed()) end();
    },
  };
}
