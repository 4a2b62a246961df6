import type { LoadedPart } from '../../sim/index.ts';

/** The shell and its tools, which nearly every line needs. */
export const USUAL_PARTS = import.meta.glob<LoadedPart>('../../sim/shell/{bash,tools}.part.ts', {
  import: 'loaded',
  eager: true,
});
