import { playInCluster } from './play-in-cluster.ts';
import { playInShell } from './play-in-shell.ts';
import type { Played, Recording } from './recording.ts';

/**
 * Plays a recording in the simulator: those of the shell alone, the others in a cluster of their
 * own.
 */
export function playRecording(recording: Recording): Played {
  return recording.compare === 'bytes' ? playInShell(recording) : playInCluster(recording);
}
