/** Words of a lesson that differ from learner to learner, by name. */
export type Words = Readonly<Record<string, string>>;

const PLACE = /\[\[([a-z][a-z\d-]*)\]\]/g;

/**
 * A text, or all texts of a list or record, with a variant's words where they have `[[name]]`.
 * Other brackets stay as they are, and so do the keys of records.
 */
export function fillWords<T>(value: T, words: Words): T {
  const fill = (part: unknown): unknown => {
    if (typeof part === 'string') {
      return part.replaceAll(PLACE, (place, name: string) => words[name] ?? place);
    }
    if (Array.isArray(part)) return part.map(fill);
    if (typeof part !== 'object' || part === null) return part;
    return Object.fromEntries(Object.entries(part).map(([key, inner]) => [key, fill(inner)]));
  };
  return fill(value) as T;
}

/** Names that stand in a text in the brackets of words, each once. */
export const wordsIn = (text: string): readonly string[] => [
  ...new Set([...text.matchAll(PLACE)].map(([, name = '']) => name)),
];
