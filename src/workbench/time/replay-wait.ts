import { type Dictionary, fill } from '../../i18n/index.ts';
import type { ReplayWatcher } from '../../session/index.ts';
import { byId, create } from '../dom.ts';
import type { Notices } from '../notices.ts';

const NOTICE = 'replaying';
const FAILED = 'replay-failed';
/** A wait that is over sooner is not worth a word. */
const WORD_AFTER_MS = 300;
/** To draw how far it is takes time from the replay itself. */
const DRAW_EVERY_MS = 100;
/** What shows the session that is left, and takes nothing from the learner meanwhile. */
const PANELS = [
  'time-bar',
  'share-bar',
  'timeline',
  'tasks-pane',
  'cluster-pane',
  'details-pane',
  'events-pane',
  'editor-pane',
] as const;

/** A wait for a log that is played again, as the page shows it. */
export interface ReplayWait extends ReplayWatcher {
  /** Whether it took so long that the page had its turn meanwhile. */
  isLong(): boolean;
  stop(): void;
  /** Says that the replay came to no end, unless one wanted to stay. */
  failed(error: unknown): undefined;
  end(): void;
}

/** What is known of a wait before it begins. */
export interface ReplayWaitHost {
  readonly notices: Notices;
  readonly texts: Dictionary;
  /** What is waited for. */
  readonly text: string;
  /** Whether one may stay in the session that is played now. */
  readonly canStay: boolean;
  /** It will take long: from here on keys come in between. */
  onLong(): void;
}

const setInert = (isInert: boolean): void => {
  for (const id of PANELS) byId(id).inert = isInert;
};

/** Creates a wait that takes nothing from the page unless it turns out to be long. */
export function createReplayWait(host: ReplayWaitHost): ReplayWait {
  const { notices, texts, text, canStay } = host;
  const t = texts.timeline;
  const stopping = new AbortController();
  const bar = create('progress', 'replay-progress');
  bar.setAttribute('aria-label', t.replayProgress);
  let timer = 0;
  let isLong = false;
  let drawnMs = 0;
  const tell = (): void => {
    const stay = { label: t.replayStay, isPrimary: false, run: () => stopping.abort() };
    const notice = { text, preview: '', actions: canStay ? [stay] : [] };
    notices.show(NOTICE, notice).append(bar);
  };
  return {
    isLong: () => isLong,
    stop: () => stopping.abort(),
    onLong() {
      if (isLong) return;
      isLong = true;
      setInert(true);
      host.onLong();
      timer = window.setTimeout(tell, WORD_AFTER_MS);
    },
    onProgress(share) {
      if (performance.now() - drawnMs < DRAW_EVERY_MS) return;
      drawnMs = performance.now();
      bar.value = share;
    },
    stopped: stopping.signal,
    failed(error) {
      if (stopping.signal.aborted) return;
      console.error(error);
      const reason = error instanceof Error ? error.message : String(error);
      const dismiss = { label: t.close, isPrimary: false, run: () => {} };
      const text = fill(t.replayFailed, { reason });
      notices.show(FAILED, { text, preview: '', actions: [dismiss] });
    },
    end() {
      clearTimeout(timer);
      notices.hide(NOTICE);
      if (isLong) setInert(false);
    },
  };
}
