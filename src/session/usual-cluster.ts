import type { LoadedPart } from '../../sim/index.ts';

/** What nearly every command and every start of a lesson needs of the cluster. */
export const USUAL_PARTS = import.meta.glob<LoadedPart>(
  [
    '../../sim/kubectl/kubectl.part.ts',
    '../../sim/requests/requests.part.ts',
    '../../sim/control/controllers.part.ts',
    '../../sim/images/images.part.ts',
  ],
  { import: 'loaded', eager: true },
);
