import { errorText, type Program, writeWhatFits } from '../../kernel/index.ts';
import { hasStreams } from '../stream-files.ts';
import { shownName } from './file-names.ts';
import { isReadingDirectory } from './inputs.ts';
import { badChoice, tool } from './tool.ts';

const MODES = ['warn', 'warn-nopipe', 'exit', 'exit-nopipe'];

export const tee = tool({
  name: 'tee',
  summary: 'Copies standard input to files and to standard output.',
  flags: 'a|append i|ignore-interrupts p |output-error::',
  *run(t) {
    const mode = t.args.value('output-error');
    if (mode !== undefined && !MODES.includes(mode)) {
      return yield* badChoice(t, 'tee', 'output-error', mode, MODES);
    }
    let status = 0;
    const { files } = t.context;
    const written = new Set<string>();
    const targets: ((text: string) => Program<void>)[] = [];
    for (const name of t.args.operands) {
      const path = t.path(name);
      const stream = hasStreams(files) ? files.openStream(path, 'write') : undefined;
      if (stream !== undefined) {
        targets.push(function* (text) {
          yield* stream.writer.write(text);
        });
        continue;
      }
      // Two that start at the same place write over each other.
      if (written.has(path) && !t.args.has('a')) continue;
      written.add(path);
      const made = t.args.has('a') ? files.append(path, '') : files.write(path, '');
      if (!made.ok) {
        yield* t.err(`${shownName(name)}: ${errorText(made.error)}`);
        status = 1;
        continue;
      }
      let isBroken = false;
      targets.push(function* (text) {
        if (isBroken) return;
        const result = writeWhatFits(files, path, text, true);
        if (result.ok) return;
        isBroken = true;
        status = 1;
        yield* t.err(`${name}: ${errorText(result.error)}`);
      });
    }
    if (isReadingDirectory(t.context)) {
      yield* t.err(`read error: ${errorText('EISDIR')}`);
      return 1;
    }
    for (;;) {
      const part = yield* t.context.stdin.read();
      if (part === undefined) return status;
      yield* t.out(part);
      for (const write of targets) yield* write(part);
    }
  },
});
