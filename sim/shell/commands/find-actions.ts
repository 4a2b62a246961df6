import { errorText, type Program } from '../../kernel/index.ts';
import { execAction } from './find-exec.ts';
import { argumentOf, type Reading } from './find-plan.ts';
import { formatProblem, listed, printf, type Visit } from './find-print.ts';
import { FindError, pure, REGEX_TYPES, type Test } from './find-tests.ts';
import type { Tool } from './tool.ts';

const ALWAYS = pure(() => true);

function depthOf(reading: Reading, name: string): number {
  const text = argumentOf(reading, name);
  if (/^\d+$/.test(text)) return Number(text);
  const wanted = `Expected a positive decimal integer argument to ${name}`;
  throw new FindError(`${wanted}, but got ‘${text}’`);
}

/** Options, which always hold. */
export function optionOf(reading: Reading, name: string): Test | undefined {
  const { plan } = reading;
  switch (name) {
    case '-maxdepth':
      plan.maxDepth = depthOf(reading, name);
      return ALWAYS;
    case '-mindepth':
      plan.minDepth = depthOf(reading, name);
      return ALWAYS;
    case '-d':
    case '-depth':
      plan.isDepthFirst = true;
      plan.isDepthAsked = true;
      return ALWAYS;
    case '-regextype': {
      plan.regexType = argumentOf(reading, name);
      if (REGEX_TYPES.includes(plan.regexType)) return ALWAYS;
      const valid = REGEX_TYPES.map((one) => `‘${one}’`).join(', ');
      throw new FindError(
        `Unknown regular expression type ‘${plan.regexType}’; valid types are ${valid}.`,
      );
    }
    case '-daystart':
    case '-warn':
    case '-nowarn':
    case '-ignore_readdir_race':
    case '-follow':
    case '-xdev':
    case '-mount':
    case '-noleaf':
      return ALWAYS;
    default:
      return undefined;
  }
}

/** Writes to standard output, or to a file that is made at once. */
function sinkOf({ t }: Reading, file: string | undefined): (text: string) => Program<void> {
  if (file === undefined) return t.out;
  const path = t.path(file);
  const { files } = t.context;
  const made = files.write(path, '');
  if (!made.ok) throw new FindError(['notFound', file, errorText(made.error)]);
  // biome-ignore lint/correctness/useYield: a file takes it at once
  return function* (text) {
    files.append(path, text);
  };
}

/** -print, -printf, -ls and the like, and those that write to a file. */
function printAction(reading: Reading, name: string): Test | undefined {
  const [, toFile, kind] = /^-(f?)(print0|printf|print|ls)$/.exec(name) ?? [];
  if (kind === undefined) return undefined;
  const { t, plan } = reading;
  const sink = sinkOf(reading, toFile === 'f' ? argumentOf(reading, name) : undefined);
  plan.hasAction = true;
  const { files } = t.context;
  const format = kind === 'printf' ? argumentOf(reading, name) : '';
  const problem = formatProblem(format);
  if (problem?.isFatal === true) throw new FindError(problem.text);
  if (problem !== undefined) plan.warnings.push(problem.text);
  const text = (visit: Visit): string => {
    if (kind === 'ls') return listed(visit, files);
    if (kind === 'printf') return printf(format, visit, files);
    return visit.shown + (kind === 'print' ? '\n' : '\0');
  };
  return function* (visit) {
    yield* sink(text(visit));
    return true;
  };
}

/** Prints a name on a line, as is done where no action was given. */
export const printName = (t: Tool): Test =>
  function* ({ shown }) {
    yield* t.out(`${shown}\n`);
    return true;
  };

/** Actions. */
export function actionOf(reading: Reading, name: string): Test | undefined {
  const { t, plan } = reading;
  switch (name) {
    case '-prune':
      plan.hasPrune = true;
      return pure(() => {
        plan.prunes = true;
        return true;
      });
    case '-quit':
      plan.hasAction = true;
      return pure(() => {
        plan.quits = true;
        return true;
      });
    case '-delete':
      plan.hasAction = true;
      plan.hasDelete = true;
      plan.isDepthFirst = true;
      return function* ({ path, shown }) {
        if (shown === '.') return true;
        const removed = t.context.files.remove(path);
        if (removed.ok) return true;
        yield* t.err(`cannot delete ‘${shown}’: ${errorText(removed.error)}`);
        plan.status = 1;
        return false;
      };
    case '-exec':
    case '-execdir':
    case '-ok':
    case '-okdir':
      return execAction(reading, name);
    default:
      return printAction(reading, name);
  }
}
