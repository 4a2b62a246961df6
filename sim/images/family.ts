import type { Reference } from '../node/index.ts';
import type { ImageContent } from './empty.ts';

/** All images of one repository. */
export interface ImageFamily {
  /** As containerd writes it: `docker.io/library/mysql`. */
  readonly repository: string;
  /** The image of a tag; undefined when the repository has no such tag. */
  content(tag: string): ImageContent | undefined;
}

/** What a digest stands for cannot be known: it gives the newest image. */
export const tagOf = ({ tag, digest }: Reference): string => (digest === '' ? tag : 'latest');
