import { fillPart } from '../kernel/index.ts';
import { fullName } from '../node/index.ts';
import { CLIENTS } from './clients.ts';
import { HTTPD } from './httpd.ts';
import { IMAGES } from './late-images.ts';
import { MEMBERS } from './members/image.ts';
import { MARIADB, MYSQL } from './mysql/image.ts';
import { NGINX } from './nginx.ts';
import { exists, KUBERNETES_IMAGES, unknownContent } from './other.ts';
import { POSTGRES } from './postgres/image.ts';
import { REDIS } from './redis/image.ts';
import { STRESS } from './stress.ts';
import { SYSTEMS } from './systems.ts';
import { usageOf } from './usage.ts';

const FAMILIES = [
  ...[...SYSTEMS, ...NGINX, ...KUBERNETES_IMAGES, ...CLIENTS, ...MEMBERS],
  ...[HTTPD, POSTGRES, REDIS, MARIADB, MYSQL, STRESS],
];

export const loaded = fillPart(IMAGES, {
  usageOf,
  families: new Map(FAMILIES.map((family) => [family.repository, family])),
  unknown: (reference) => (exists(reference) ? unknownContent(fullName(reference)) : undefined),
});
