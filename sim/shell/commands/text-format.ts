import { encodeUtf8, readAll } from '../../kernel/index.ts';
import { readOperands } from './fmt.ts';
import { tool } from './tool.ts';

export const strings = tool({
  name: 'strings',
  summary: 'Prints the text in files.',
  flags: 'n|bytes: a|all t|radix: f',
  *run(t) {
    const least = Number(t.args.value('n') ?? '4');
    const { text, status } = yield* readOperands(t);
    let run = '';
    for (const byte of [...encodeUtf8(text), 0]) {
      const isText = (byte >= 0x20 && byte < 0x7f) || byte === 9;
      if (isText) {
        run += String.fromCharCode(byte);
        continue;
      }
      if (run.length >= least) yield* t.out(`${run}\n`);
      run = '';
    }
    return status;
  },
});

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
