export type HistoryResult =
  | { readonly ok: true; readonly text: string; readonly isChanged: boolean }
  | { readonly ok: false; readonly event: string };

const wordsOf = (line: string): string[] =>
  line.match(/(?:'[^']*'|"(?:[^"\\]|\\.)*"|\\.|[^\s'"\\])+/g) ?? [];

/** The line that `!!`, `!-2`, `!5` or `!text` means. */
function findEvent(spec: string, history: readonly string[]): string | undefined {
  if (spec === '!') return history.at(-1);
  if (/^-?\d+$/.test(spec)) {
    const number = Number(spec);
    return number < 0 ? history.at(number) : history[number - 1];
  }
  if (spec.startsWith('?')) {
    const part = spec.slice(1).replace(/\?$/, '');
    return history.findLast((line) => line.includes(part));
  }
  return history.findLast((line) => line.startsWith(spec));
}

/** History expansion: `!!`, `!$`, `!^`, `!*`, `!n`, `!text`, `^old^new`, outside single quotes. */
export function expandHistory(text: string, history: readonly string[]): HistoryResult {
  const quick = /^\^([^^\n]+)\^([^^\n]*)\^?$/.exec(text);
  if (quick !== null) {
    const last = history.at(-1);
    if (last === undefined || !last.includes(quick[1] ?? '')) {
      return { ok: false, event: `:s${text}` };
    }
    return { ok: true, text: last.replace(quick[1] ?? '', () => quick[2] ?? ''), isChanged: true };
  }
  let out = '';
  let isChanged = false;
  let quote = '';
  for (let i = 0; i < text.length; ) {
    const c = text.charAt(i);
    if (c === '\\' && quote !== "'") {
      out += text.slice(i, i + 2);
      i += 2;
      continue;
    }
    if (c === quote) quote = '';
    else if (quote === '' && (c === "'" || c === '"')) quote = c;
    const isEvent =
      c === '!' && quote !== "'" && text.charAt(i - 1) !== '$' && text.charAt(i - 1) !== '{';
    const match = isEvent
      ? /^!(?:([$^*])|(!|-?\d+|\?[^?\s]+\??|[^\s!=();&|<>"'$^*:]+)(?::?([$^*])|:(\d+))?)/.exec(
          text.slice(i),
        )
      : null;
    if (match === null) {
      out += c;
      i++;
      continue;
    }
    const [whole, short, spec = '!', word, number] = match;
    const line = findEvent(spec, history);
    if (line === undefined) return { ok: false, event: whole };
    const words = wordsOf(line);
    const wanted = short ?? word;
    if (wanted === '$') out += words.at(-1) ?? '';
    else if (wanted === '^') out += words[1] ?? '';
    else if (wanted === '*') out += words.slice(1).join(' ');
    else out += number === undefined ? line : (words[Number(number)] ?? '');
    isChanged = true;
    i += whole.length;
  }
  return { ok: true, text: out, isChanged };
}
