/** Strings, and the marks that give JSON its shape; numbers and words do not matter here. */
const TOKEN = /"(?:[^"\\]|\\.)*"|[{}[\],:]/g;

interface Level {
  /** The names so far; undefined for an array. */
  readonly names: Set<string> | undefined;
  /** The name of the value that is being read. */
  name: string;
  index: number;
}

const pathOf = (levels: readonly Level[]): string =>
  levels
    .map(({ names, name, index }) => (names === undefined ? `[${index}]` : `.${name}`))
    .join('')
    .slice(1);

/**
 * The fields that a JSON text names more than once in one object, as `data.a`. The text is known to
 * be JSON. Models the strict decoding of sigs.k8s.io/json.
 */
export function duplicateFields(text: string): readonly string[] {
  const found = new Set<string>();
  const levels: Level[] = [];
  let isName = false;
  for (const [token] of text.matchAll(TOKEN)) {
    const level = levels.at(-1);
    if (token === '{' || token === '[') {
      levels.push({ names: token === '{' ? new Set() : undefined, name: '', index: 0 });
      isName = token === '{';
    } else if (token === '}' || token === ']') {
      levels.pop();
      isName = false;
    } else if (token === ',') {
      if (level !== undefined) level.index++;
      isName = level?.names !== undefined;
    } else if (token.startsWith('"') && isName && level?.names !== undefined) {
      level.name = JSON.parse(token) as string;
      if (level.names.has(level.name)) found.add(pathOf(levels));
      level.names.add(level.name);
      isName = false;
    }
  }
  return [...found];
}
