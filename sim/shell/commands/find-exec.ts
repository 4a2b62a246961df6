import { errorText, type Program, readerOf } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { argumentOf, type Batch, type Reading } from './find-plan.ts';
import type { Visit } from './find-print.ts';
import { FindError, pure, type Test } from './find-tests.ts';
import { runChild } from './launch.ts';
import type { Tool } from './tool.ts';

/** Tells of a command that cannot be started. */
const refusal = (t: Tool, name: string) =>
  function* (error: 'ENOENT' | 'EACCES' | 'EAGAIN'): Program {
    yield* t.err(['notFound', name, errorText(error === 'EAGAIN' ? 'EACCES' : error)]);
    return 1;
  };

/** How a command names a file, and where it runs. */
function placeOf({ shown, path }: Visit, isInside: boolean, directory: string) {
  if (!isInside) return { name: shown, directory };
  // -execdir runs in the directory of the file, and names it from there.
  const isStart = shown === '.';
  const base = path.slice(path.lastIndexOf('/') + 1);
  const above = isStart ? path : path.slice(0, path.lastIndexOf('/')) || '/';
  return { name: `./${isStart ? '.' : base}`, directory: above };
}

/** -exec, -execdir, -ok and -okdir. */
export function execAction(reading: Reading, name: string): Test {
  const { t, host, plan } = reading;
  plan.hasAction = true;
  const argv: string[] = [];
  for (;;) {
    const word = argumentOf(reading, name);
    if (word === ';') break;
    if (word === '+' && argv.at(-1) === '{}') {
      if (argv.filter((one) => one.includes('{}')).length > 1) {
        throw new FindError(`Only one instance of {} is supported with ${name} ... +`);
      }
      const batch: Batch = { argv: argv.slice(0, -1), paths: [] };
      plan.batches.push(batch);
      return pure(({ shown }) => {
        batch.paths.push(shown);
        return true;
      });
    }
    argv.push(word);
  }
  return function* (visit) {
    const place = placeOf(visit, name.endsWith('dir'), t.context.directory);
    const words = argv.map((word) => word.replaceAll('{}', place.name));
    if (name.startsWith('-ok')) {
      yield* t.context.stderr.write(`< ${argv[0]} ... ${visit.shown} > ? `);
      const answer = (yield* t.context.stdin.read()) ?? '';
      if (!/^[yY]/.test(answer)) return false;
    }
    const changes = { stdin: readerOf(''), directory: place.directory };
    const status = yield* runChild(host, t.context, words, changes, refusal(t, words[0] ?? ''));
    return status === 0;
  };
}

/** Runs what was gathered for `-exec … +`; whether all went well. */
export function* runBatches(t: Tool, host: ShellHost, batches: readonly Batch[]): Program<boolean> {
  let isFine = true;
  for (const { argv, paths } of batches) {
    if (paths.length === 0) continue;
    const words = [...argv, ...paths];
    const status = yield* runChild(host, t.context, words, {}, refusal(t, argv[0] ?? ''));
    if (status !== 0) isFine = false;
  }
  return isFine;
}
