const SHORT_MODES: Readonly<Record<string, string>> = {
  ReadWriteOnce: 'RWO',
  ReadOnlyMany: 'ROX',
  ReadWriteMany: 'RWX',
  ReadWriteOncePod: 'RWOP',
};

/** `RWO,ROX`, in a fixed order. Models GetAccessModesAsString. */
export const shortAccessModes = (modes: readonly string[] | undefined): string =>
  Object.entries(SHORT_MODES)
    .filter(([mode]) => modes?.includes(mode))
    .map(([, short]) => short)
    .join(',');

/** `<unset>` for no text. */
export const orUnset = (text: string | undefined): string =>
  text === undefined || text === '' ? '<unset>' : text;

/** The old way to name a claim's or a volume's class; it wins over the field. */
export const STORAGE_CLASS_ANNOTATION = 'volume.beta.kubernetes.io/storage-class';

/** The ways in which a volume can be mounted, as errors list them. */
export const ACCESS_MODES: readonly string[] = Object.keys(SHORT_MODES).sort();
