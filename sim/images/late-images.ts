import { definePart, type Part } from '../kernel/index.ts';
import type { Reference, Usage } from '../node/index.ts';
import type { ImageContent } from './empty.ts';
import type { ImageFamily } from './family.ts';

/** The images that come with the first pod that is not the cluster's own. */
export interface LateImages {
  /** Those that are modelled, by repository. */
  readonly families: ReadonlyMap<string, ImageFamily>;
  /** An image that is only known by name; undefined when there is none of that name. */
  unknown(reference: Reference): ImageContent | undefined;
  /** What the images of a repository take of their machine. */
  usageOf(repository: string): Usage;
}

export const IMAGES: Part<LateImages> = definePart('images');
