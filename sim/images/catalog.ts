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
import { CLIENTS } from './clients.ts';
import { COREDNS } from './coredns.ts';
import { type ImageFamily, tagOf } from './family.ts';
import { HTTPD } from './httpd.ts';
import { MEMBERS } from './members/image.ts';
import { MARIADB, MYSQL } from './mysql/image.ts';
import { NGINX } from './nginx.ts';
import { exists, KUBERNETES_IMAGES, unknownContent } from './other.ts';
import { POSTGRES } from './postgres/image.ts';
import { REDIS } from './redis/image.ts';
import { STRESS } from './stress.ts';
import { SYSTEMS } from './systems.ts';
import { usageOf } from './usage.ts';

const FAMILIES: ReadonlyMap<string, ImageFamily> = new Map(
  [
    ...SYSTEMS,
    ...NGINX,
    ...KUBERNETES_IMAGES,
    ...CLIENTS,
    ...MEMBERS,
    COREDNS,
    HTTPD,
    POSTGRES,
    REDIS,
    MARIADB,
    MYSQL,
    STRESS,
  ].map((family) => [family.repository, family]),
);

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

/** All registries: the images that are modelled, and every other well-formed name. */
export function createImages(): Images {
  const known = new Map<string, Image>();
  return {
    find(name): ImageAnswer {
      const reference = parseReference(name);
      if (reference === undefined) return { ok: false, error: invalidName(name) };
      const full = fullName(reference);
      const before = known.get(full);
      if (before !== undefined) return { ok: true, image: before };
      const family = FAMILIES.get(reference.repository);
      if (family === undefined && !exists(reference)) {
        return { ok: false, error: deniedError(reference) };
      }
      const content =
        family === undefined ? unknownContent(full) : family.content(tagOf(reference));
      if (content === undefined) return { ok: false, error: notFoundError(reference) };
      const usage = usageOf(reference.repository);
      const image: Image = { ...content, usage, reference: full };
      known.set(full, image);
      return { ok: true, image };
    },
  };
}
