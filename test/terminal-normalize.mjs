const ESCAPE = '\u001b';

/** What may differ between two terminals that were used alike: ids of processes, and times. */
const RULES = [
  // Bracketed paste is turned on and off around each prompt.
  [new RegExp(`${ESCAPE}\\[\\?2004[hl]\\r?`, 'g'), ''],
  [/\r+\n/g, '\n'],
  [/^(\[\d+\][+-]? ) *\d+(?= |$)/gm, '$1PID'],
  [/^ +\d+(?= .*\|)/gm, ' PID'],
  [/job (\d+)\[\d+\]/g, 'job $1[PID]'],
  [/process group \d+/g, 'process group PID'],
  [/\d+m\d+\.\d+s/g, '0m0.000s'],
  // What runs in the background may print before the prompt or after it.
  [/^((?:.*\n)*)((?:\$|>) )((?:[^$>\n].*)?\n(?:.*\n)*)$/, '$1$3$2'],
];

/** What a terminal has printed, without what may differ. */
/** @type {(text: string) => string} */
export const normalize = (text) =>
  RULES.reduce((rest, [pattern, by]) => rest.replace(pattern, by), text);
