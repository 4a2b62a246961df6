import { errorText } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { shownName } from './file-names.ts';
import { misuse, type StreamingCommand, tool } from './tool.ts';

const USUAL_PASSES = 3;
/** Files are written in blocks of this size, unless -x says not to. */
const BLOCK = 4096;

/** `shred`: writes over files, and with -u removes them. */
export const createShred = (host: () => ShellHost): StreamingCommand =>
  tool({
    name: 'shred',
    summary: 'Writes over files, so that what was in them is gone.',
    flags: 'f|force n|iterations: u |remove:: s|size: v|verbose x|exact z|zero |random-source:',
    *run(t) {
      const { has, value, operands } = t.args;
      if (operands.length === 0) return yield* misuse(t, 'shred', 'missing file operand');
      const text = value('n') ?? String(USUAL_PASSES);
      if (!/^\d+$/.test(text)) {
        yield* t.err(`invalid number of passes: ‘${text}’`);
        return 1;
      }
      const passes = Number(text) + (has('z') ? 1 : 0);
      const { files } = t.context;
      let status = 0;
      for (const name of operands) {
        const path = t.path(name);
        const content = files.read(path);
        if (!content.ok) {
          const why = errorText(content.error);
          yield* t.err(`${shownName(name)}: failed to open for writing: ${why}`);
          status = 1;
          continue;
        }
        const size = content.value.length;
        const whole = has('x') ? size : Math.ceil(size / BLOCK) * BLOCK;
        for (let pass = 1; pass <= passes; pass++) {
          const isZero = has('z') && pass === passes;
          const kind = isZero ? '000000' : 'random';
          if (has('v')) yield* t.err(`${shownName(name)}: pass ${pass}/${passes} (${kind})...`);
        }
        const noise = (): string => String.fromCharCode(host().prng.below(128));
        const bytes = Array.from({ length: whole }, () => (has('z') ? '\0' : noise()));
        files.write(path, bytes.join(''));
        if (!has('u') && !has('remove')) continue;
        if (has('v')) {
          yield* t.err(`${shownName(name)}: removing`);
          let last = name;
          for (let length = name.length; length > 0; length--) {
            const next = '0'.repeat(length);
            yield* t.err(`${last}: renamed to ${next}`);
            last = next;
          }
          yield* t.err(`${shownName(name)}: removed`);
        }
        files.remove(path);
      }
      return status;
    },
  });
