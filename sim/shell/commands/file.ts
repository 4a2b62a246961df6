import { encodeUtf8, type FileStat } from '../../kernel/index.ts';
import { openInput } from './inputs.ts';
import { type Tool, tool } from './tool.ts';

const KINDS: Readonly<Partial<Record<FileStat['type'], string>>> = {
  directory: 'directory',
  fifo: 'fifo (named pipe)',
  device: 'character special (1/3)',
};

const USAGE = `Usage: file [-bcCdEhikLlNnprsSvzZ0] [--apple] [--extension] [--mime-encoding]
            [--mime-type] [-e <testname>] [-F <separator>]  [-f <namefile>]
            [-m <magicfiles>] [-P <parameter=value>] [--exclude-quiet]
            <file> ...
       file -C [-m <magicfiles>]
       file [--help]
`;

/** Programs that a first line may name, and what their scripts are called. */
const SCRIPTS: readonly (readonly [RegExp, string])[] = [
  [/\/bash\b|env bash\b/, 'Bourne-Again shell script'],
  [/\/(?:sh|dash)\b|env sh\b/, 'POSIX shell script'],
  [/python/, 'Python script'],
  [/awk/, 'awk or perl script'],
];

const isJson = (text: string): boolean => {
  try {
    JSON.parse(text);
    return /^\s*[[{]/.test(text);
  } catch {
    return false;
  }
};

/** What stands in a file, by its first bytes. */
function contentOf(text: string): string {
  if (text === '') return 'empty';
  const [first = 0, second = 0] = encodeUtf8(text.slice(0, 2));
  if (first === 0x1f && second === 0x8b) return 'gzip compressed data';
  if (/^.{257}ustar/s.test(text)) return 'POSIX tar archive (GNU)';
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they make it no text
  if (/[\0-\x06\x0e-\x1a\x1c-\x1f\x7f\ud800-\udfff]/u.test(text)) return 'data';
  if (isJson(text)) return 'JSON text data';
  const kind = /^[\0-\x7f]*$/.test(text) ? 'ASCII text' : 'Unicode text, UTF-8 text';
  if (text.length < 2) return 'very short file (no magic)';
  if (/<html|<!doctype html/i.test(text.slice(0, 1000))) return 'HTML document, ASCII text';
  const [head = ''] = text.split('\n', 1);
  const script = head.startsWith('#!')
    ? SCRIPTS.find(([program]) => program.test(head))?.[1]
    : undefined;
  const ends = text.includes('\r\n')
    ? ', with CRLF line terminators'
    : text.includes('\n')
      ? ''
      : ', with no line terminators';
  return script === undefined ? kind + ends : `${script}, ${kind} executable${ends}`;
}

function describe(t: Tool, name: string): string {
  const { files } = t.context;
  const path = t.path(name);
  const stat = t.args.has('L') ? files.stat(path) : files.lstat(path);
  if (!stat.ok) return `cannot open \`${name}' (No such file or directory)`;
  if (stat.value.type === 'symlink') {
    const link = files.readlink(path);
    const isBroken = !files.stat(path).ok;
    return `${isBroken ? 'broken ' : ''}symbolic link to ${link.ok ? link.value : ''}`;
  }
  const kind = KINDS[stat.value.type];
  if (kind !== undefined) return kind;
  const content = files.read(path);
  return content.ok ? contentOf(content.value) : 'regular file, no read permission';
}

/** `file`: what kind of a file something is. */
export const file = tool({
  name: 'file',
  summary: 'Says what kinds of files there are.',
  flags: 'b|brief L|dereference h|no-dereference i|mime N|no-pad z|uncompress',
  *run(t) {
    const { operands, has } = t.args;
    if (operands.length === 0) {
      yield* t.context.stderr.write(USAGE);
      return 1;
    }
    const width = has('N') ? 0 : Math.max(...operands.map((one) => one.length + 1));
    for (const name of operands) {
      if (name === '-') {
        const opened = openInput(t, name);
        const text = opened.ok ? ((yield* opened.reader.read()) ?? '') : '';
        yield* t.out(`/dev/stdin: ${contentOf(text)}\n`);
        continue;
      }
      const label = has('b') ? '' : `${`${name}:`.padEnd(width)} `;
      yield* t.out(`${label}${describe(t, name)}\n`);
    }
    return 0;
  },
});
