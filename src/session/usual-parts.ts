import type { LoadedPart } from '../../sim/index.ts';

/**
 * What nearly every command line and every start of a lesson needs, as one script: a browser asks
 * a server for six at a time, and each request takes its time.
 */
export const USUAL_PARTS = import.meta.glob<LoadedPart>(
  [
    '../../sim/shell/{bash,tools}.part.ts',
    '../../sim/kubectl/kubectl.part.ts',
    '../../sim/requests/requests.part.ts',
    '../../sim/control/controllers.part.ts',
    '../../sim/images/images.part.ts',
  ],
  { import: 'loaded', eager: true },
);
