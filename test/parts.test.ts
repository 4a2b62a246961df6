import { expect, test } from 'vitest';
import { ALL_PARTS } from '../sim/all-parts.ts';
import { createCoreCommands } from '../sim/shell/commands/index.ts';
import { TOOL_NAMES } from '../sim/shell/late-tools.ts';

const FILES = import.meta.glob<{ name: string; value: unknown }>('../sim/**/*.part.ts', {
  import: 'loaded',
  eager: true,
});

test('each part is in the file of its name, and all of them are in ALL_PARTS', () => {
  for (const [path, { name, value }] of Object.entries(FILES)) {
    expect(path).toMatch(new RegExp(`/${name}\\.part\\.ts$`));
    expect(ALL_PARTS.get(name)).toBe(value);
  }
  expect(ALL_PARTS.size).toBe(Object.keys(FILES).length);
});

test('the tools that come later are known by name before', () => {
  const names = createCoreCommands(() => {
    throw new Error('no tool asks for its host while it is made');
  }).map(({ name }) => name);
  expect([...TOOL_NAMES].sort()).toEqual(names.sort());
});
