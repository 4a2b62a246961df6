import { flushSync, mount, unmount } from 'svelte';
import ClusterPane from './cluster/ClusterPane.svelte';
import DetailsPane from './details/DetailsPane.svelte';
import { byId } from './dom.ts';
import EditorPane from './editor/EditorPane.svelte';
import EventsPane from './events/EventsPane.svelte';
import { followProgress } from './follow-progress.ts';
import ShareButton from './keeping/ShareButton.svelte';
import type { Layout } from './layout/layout.ts';
import type { Play } from './play.ts';
import { mountQuiz } from './quiz/mount.ts';
import TasksPane from './tasks/TasksPane.svelte';
import { showPastTerminal } from './time/past-terminal.ts';
import TimeBar from './time/TimeBar.svelte';
import Timeline from './time/Timeline.svelte';

/** Puts the panels that come after the terminal on the page. Returns what takes them off again. */
export function mountPanels(play: Play, layout: Layout): () => void {
  const endProgress = followProgress(play);
  const places = [
    [TimeBar, 'time-bar'],
    [ShareButton, 'share-bar'],
    [Timeline, 'timeline'],
    [TasksPane, 'tasks-pane'],
    [ClusterPane, 'cluster-pane'],
    [DetailsPane, 'details-pane'],
    [EventsPane, 'events-pane'],
    [EditorPane, 'editor-pane'],
  ] as const;
  const mounted = places.map(([component, id]) => {
    const target = byId(id);
    target.replaceChildren();
    return mount(component, { target, props: { play, layout } });
  });
  // What they follow may change at once.
  flushSync();
  const endPast = showPastTerminal(
    byId('terminal-places'),
    play.look,
    play.terminal,
    play.language,
  );
  const endQuiz = mountQuiz(play);
  return () => {
    endQuiz();
    endPast();
    endProgress();
    for (const component of mounted) void unmount(component);
  };
}
