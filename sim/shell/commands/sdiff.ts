import type { CommandContext } from '../../kernel/index.ts';
import { diff } from './diff.ts';
import { type Tool, tool } from './tool.ts';

const TROUBLE = 2;
const HINT = "Try 'sdiff --help' for more information.";

/** Options that `diff` has under the same name. */
const SHARED = 'abBEHitWZ';

/** The arguments with which `diff` shows what is asked for. */
function argumentsOf({ args }: Tool): string[] {
  const own = args.all.flatMap(({ name, value }) => {
    if (name === 's') return ['--suppress-common-lines'];
    if (name === 'l') return ['--left-column'];
    if (name === 'w') return [`--width=${value ?? ''}`];
    if (name === 'W') return ['-w'];
    if (name === 'I' || name === 'tabsize') return [`-${name === 'I' ? 'I' : '-tabsize='}${value}`];
    return SHARED.includes(name) ? [`-${name}`] : [`--${name}`];
  });
  return ['--side-by-side', ...own, '--', ...args.operands];
}

/** `sdiff` without `-o`: what differs, side by side. */
export const sdiff = tool({
  name: 'sdiff',
  summary: 'Shows how two files differ, side by side.',
  usageStatus: TROUBLE,
  flags:
    'a|text b|ignore-space-change B|ignore-blank-lines d|minimal E|ignore-tab-expansion ' +
    'H|speed-large-files i|ignore-case I|ignore-matching-lines: l|left-column o|output: ' +
    's|suppress-common-lines t|expand-tabs w|width: W|ignore-all-space Z|ignore-trailing-space ' +
    '|strip-trailing-cr |tabsize: |diff-program:',
  refusal: (_, message) => `sdiff: ${message}\nsdiff: ${HINT}\n`,
  *run(t) {
    const { operands } = t.args;
    const say = (text: string) => t.context.stderr.write(`sdiff: ${text}\nsdiff: ${HINT}\n`);
    if (operands.length < 2) {
      const last = operands.at(-1) ?? 'sdiff';
      yield* say(`missing operand after '${last}'`);
      return TROUBLE;
    }
    if (operands.length > 2) {
      yield* say(`extra operand '${operands[2]}'`);
      return TROUBLE;
    }
    const context: CommandContext = { ...t.context, name: 'diff', args: argumentsOf(t) };
    return yield* diff.run(context);
  },
});
