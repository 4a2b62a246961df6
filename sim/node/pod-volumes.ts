import type { DownwardAPIVolumeFile, Pod } from '../api/index.ts';
import type { FileSystem } from '../kernel/index.ts';
import { type AtomicFiles, createAtomicFiles } from './atomic-files.ts';
import { giveToGroup } from './file-views.ts';
import {
  type VolumeAnswer,
  type VolumeContext,
  type VolumeFailure,
  volumeFiles,
} from './volumes.ts';

/** The volumes of one pod, as long as it lives. */
export interface PodVolumes {
  /** Finds every volume; undefined, or the first that cannot be mounted yet. */
  mount(context: VolumeContext): VolumeFailure | undefined;
  /** The files of a volume; made when first asked for. */
  files(name: string): FileSystem | undefined;
  /** Brings the files that come from other objects up to date; what is gone stays as it was. */
  refresh(context: VolumeContext): void;
  /** Something that they come from is another now. */
  outdate(): void;
  /** Whether a look at a pod that says something else of itself may find other files. */
  mayDiffer(): boolean;
}

/** Whether a file tells of something of its pod that may change while the pod lives. */
const isAboutChange = ({ fieldRef }: DownwardAPIVolumeFile): boolean =>
  fieldRef === undefined || /^metadata\.(labels|annotations)/.test(fieldRef.fieldPath);

/** Whether a pod mounts its own labels, annotations or resources, so that its files follow it. */
const mountsItself = ({ spec }: Pod): boolean =>
  (spec.volumes ?? []).some(({ downwardAPI, projected }) =>
    [downwardAPI, ...(projected?.sources ?? []).map((each) => each.downwardAPI)].some((source) =>
      source?.items?.some(isAboutChange),
    ),
  );

/** Whether a pod mounts a ConfigMap or Secret, so that its files follow the object. */
export function mountsData(pod: Pod, kind: 'ConfigMap' | 'Secret', name: string): boolean {
  return (pod.spec.volumes ?? []).some(({ configMap, secret, projected }) => {
    const sources = projected?.sources ?? [];
    return kind === 'ConfigMap'
      ? configMap?.name === name || sources.some((each) => each.configMap?.name === name)
      : secret?.secretName === name || sources.some((each) => each.secret?.name === name);
  });
}

export function createPodVolumes(pod: () => Pod): PodVolumes {
  const answers = new Map<string, Exclude<VolumeAnswer, { ok: false }>>();
  const opened = new Map<string, FileSystem>();
  const atomic = new Map<string, AtomicFiles>();
  let isOutdated = false;
  let isOfItself: boolean | undefined;

  const open = (name: string): FileSystem | undefined => {
    const answer = answers.get(name);
    if (answer === undefined) return undefined;
    const group = pod().spec.securityContext?.fsGroup;
    if (answer.type === 'files') {
      const files = answer.open();
      if (group !== undefined && answer.isManaged) giveToGroup(files, group);
      return files;
    }
    const made = createAtomicFiles(answer.nowEpochMs, answer.content, group);
    atomic.set(name, made);
    return made.files;
  };
  return {
    mount(context) {
      for (const volume of pod().spec.volumes ?? []) {
        const answer = volumeFiles(context, volume);
        if (!answer.ok) return answer;
        answers.set(volume.name, answer);
      }
      return undefined;
    },
    files(name) {
      const files = opened.get(name) ?? open(name);
      if (files !== undefined) opened.set(name, files);
      return files;
    },
    outdate() {
      isOutdated = true;
    },
    mayDiffer() {
      isOfItself ??= mountsItself(pod());
      return isOutdated || isOfItself;
    },
    refresh(context) {
      isOutdated = false;
      for (const volume of pod().spec.volumes ?? []) {
        if (answers.get(volume.name)?.type !== 'projected') continue;
        const answer = volumeFiles(context, volume);
        if (!answer.ok || answer.type !== 'projected') continue;
        answers.set(volume.name, answer);
        atomic.get(volume.name)?.replace(answer.content);
      }
    },
  };
}
