import { expect, test } from 'vitest';
import type { SessionInput } from '../../session/index.ts';
import { createOutlet, type TerminalLink } from './link.ts';

function setUp() {
  const shown: string[] = [];
  const inputs: SessionInput[] = [];
  const outlet = createOutlet((line) => shown.push(line));
  // Only what goes in is looked at, so that there need not be a session behind it.
  const link = { terminal: '1', input: (input: SessionInput) => inputs.push(input) };
  return { outlet, shown, inputs, connect: () => outlet.connect(link as unknown as TerminalLink) };
}

const line = (text: string) => ({ type: 'line', terminal: '1', text });

test('lines before the session are shown, kept, and given to it in order', () => {
  const { outlet, shown, inputs, connect } = setUp();
  outlet.submit('a');
  outlet.submit('b');
  outlet.endOfFile('');
  expect(inputs).toEqual([]);
  connect();
  outlet.submit('c');
  expect(shown).toEqual(['a', 'b']);
  expect(inputs).toEqual([line('a'), line('b'), line('c')]);
});

test('Ctrl-C before the session drops what was kept', () => {
  const { outlet, shown, inputs, connect } = setUp();
  outlet.submit('rm -r .');
  outlet.interrupt('no');
  connect();
  expect(shown).toEqual(['rm -r .', 'no^C']);
  expect(inputs).toEqual([]);
  outlet.interrupt('x');
  expect(inputs).toEqual([{ type: 'interrupt', terminal: '1', typed: 'x' }]);
});
