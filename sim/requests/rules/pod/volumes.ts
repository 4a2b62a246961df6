import {
  eachOf,
  type FieldError,
  fieldErrors,
  type PodSpec,
  type ProjectedVolumeSource,
  type Volume,
  validateChoice,
} from '../../../api/index.ts';

const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];

/** Two sources that bring a file of one path. Models validateProjectionSources. */
function projectionErrors({ sources = [] }: ProjectedVolumeSource, at: string): FieldError[] {
  const paths = new Set<string>();
  return sources.flatMap(({ secret, configMap }) => {
    const source = secret ?? configMap;
    return (source?.items ?? []).flatMap(({ path }) => {
      const isTaken = paths.has(path);
      paths.add(path);
      const detail = 'conflicting duplicate paths';
      return isTaken ? [fieldErrors.invalid(at, source?.name ?? '', detail)] : [];
    });
  });
}

const sourceErrors = (volume: Volume, isPod: boolean, at: string): FieldError[] => {
  const { gitRepo, image, projected } = volume;
  return [
    ...(gitRepo !== undefined && !gitRepo.repository
      ? [fieldErrors.required(`${at}.gitRepo.repository`)]
      : []),
    ...(projected === undefined ? [] : projectionErrors(projected, `${at}.projected`)),
    ...(image !== undefined && isPod && !image.reference
      ? [fieldErrors.required(`${at}.image.reference`)]
      : []),
    ...validateChoice(image?.pullPolicy, PULL_POLICIES, `${at}.image.pullPolicy`),
  ];
};

/** What volumes that hardly any pod has may say; a template's image may still be named later. */
export const volumeErrors = (spec: PodSpec, field: string): FieldError[] =>
  eachOf(spec.volumes, `${field}.volumes`, (volume, at) =>
    sourceErrors(volume, field === 'spec', at),
  );
