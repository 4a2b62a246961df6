import type { Session, SessionLog } from '../../session/index.ts';
import { documentsOf } from './problems.ts';

/** The version of a file before the one that is saved now; undefined when there is none. */
export function versionBefore(log: SessionLog, path: string, atStart: string | undefined) {
  const saves = log.inputs.flatMap(({ input }) =>
    input.type === 'save' && input.path === path ? [input.content] : [],
  );
  return saves.length > 1 ? saves.at(-2) : saves.length === 1 ? atStart : undefined;
}

/**
 * The objects of a file as they are in the cluster, and as an apply would leave them. Those that
 * the API server would refuse are only counted.
 */
export function againstCluster(session: Session, text: string) {
  const trials = documentsOf(text)
    .flatMap(session.inspection.tryManifest)
    .map(({ trial }) => trial);
  const accepted = trials.filter((trial) => trial.type === 'accepted');
  const joined = (texts: readonly string[]): string =>
    texts.filter((one) => one !== '').join('---\n');
  return {
    before: joined(accepted.map(({ before }) => before)),
    after: joined(accepted.map(({ after }) => after)),
    refused: trials.length - accepted.length,
  };
}
