/** Lines of an output that are shown; of a longer one the last. */
const MOST_LINES = 200;

// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken away
const CONTROLS = /\x1b\[[0-?]*[ -/]*[@-~]|\x1b\][^\x07]*\x07|[\0-\x08\x0b-\x1f]/g;

// biome-ignore lint/suspicious/noControlCharactersInRegex: a program gives the screen back so
const OWN_SCREEN = /\x1b\[\?1049h[\s\S]*?\x1b\[\?1049l/g;
const CLEARED = '\x1b[2J';

/** What is on the screen still: no screen of a program that gave it back, and nothing cleared. */
function onScreen(output: string): string {
  const left = output.replace(OWN_SCREEN, '');
  const cleared = left.lastIndexOf(CLEARED);
  return cleared < 0 ? left : left.slice(cleared + CLEARED.length);
}

/** What a terminal shows in answer to a line, as plain text, without the line itself. */
export function printedText(output: string): string {
  const answer = onScreen(output.slice(output.indexOf('\n') + 1))
    .replace(CONTROLS, '')
    .trimEnd();
  const lines = answer.split('\n');
  return lines.length <= MOST_LINES ? answer : ['…', ...lines.slice(-MOST_LINES)].join('\n');
}
