const TAB = 8;

/** Blanks from one column to another, with tabs as bash writes them. */
function indent(from: number, to: number): string {
  let out = '';
  for (let at = from; at < to; ) {
    const isTab = Math.trunc(to / TAB) > Math.trunc(at / TAB);
    out += isTab ? '\t' : ' ';
    at += isTab ? TAB - (at % TAB) : 1;
  }
  return out;
}

/** The numbered words of `select` in columns. Models print_select_list of bash's execute_cmd.c. */
export function menuOf(words: readonly string[], columns: number): string {
  const width = String(words.length).length;
  const cell = Math.max(...words.map((word) => word.length)) + width + 4;
  const fitting = Math.max(1, Math.floor(columns / cell));
  const needed = Math.ceil(words.length / fitting);
  const rows = needed === 1 ? Math.ceil(words.length / needed) : needed;
  const first = String(rows).length;
  const lines = Array.from({ length: rows }, (_, row) => {
    let line = '';
    for (let at = row, start = 0; at < words.length; at += rows, start += cell) {
      const text = `${String(at + 1).padStart(start === 0 ? first : width)}) ${words[at]}`;
      const isLast = at + rows >= words.length;
      line += text + (isLast ? '' : indent(start + text.length, start + cell));
    }
    return `${line}\n`;
  });
  return lines.join('');
}
