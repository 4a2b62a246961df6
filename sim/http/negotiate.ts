import { failure, formatError, type Result, success } from '../api/index.ts';

/** How an answer is written: as it is, as a Table, or with the metadata alone. */
export interface Representation {
  readonly format: 'json' | 'yaml';
  readonly as: '' | 'Table' | 'PartialObjectMetadata' | 'PartialObjectMetadataList';
  /** The version of the group meta.k8s.io that a Table or partial object has. */
  readonly version: string;
}

interface MediaType {
  readonly type: string;
  readonly parameters: ReadonlyMap<string, string>;
  readonly quality: number;
}

/** A header of media types, the most wanted first. */
function parseAccept(header: string): readonly MediaType[] {
  const types = header.split(',').map((part): MediaType => {
    const [type = '', ...rest] = part.split(';').map((word) => word.trim());
    const pairs = rest.map((word): [string, string] => {
      const [name = '', value = ''] = word.split('=');
      return [name, value];
    });
    const parameters = new Map(pairs);
    return { type, parameters, quality: Number(parameters.get('q') ?? 1) };
  });
  return types
    .filter(({ type, quality }) => type !== '' && quality > 0)
    .sort((a, b) => b.quality - a.quality);
}

const JSON_TYPES = new Set(['application/json', 'application/*', '*/*']);
const YAML_TYPE = 'application/yaml';
const VERSIONS = ['v1', 'v1beta1'];
const PLAIN: Representation = { format: 'json', as: '', version: '' };

function representationOf({ type, parameters }: MediaType): Representation | undefined {
  const format = type === YAML_TYPE ? 'yaml' : 'json';
  if (format === 'json' && !JSON_TYPES.has(type)) return undefined;
  const as = parameters.get('as') ?? '';
  if (as === '') return { ...PLAIN, format };
  const version = parameters.get('v') ?? '';
  if (parameters.get('g') !== 'meta.k8s.io' || !VERSIONS.includes(version)) return undefined;
  const known = (['Table', 'PartialObjectMetadata', 'PartialObjectMetadataList'] as const).find(
    (name) => name === as,
  );
  return known === undefined ? undefined : { format, as: known, version };
}

const notAcceptable = (accepted: readonly string[]): Result<never> => {
  const text = `only the following media types are accepted: ${accepted.join(', ')}`;
  return failure(formatError('NotAcceptable', text));
};

/**
 * What the client can read, or the Status NotAcceptable when that is nothing of ours. `formats` are
 * those in which this answer can be written.
 */
export function negotiate(
  accept: string,
  formats: readonly Representation['format'][],
): Result<Representation> {
  if (accept.trim() === '') return success(PLAIN);
  for (const type of parseAccept(accept)) {
    const found = representationOf(type);
    if (found !== undefined && formats.includes(found.format)) return success(found);
  }
  return notAcceptable(formats.map((format) => `application/${format}`));
}

/** Whether a client asks for the discovery of all groups in one document. */
export const wantsAggregated = (accept: string): boolean =>
  parseAccept(accept)[0]?.parameters.get('as') === 'APIGroupDiscoveryList' &&
  parseAccept(accept)[0]?.parameters.get('v') === 'v2';

/** The media type of a body, without its parameters. */
export const mediaTypeOf = (contentType: string): string =>
  (contentType.split(';')[0] ?? '').trim().toLowerCase();

/** A body in a format that is not read. `accepted` are the types that are. */
export const unsupportedMediaType = (accepted: readonly string[]): Result<never> =>
  failure(
    formatError(
      'UnsupportedMediaType',
      'the body of the request was in an unknown format - accepted media types include: ' +
        accepted.join(', '),
    ),
  );
