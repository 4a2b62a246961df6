import type { Session } from '../../session/index.ts';
import type { Play } from '../play.ts';

/** While time is dragged, no instant is played again. */
const REST_MS = 150;

/**
 * The world of the instant that is looked at, played again from the log. It knows what the store
 * does not keep: the states of machines, what controllers wait for, and how the tasks stood. Played
 * only when `isWanted`; an effect asks for that, so it may read what changes.
 */
export function playedPast({ look, session, pasts }: Play, isWanted: () => boolean) {
  let world = $state.raw<{ readonly atMs: number; readonly session: Session } | undefined>();
  let atMs = $state(look.atMs());
  $effect(() => look.onChange(() => (atMs = look.atMs())));
  $effect(() => {
    const wanted = atMs;
    if (wanted === undefined || !isWanted() || world?.atMs === wanted) return;
    if (wanted === session.nowMs()) {
      world = { atMs: wanted, session };
      return;
    }
    const unwanted = new AbortController();
    const timer = setTimeout(async () => {
      // Without it, what the store knows of the past is shown all the same.
      const played = await pasts.at(wanted, unwanted.signal);
      if (played !== undefined && !unwanted.signal.aborted) {
        world = { atMs: wanted, session: played };
      }
    }, REST_MS);
    return () => {
      clearTimeout(timer);
      unwanted.abort();
    };
  });
  return {
    /** The session to read from: now, the played past, or what the store alone knows of it. */
    shown: (): Session =>
      world !== undefined && world.atMs === atMs ? world.session : look.shown(),
    /** The instant that is looked at; undefined while it is now. */
    get atMs(): number | undefined {
      return atMs;
    },
    /** Whether the past is still to be played. */
    get isAwaited(): boolean {
      return atMs !== undefined && world?.atMs !== atMs;
    },
  };
}
