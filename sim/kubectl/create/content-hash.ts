import { encodeSortedJson } from '../../api/index.ts';
import { sha256 } from '../../kernel/index.ts';

/** Characters that could make words in a name are replaced. */
const SAFE: Readonly<Record<string, string>> = { 0: 'g', 1: 'h', 3: 'k', a: 'm', e: 't' };

const HASH_LENGTH = 10;

const hashOf = (content: string): string =>
  [...sha256(content).slice(0, HASH_LENGTH)].map((digit) => SAFE[digit] ?? digit).join('');

/** The suffix that `--append-hash` gives the name of a ConfigMap. Models kubectl's util/hash. */
export const configMapHash = (name: string, data: Readonly<Record<string, string>>): string =>
  hashOf(encodeSortedJson({ kind: 'ConfigMap', name, data: { ...data } }));

/** The suffix that `--append-hash` gives the name of a Secret; its data is in base 64. */
export const secretHash = (
  name: string,
  type: string,
  data: Readonly<Record<string, string>>,
): string => hashOf(encodeSortedJson({ kind: 'Secret', type, name, data: { ...data } }));
