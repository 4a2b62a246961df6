import * as fieldErrors from '../../field-errors.ts';
import { compareQuantities } from '../../quantity.ts';
import type { FieldError } from '../../status.ts';
import type {
  DownwardAPIVolumeFile,
  HostPathVolumeSource,
  KeyToPath,
  NFSVolumeSource,
  ProjectedVolumeSource,
  ServiceAccountTokenProjection,
  Volume,
} from '../../types.generated.ts';
import { validateFieldRef } from './env.ts';
import {
  eachOf,
  validateChoice,
  validateDescendingPath,
  validateLabelName,
  validateNoBacksteps,
} from './scalars.ts';

const HOST_PATH_TYPES = [
  '',
  'BlockDevice',
  'CharDevice',
  'Directory',
  'DirectoryOrCreate',
  'File',
  'FileOrCreate',
  'Socket',
];

/** What a file may show of its pod. */
const FILE_FIELDS = [
  'metadata.annotations',
  'metadata.labels',
  'metadata.name',
  'metadata.namespace',
  'metadata.uid',
];

const MODE_TEXT = 'must be a number between 0 and 0777 (octal), both inclusive';
const MAX_MODE = 0o777;

const validateMode = (mode: number | undefined, field: string): FieldError[] =>
  mode !== undefined && (mode < 0 || mode > MAX_MODE)
    ? [fieldErrors.invalid(field, mode, MODE_TEXT)]
    : [];

const needed = (value: string | undefined, field: string): FieldError[] =>
  value ? [] : [fieldErrors.required(field)];

const validateItems = (items: readonly KeyToPath[] | undefined, field: string): FieldError[] =>
  eachOf(items, `${field}.items`, ({ key, path, mode }, at) => [
    ...needed(key, `${at}.key`),
    ...needed(path, `${at}.path`),
    ...(path ? validateDescendingPath(path, `${at}.path`) : []),
    ...validateMode(mode, `${at}.mode`),
  ]);

const validateFiles = (
  files: readonly DownwardAPIVolumeFile[] | undefined,
  field: string,
): FieldError[] =>
  eachOf(files, field, ({ path, fieldRef, resourceFieldRef, mode }, at) => [
    ...needed(path, `${at}.path`),
    ...(path ? validateDescendingPath(path, `${at}.path`) : []),
    ...(fieldRef ? validateFieldRef(fieldRef, FILE_FIELDS, `${at}.fieldRef`) : []),
    ...(fieldRef || resourceFieldRef
      ? []
      : [fieldErrors.required(at, 'one of fieldRef and resourceFieldRef is required')]),
    ...validateMode(mode, `${at}.mode`),
  ]);

const MIN_TOKEN_SECONDS = 600;

function validateToken(token: ServiceAccountTokenProjection | undefined, field: string) {
  if (token === undefined) return [];
  const { path, expirationSeconds: seconds } = token;
  const errors = path
    ? validateDescendingPath(path, `${field}.path`)
    : needed(path, `${field}.path`);
  if (seconds !== undefined && seconds < MIN_TOKEN_SECONDS) {
    const detail = 'may not specify a duration less than 10 minutes';
    errors.push(fieldErrors.invalid(`${field}.expirationSeconds`, seconds, detail));
  }
  return errors;
}

const validateProjected = ({ sources, defaultMode }: ProjectedVolumeSource, field: string) => [
  ...validateMode(defaultMode, `${field}.defaultMode`),
  ...eachOf(sources, `${field}.sources`, (source, at) => [
    ...(source.secret ? needed(source.secret.name, `${at}.secret.name`) : []),
    ...(source.secret ? validateItems(source.secret.items, `${at}.secret`) : []),
    ...(source.configMap ? needed(source.configMap.name, `${at}.configMap.name`) : []),
    ...(source.configMap ? validateItems(source.configMap.items, `${at}.configMap`) : []),
    ...(source.downwardAPI ? validateFiles(source.downwardAPI.items, `${at}.downwardAPI`) : []),
    ...validateToken(source.serviceAccountToken, `${at}.serviceAccountToken`),
  ]),
];

/** A directory of the node. Models validateHostPathVolumeSource. */
export const validateHostPath = (
  { path, type }: Partial<HostPathVolumeSource> = {},
  field: string,
): FieldError[] => [
  ...needed(path, `${field}.path`),
  ...validateNoBacksteps(path ?? '', `${field}.path`),
  ...validateChoice(type, HOST_PATH_TYPES, `${field}.type`),
];

/** A directory of another machine. Models validateNFSVolumeSource. */
export const validateNfs = (
  { server, path }: Partial<NFSVolumeSource> = {},
  field: string,
): FieldError[] => [
  ...needed(server, `${field}.server`),
  ...needed(path, `${field}.path`),
  ...(path && !path.startsWith('/')
    ? [fieldErrors.invalid(`${field}.path`, path, 'must be an absolute path')]
    : []),
];

/** The checks of each source that is looked at more closely than by its schema. */
const SOURCES: {
  readonly [K in keyof Volume]?: (source: NonNullable<Volume[K]>, field: string) => FieldError[];
} = {
  emptyDir: ({ sizeLimit = '0' }, field) =>
    compareQuantities(sizeLimit, '0') < 0
      ? [
          fieldErrors.forbidden(
            `${field}.sizeLimit`,
            'SizeLimit field must be a valid resource quantity',
          ),
        ]
      : [],
  ephemeral: ({ volumeClaimTemplate }, field) =>
    volumeClaimTemplate === undefined ? [fieldErrors.required(`${field}.volumeClaimTemplate`)] : [],
  hostPath: validateHostPath,
  secret: ({ secretName, defaultMode, items }, field) => [
    ...needed(secretName, `${field}.secretName`),
    ...validateMode(defaultMode, `${field}.defaultMode`),
    ...validateItems(items, field),
  ],
  nfs: validateNfs,
  persistentVolumeClaim: ({ claimName }, field) => needed(claimName, `${field}.claimName`),
  downwardAPI: ({ items, defaultMode }, field) => [
    ...validateMode(defaultMode, `${field}.defaultMode`),
    ...validateFiles(items, field),
  ],
  configMap: ({ name, defaultMode, items }, field) => [
    ...needed(name, `${field}.name`),
    ...validateMode(defaultMode, `${field}.defaultMode`),
    ...validateItems(items, field),
  ],
  projected: validateProjected,
  csi: ({ driver }, field) => needed(driver, `${field}.driver`),
};

function validateSource(volume: Volume, field: string): FieldError[] {
  const { name: _, ...sources } = volume;
  const errors: FieldError[] = [];
  let count = 0;
  for (const [type, source] of Object.entries(sources)) {
    if (source === undefined || source === null) continue;
    if (count++ > 0) {
      const detail = 'may not specify more than 1 volume type';
      errors.push(fieldErrors.forbidden(`${field}.${type}`, detail));
      continue;
    }
    const validate = SOURCES[type as keyof Volume] as
      | ((source: unknown, field: string) => FieldError[])
      | undefined;
    errors.push(...(validate?.(source, `${field}.${type}`) ?? []));
  }
  if (count === 0) errors.push(fieldErrors.required(field, 'must specify a volume type'));
  return errors;
}

/** The refusals, and the names of the volumes that can be mounted. Models ValidateVolumes. */
export function validateVolumes(
  volumes: readonly Volume[] | undefined,
  field: string,
): { errors: FieldError[]; names: Set<string> } {
  const names = new Set<string>();
  const errors = eachOf(volumes, field, (volume, at) => {
    const found = [
      ...validateSource(volume, at),
      ...(volume.name
        ? validateLabelName(volume.name, `${at}.name`)
        : [fieldErrors.required(`${at}.name`)]),
    ];
    if (names.has(volume.name)) found.push(fieldErrors.duplicate(`${at}.name`, volume.name));
    if (found.length === 0) names.add(volume.name);
    return found;
  });
  return { errors, names };
}
