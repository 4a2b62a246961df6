import type { Session } from '../../sim/lesson/index.ts';

/** FNV-1a over the character codes of a text, in 32 bits. */
const PRIME = 0x01000193;
const OFFSETS = [0x811c9dc5, 0x050c5d1f] as const;

const mix = (lane: number, text: string): number => {
  let hash = lane;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), PRIME);
  return hash >>> 0;
};

/** Reads in a few characters where a session has come to. */
export interface Digest {
  /**
   * The same for two sessions in which the same objects changed in the same order at the same
   * instants, and the same commands ended in the same way; '' in the middle of an instant.
   */
  read(): string;
}

/** Creates the digest of a session. The history only grows, so each change is read once. */
export function createDigest(session: Session): Digest {
  let lanes: readonly number[] = OFFSETS;
  let seen = 0;
  const add = (state: readonly number[], text: string): readonly number[] =>
    state.map((lane) => mix(lane, text));
  return {
    read() {
      if (session.missingPart() !== undefined) return '';
      const changes = session.view.changes();
      for (; seen < changes.length; seen++) {
        const change = changes[seen];
        if (change === undefined) break;
        const { namespace = '', name, uid } = change.object.metadata;
        const what = [change.kind.kind, namespace, name, uid, change.type];
        lanes = add(lanes, `${change.rv} ${change.atMs} ${what.join(' ')}\n`);
      }
      const commands = session
        .commands()
        .map(({ line, endedAtMs, exitCode }) => `${line} ${endedAtMs} ${exitCode}\n`);
      const now = add(lanes, `${session.nowMs()} ${commands.join('')}`);
      return now.map((lane) => lane.toString(16).padStart(8, '0')).join('');
    },
  };
}
