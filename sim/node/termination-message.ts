import type { Container } from '../api/index.ts';
import type { FileSystem } from '../kernel/index.ts';
import type { ContainerLog } from './logs.ts';

/** Where a container leaves its last words. */
export const terminationPath = ({ terminationMessagePath: path = '' }: Container): string =>
  path === '' ? '/dev/termination-log' : path;

/** The kubelet's bounds: of the file, and of the log that stands in for it. */
const MAX_CHARACTERS = 4096;
const MAX_LOG_CHARACTERS = 2048;
const MAX_LOG_LINES = 80;

/**
 * A container's last words: its termination file, or the end of its log when it failed without
 * any and asks for that. `files` is undefined when nobody ever looked at them. Models
 * getTerminationMessage of pkg/kubelet/kuberuntime.
 */
export function terminationMessage(
  spec: Container,
  files: FileSystem | undefined,
  log: ContainerLog,
  exitCode: number,
): string {
  const answer = files?.read(terminationPath(spec));
  const text = answer?.ok ? answer.value.slice(-MAX_CHARACTERS) : '';
  if (text !== '' || exitCode === 0) return text;
  if (spec.terminationMessagePolicy !== 'FallbackToLogsOnError') return '';
  return log.tail(MAX_LOG_LINES).slice(-MAX_LOG_CHARACTERS);
}
