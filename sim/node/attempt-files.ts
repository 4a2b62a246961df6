import type { Container } from '../api/index.ts';
import { type Clock, type FileSystem, filesOf, giveTree, makingFor } from '../kernel/index.ts';
import { createContainerFiles } from './container-files.ts';
import type { KnownVariables } from './environment.ts';
import type { ContainerUser } from './identity.ts';
import type { Image } from './image.ts';
import type { PodAccess } from './pod-container.ts';

/** The files of one run of a container; they are made when somebody first looks at them. */
export interface AttemptFiles {
  /** As the container's user sees them. */
  own(): FileSystem;
  /** As the main program sees them, which may become another user. */
  main(): FileSystem;
  /** Undefined when nobody ever looked. */
  made(): FileSystem | undefined;
}

export interface AttemptFilesInput {
  readonly access: PodAccess;
  readonly spec: Container;
  readonly image: Image;
  /** The names of the programs that the image itself brings. */
  programs(): readonly string[];
  readonly known: KnownVariables;
  readonly user: ContainerUser;
  readonly queue: Clock;
}

export function createAttemptFiles(input: AttemptFilesInput): AttemptFiles {
  const { access, spec, image, known, user, queue } = input;
  const isRoot = user.uid === 0;
  let files: FileSystem | undefined;
  let served: FileSystem | undefined;
  const own = (): FileSystem => {
    if (files !== undefined) return files;
    const all = createContainerFiles({
      ...{ pod: access.pod(), container: spec, image, env: known.references },
      ...{ programs: input.programs(), podIp: access.facts().podIp, volume: access.volume },
      nowEpochMs: () => queue.epochMs(),
    });
    const isPlainRoot = isRoot && user.gid === 0;
    files = isPlainRoot ? all : filesOf(all, user);
    return files;
  };
  const serving = isRoot && spec.command === undefined ? image.servesAs : undefined;
  const main = (): FileSystem => {
    if (serving === undefined) return own();
    if (served !== undefined) return served;
    const { uid, gid, umask, directories } = serving;
    for (const path of directories) giveTree(own(), path, uid, gid);
    served = makingFor(own(), uid, gid, umask);
    return served;
  };
  return { own, main, made: () => files };
}
