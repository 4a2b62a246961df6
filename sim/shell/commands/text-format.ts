import { readAll } from '../../kernel/index.ts';
import { tool } from './tool.ts';

/** `envsubst`: replaces `$NAME` and `${NAME}` with the environment's values. */
export const envsubst = tool({
  name: 'envsubst',
  summary: 'Replaces variables in text.',
  flags: 'v|variables',
  *run(t) {
    const [shell] = t.args.operands;
    const names = (text: string): string[] =>
      [...text.matchAll(/\$(?:\{(\w+)\}|([A-Za-z_]\w*))/g)].map(([, a, b]) => a ?? b ?? '');
    if (t.args.has('v')) {
      yield* t.out(
        names(shell ?? '')
          .map((name) => `${name}\n`)
          .join(''),
      );
      return 0;
    }
    const only = shell === undefined ? undefined : new Set(names(shell));
    const text = yield* readAll(t.context.stdin);
    yield* t.out(
      text.replace(/\$(?:\{([A-Za-z_]\w*)\}|([A-Za-z_]\w*))/g, (whole, a?: string, b?: string) => {
        const name = a ?? b ?? '';
        return only === undefined || only.has(name) ? (t.context.env.get(name) ?? '') : whole;
      }),
    );
    return 0;
  },
});
