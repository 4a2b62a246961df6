/** What may differ between two clusters that were used alike: what is random, counted or timed. */
const RULES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'UID'],
  [/(resourceVersion"?: "?)\d+/g, '$1RV'],
  [/-[bcdfghjklmnpqrstvwxz2456789]{5}\b/g, '-RANDOM'],
  [/\b10\.(96|97|98|99|1[01]\d)\.\d+\.\d+/g, 'CLUSTERIP'],
  [/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, 'TIME'],
  [/[A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} [\d:]{8} \+0000/g, 'TIME'],
  [/\b(\d+d)?(\d+h)?(\d+m)?\d+[smhd]\b/g, 'AGE'],
  // How often something was tried depends on when it was looked.
  [/\(x\d+ over/g, '(xN over'],
  // Names of temporary files are drawn.
  [/kubectl-edit-\d+/g, 'kubectl-edit-N'],
  // What kubectl logs of itself; of its last words only when.
  [/^F\d{4} [\d:.]+ +\d+ /gm, 'F '],
  [/^[EW]\d{4} .*\n/gm, ''],
  // The real kubectl copies what tar says while it unpacks, and may end before it comes.
  [/^tar: Removing leading .*\n/gm, ''],
  // The patch releases differ.
  [/v1\.36\.\d+/g, 'v1.36'],
  // Columns are as wide as their widest cell.
  [/ {2,}/g, '  '],
  [/-{3,}/g, '---'],
  [/ +$/gm, ''],
  [/\n+$/, '\n'],
];

/** Lines that come in no certain order, or as often as somebody looked. */
const withoutRepeats = (text: string): string => [...new Set(text.split('\n'))].sort().join('\n');

/** The texts of the documentation are not part of the simulator. */
const withoutDescriptions = (text: string): string =>
  text
    .replace(/^DESCRIPTION:\n +<empty>$/gm, '')
    .replace(/^ *<no description>$/gm, '')
    .replace(/\n{2,}/g, '\n');

/** What a command line printed, without what may differ. */
export function normalize(line: string, text: string): string {
  const plain = RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
  if (/\bexplain\b/.test(line)) return withoutDescriptions(plain);
  return /\b(drain|rollout status|(label|annotate) .*--list|set env .*--from)\b/.test(line)
    ? withoutRepeats(plain)
    : plain;
}
