import { expect, test } from 'vitest';
import { parseTemplate, printTemplate } from './index.ts';

const pods = {
  kind: 'List',
  items: [
    {
      metadata: { name: 'a', labels: { 'x.io/y': '1' } },
      status: { c: [{ type: 'Ready', ok: 'True' }] },
    },
    { metadata: { name: 'b' }, status: { c: [] } },
  ],
};

const run = (template: string): string => {
  const parsed = parseTemplate(template);
  if (!parsed.ok) return `parse: ${parsed.error}`;
  const out = printTemplate(pods, parsed.value, { areMissingKeysAllowed: true });
  return out.ok ? out.value : out.error;
};

test.each([
  ['{.items[*].metadata.name}', 'a b'],
  [
    '{range .items[*]}{.metadata.name}{"\\t"}{.status.c[*].type}{"\\n"}{end}done',
    'a\tReady\nb\t\ndone',
  ],
  ['{.items[0].metadata.labels.x\\.io/y}', '1'],
  ["{.items[0].metadata.labels['x\\.io/y']}", '1'],
  ['{.items[0].status.c[?(@.type=="Ready")].ok}', 'True'],
  ['{.items[?(@.metadata.labels)].metadata.name}', 'a'],
  ['{.items[0:2].metadata.name}', 'a b'],
  ['{.items[-1].metadata.name}', 'b'],
  ['{.items[0,1].metadata.name}', 'a b'],
  ["{.items[*]['metadata.name','kind']}", 'a b'],
  ['{..name}', 'a b'],
  ['{.nosuch.deep}', ''],
  ['{.items[5]}', 'array index out of bounds: index 5, length 2'],
  ['{.items[}', 'parse: unterminated array'],
  ['{.items', 'parse: unclosed action'],
  ['{.items[0].metadata.labels}', '{"x.io/y":"1"}'],
  ['{range .items[*]}{.metadata.name}', 'ab'],
  ['plain', 'plain'],
])('%s', (template, expected) => {
  expect(run(template)).toBe(expected);
});
