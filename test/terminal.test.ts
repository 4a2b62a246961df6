import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createStandardCluster } from '../sim/index.ts';
import { normalize } from './terminal-normalize.mjs';

/** A session at a terminal: lines or keys, and what was printed after each. */
interface Session {
  readonly title: string;
  readonly steps: readonly (readonly [line: string, printed: string])[];
}

interface Recording {
  readonly title: string;
  readonly sessions: readonly Session[];
}

const FOLDER = new URL('conformance/terminal/', import.meta.url);
const RECORDINGS = readdirSync(FOLDER).map(
  (name) => JSON.parse(readFileSync(new URL(name, FOLDER), 'utf8')) as Recording,
);
/** How long the recorder listened after each line. */
const STEP_MS = 450;

/** The same session at a terminal of ours. */
function play({ steps }: Session): [line: string, printed: string][] {
  const cluster = createStandardCluster(1, ALL_PARTS);
  cluster.files.write('/home/learner/.bashrc', "PS1='$ '");
  cluster.openTerminal('1', { columns: 300, rows: 24 });
  cluster.world.advance(STEP_MS);
  const { master, output } = cluster.terminal('1');
  const promptNow = (): string => {
    const state = master.state();
    return state.type === 'line' ? state.request.prompt : '';
  };
  let prompt = promptNow();
  return steps.map(([line]) => {
    const from = output().length;
    if (line === '^C') master.interrupt('');
    else if (line === '^Z') master.suspend('');
    else if (line === '^D') master.endOfFile('');
    else if (line === '^\\') master.quit('');
    else master.sendLine(line);
    cluster.world.advance(STEP_MS);
    // A prompt is printed with the line behind it; the recorder saw it before that.
    const printed = output().slice(from);
    const answer = printed.startsWith(prompt) ? printed.slice(prompt.length) : printed;
    prompt = promptNow();
    return [line, normalize(answer + prompt)];
  });
}

describe.each(RECORDINGS)('$title', ({ sessions }) => {
  for (const session of sessions) {
    test(session.title, () => expect(play(session)).toEqual(session.steps));
  }
});
