/** The parts of an image reference; `tag` is '' when it has none. Models distribution/reference. */
export function splitImage(image: string): { name: string; tag: string; digest: string } {
  const at = image.indexOf('@');
  const named = at < 0 ? image : image.slice(0, at);
  const digest = at < 0 ? '' : image.slice(at + 1);
  const colon = named.lastIndexOf(':');
  if (colon <= named.lastIndexOf('/')) return { name: named, tag: '', digest };
  return { name: named.slice(0, colon), tag: named.slice(colon + 1), digest };
}

/** `Always` for `latest`, named or understood. */
export function imagePullPolicyOf(image: string): string {
  const { tag, digest } = splitImage(image);
  const isLatest = tag === 'latest' || (tag === '' && digest === '');
  return isLatest ? 'Always' : 'IfNotPresent';
}
