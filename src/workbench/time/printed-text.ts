/** Lines of an output that are shown; of a longer one the last. */
const MOST_LINES = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
const CONTROLS = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|[\0-\x08\x0b-\x1f]/g;

/** What a terminal shows in answer to a line, as plain text, without the line itself. */
export function printedText(output: string): string {
  const answer = output
    .slice(output.indexOf('\n') + 1)
    .replace(CONTROLS, '')
    .trimEnd();
  const lines = answer.split('\n');
  return lines.length <= MOST_LINES ? answer : ['…', ...lines.slice(-MOST_LINES)].join('\n');
}
