import { expect, test } from 'vitest';
import { halfClosedLoop } from './loop-header.ts';

test('a loop whose header one bracket alone closes is found, and no other', () => {
  const at = (source: string): number | undefined => halfClosedLoop(source);
  expect(at('for ((;;) do echo x; done')).toBe(4);
  expect(at('echo a\nif true; then for ((i=0;i<2) do :; done; fi')).toBe(25);
  const whole = [
    'for ((i=0;i<(2);i++)); do echo $i; done',
    'for ((i=0',
    "echo 'for ((;;) do'",
    'for i in 1; do ((i++)); done',
    'for ((i=(1);;)); do :; done',
  ];
  expect(whole.map(at)).toEqual(whole.map(() => undefined));
});
