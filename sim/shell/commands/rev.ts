import { eachInput } from './each-input.ts';
import { inputName } from './inputs.ts';
import { splitKeeping } from './text-units.ts';
import { tool } from './tool.ts';

export const rev = tool({
  name: 'rev',
  summary: 'Reverses each line.',
  flags: '',
  *run(t) {
    return yield* eachInput(
      t,
      function* (text) {
        const lines = splitKeeping(text, '\n').map((line) => {
          const end = line.endsWith('\n') ? '\n' : '';
          return [...line.slice(0, line.length - end.length)].reverse().join('') + end;
        });
        yield* t.out(lines.join(''));
      },
      (name, error) =>
        error === 'Is a directory'
          ? `${inputName(name, 'stdin')}: 0: ${error}`
          : `cannot open ${name}: ${error}`,
    );
  },
});
