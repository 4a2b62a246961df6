import type { Session, SessionLog, Trial } from '../../session/index.ts';
import { documentsOf } from './problems.ts';

/** The version of a file before the one that is saved now; undefined when there is none. */
export function versionBefore(log: SessionLog, path: string, atStart: string | undefined) {
  const saves = log.inputs.flatMap(({ input }) =>
    input.type === 'save' && input.path === path ? [input.content] : [],
  );
  return saves.length > 1 ? saves.at(-2) : saves.length === 1 ? atStart : undefined;
}

/** The objects of a file as they are in the cluster, and as an apply would leave them. */
export function againstCluster(session: Session, text: string): { before: string; after: string } {
  const trials: Trial[] = documentsOf(text).map(session.inspection.tryManifest);
  const accepted = trials.flatMap((trial) => (trial.type === 'accepted' ? [trial] : []));
  return {
    before: accepted.map(({ before }) => before).join(''),
    after: accepted.map(({ after }) => after).join(''),
  };
}
