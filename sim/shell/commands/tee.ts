import { type Program, writeWhatFits } from '../../kernel/index.ts';
import { errorText } from '../errors.ts';
import { hasStreams } from '../stream-files.ts';
import { shownName } from './file-names.ts';
import { tool } from './tool.ts';

export const tee = tool({
  name: 'tee',
  summary: 'Copies standard input to files and to standard output.',
  flags: 'a|append i|ignore-interrupts p',
  *run(t) {
    let status = 0;
    const { files } = t.context;
    const targets: ((text: string) => Program<void>)[] = [];
    for (const name of t.args.operands) {
      const path = t.path(name);
      const stream = hasStreams(files) ? files.openStream(path) : undefined;
      if (stream !== undefined) {
        targets.push(function* (text) {
          yield* stream.writer.write(text);
        });
        continue;
      }
      const made = t.args.has('a') ? files.append(path, '') : files.write(path, '');
      if (!made.ok) {
        const text = { ENOENT: 'No such file or directory', EISDIR: 'Is a directory' } as Record<
          string,
          string
        >;
        yield* t.err(`${shownName(name)}: ${text[made.error] ?? 'Permission denied'}`);
        status = 1;
        continue;
      }
      let isBroken = false;
      targets.push(function* (text) {
        if (isBroken) return;
        const written = writeWhatFits(files, path, text, true);
        if (written.ok) return;
        isBroken = true;
        status = 1;
        yield* t.err(`${name}: ${errorText(written.error)}`);
      });
    }
    for (;;) {
      const part = yield* t.context.stdin.read();
      if (part === undefined) return status;
      yield* t.out(part);
      for (const write of targets) yield* write(part);
    }
  },
});
