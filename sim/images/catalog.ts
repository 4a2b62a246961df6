import type { Parts } from '../kernel/index.ts';
import {
  fullName,
  type Image,
  type ImageAnswer,
  type Images,
  notFoundError,
  type PullError,
  parseReference,
  type Reference,
} from '../node/index.ts';
import { COREDNS, DNS_USAGE } from './coredns.ts';
import type { ImageContent } from './empty.ts';
import { tagOf } from './family.ts';
import { IMAGES } from './late-images.ts';

/** What containerd says about a repository that Docker Hub does not have. */
function deniedError(reference: Reference): PullError {
  const name = fullName(reference);
  const refusal =
    'pull access denied, repository does not exist or may require authorization: ' +
    'server message: insufficient_scope: authorization failed';
  return {
    reason: 'ErrImagePull',
    message:
      `failed to pull and unpack image "${name}": failed to resolve reference "${name}": ` +
      refusal,
  };
}

const invalidName = (name: string): PullError => ({
  reason: 'InvalidImageName',
  message:
    `Failed to apply default image tag "${name}": couldn't parse image name "${name}": ` +
    (/[A-Z]/.test(name.replace(/:[^/]*$/, ''))
      ? 'invalid reference format: repository name must be lowercase'
      : 'invalid reference format'),
});

/**
 * All registries: the images that are modelled, and every other well-formed name. Only the image of
 * the cluster's DNS is known before the part has come.
 */
export function createImages(parts: Parts): Images {
  const known = new Map<string, Image>();
  const contentOf = (reference: Reference): ImageContent | PullError => {
    const isDns = reference.repository === COREDNS.repository;
    const others = isDns ? undefined : IMAGES.of(parts);
    if (!isDns && others === undefined) throw new Error('a pod came before the images');
    const family = isDns ? COREDNS : others?.families.get(reference.repository);
    if (family !== undefined) return family.content(tagOf(reference)) ?? notFoundError(reference);
    return others?.unknown(reference) ?? deniedError(reference);
  };
  return {
    find(name): ImageAnswer {
      const reference = parseReference(name);
      if (reference === undefined) return { ok: false, error: invalidName(name) };
      const full = fullName(reference);
      const before = known.get(full);
      if (before !== undefined) return { ok: true, image: before };
      const content = contentOf(reference);
      if ('reason' in content) return { ok: false, error: content };
      const others = reference.repository === COREDNS.repository ? undefined : IMAGES.of(parts);
      const usage = others?.usageOf(reference.repository) ?? DNS_USAGE;
      const image: Image = { ...content, usage, reference: full };
      known.set(full, image);
      return { ok: true, image };
    },
  };
}
