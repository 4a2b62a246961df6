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

/** What differs in the log of a tool that was told to talk: when, how long, and where to. */
const LOG_RULES: readonly (readonly [pattern: RegExp, replacement: string])[] = [
  [/^I\d{4} [\d:.]+ +\d+ /gm, 'I '],
  [/https?:\/\/127\.0\.0\.1:\d+/g, 'SERVER'],
  [/address="127\.0\.0\.1:\d+"/g, 'address="ADDRESS"'],
  [/(illiseconds=)\d+/g, '$1N'],
  [/(duration|delay)=".*?"/g, '$1="TIME"'],
  [/(Config loaded from file: ).*/g, '$1 FILE'],
  [/timeoutSeconds=\d+/g, 'timeoutSeconds=N'],
  [/^(\t(Date|Content-Length|Sec-Websocket-Accept): ).*/gm, '$1N'],
  // How long a connection is kept is said in HTTP/1.1 only.
  [/^\t(Connection: keep-alive|Keep-Alive: timeout=\d+)\n/gm, ''],
  [/continue=[\w-]+/g, 'continue=TOKEN'],
  // Texts are cut by their length, and where versions are numbers these differ.
  [/ \[truncated \d+ chars\]/g, ' [truncated]'],
  // Who asks often waits on the side of the real client.
  [/^I request\.go:683\].*\n/gm, ''],
  // Whether a watch that is closed is just being read is chance.
  [/^I streamwatcher\.go:\d+\].* use of closed network connection.*\n/gm, ''],
  // A Go map has no order.
  [/(fieldSelector=)([^& "]*)/g, '$1FIELDS($2)'],
];

const inOrder = (text: string, separator: string): string =>
  text.split(separator).sort().join(separator);

/** The log with everything in an order that the real tool takes out of maps. */
const ordered = (text: string): string =>
  text
    .replace(/FIELDS\(([^)]*)\)/g, (_, fields: string) => inOrder(fields, '%2C'))
    .replace(/(^I envvar.*\n)+/gm, (lines) => `${inOrder(lines.trimEnd(), '\n')}\n`)
    .replace(/( -H "[^"]*")+/g, (headers) => inOrder(headers, ' -H '));

/** The log of `-v` without what may differ. */
const logged = (text: string): string =>
  ordered(LOG_RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text));

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
  const isLog = / (-v|--v)[= ]?\d/.test(line);
  const start = isLog ? logged(text) : text;
  const plain = RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), start);
  if (/\bexplain\b/.test(line)) return withoutDescriptions(plain);
  return /\b(drain|rollout status|(label|annotate) .*--list|set env .*--from)\b/.test(line)
    ? withoutRepeats(plain)
    : plain;
}
