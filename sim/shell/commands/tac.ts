import { escapeRegExp } from '../pattern.ts';
import { translateRegExp } from '../regexp.ts';
import { eachInput } from './each-input.ts';
import { tool } from './tool.ts';

/** Records of a text, each with the separator behind it, or in front of it. */
function records(text: string, separator: RegExp, isBefore: boolean): string[] {
  const out: string[] = [];
  let from = 0;
  for (const match of text.matchAll(separator)) {
    const at = isBefore ? match.index : match.index + match[0].length;
    if (at > from || !isBefore) out.push(text.slice(from, at));
    from = at;
  }
  if (from < text.length) out.push(text.slice(from));
  return out;
}

export const tac = tool({
  name: 'tac',
  summary: 'Prints files with their lines in reverse order.',
  flags: 'b|before r|regex s|separator:',
  *run(t) {
    const { has, value } = t.args;
    const given = value('s') ?? '\n';
    if (has('r') && given === '') {
      yield* t.err('separator cannot be empty');
      return 1;
    }
    const translated = has('r')
      ? translateRegExp(given, 'basic')
      : { ok: true as const, source: escapeRegExp(given === '' ? '\0' : given) };
    if (!translated.ok) {
      yield* t.err(translated.message);
      return 1;
    }
    const separator = new RegExp(translated.source, 'gu');
    return yield* eachInput(
      t,
      function* (text) {
        yield* t.out(records(text, separator, has('b')).reverse().join(''));
      },
      (name, error) =>
        error === 'Is a directory'
          ? `${name}: read error: Invalid argument`
          : ['unopenedInput', name, error],
    );
  },
});
