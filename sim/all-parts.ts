import { loaded as controllers } from './control/controllers.part.ts';
import { loaded as images } from './images/images.part.ts';
import { loaded as members } from './images/members/members.part.ts';
import { loaded as mysql } from './images/mysql/mysql.part.ts';
import { loaded as postgres } from './images/postgres/postgres.part.ts';
import { loaded as redis } from './images/redis/redis.part.ts';
import { type Parts, partsOf } from './kernel/index.ts';
import { loaded as httpApi } from './kubectl/http-api.part.ts';
import { loaded as kubectl } from './kubectl/kubectl.part.ts';
import { loaded as kubectlLog } from './kubectl/kubectl-log.part.ts';
import { loaded as printing } from './kubectl/printing.part.ts';
import { loaded as networkTools } from './net/network-tools.part.ts';
import { loaded as requests } from './requests/requests.part.ts';
import { loaded as awk } from './shell/awk.part.ts';
import { loaded as bash } from './shell/bash.part.ts';
import { loaded as busybox } from './shell/busybox.part.ts';
import { loaded as busyboxUsage } from './shell/busybox-usage.part.ts';
import { loaded as jq } from './shell/jq.part.ts';
import { loaded as tools } from './shell/tools.part.ts';
import { loaded as yq } from './shell/yq.part.ts';

const LOADED = [
  ...[requests, controllers, images],
  ...[
    bash,
    tools,
    busybox,
    busyboxUsage,
    awk,
    jq,
    yq,
    kubectl,
    kubectlLog,
    printing,
    httpApi,
    networkTools,
  ],
  ...[members, mysql, postgres, redis],
];

/** Every part of the simulator, for programs that need not start fast. */
export const ALL_PARTS: Parts = partsOf(LOADED);
