import { errorText, type Program, readerOf, resolvePath } from '../../kernel/index.ts';
import { formatDate } from '../dates.ts';
import type { ShellHost } from '../types.ts';
import { formatProblem, printf, type Visit } from './find-print.ts';
import { FindError, pure, REGEX_TYPES, TESTS, type Test } from './find-tests.ts';
import { runChild } from './launch.ts';
import { modeText } from './list.ts';
import { createTool, parseArguments, type StreamingCommand, type Tool } from './tool.ts';

interface Plan {
  test: Test;
  minDepth: number;
  maxDepth: number;
  isDepthFirst: boolean;
  hasAction: boolean;
  prunes: boolean;
  quits: boolean;
  readonly warnings: string[];
  readonly batches: { readonly argv: readonly string[]; readonly paths: string[] }[];
  status: number;
}

/** Reads the expression after the starting points. */
function readPlan(t: Tool, host: ShellHost, words: readonly string[]): Plan {
  let at = 0;
  let [regexType = ''] = REGEX_TYPES;
  const plan: Plan = {
    test: pure(() => true),
    minDepth: 0,
    maxDepth: Number.POSITIVE_INFINITY,
    isDepthFirst: false,
    hasAction: false,
    prunes: false,
    quits: false,
    warnings: [],
    batches: [],
    status: 0,
  };
  const argument = (name: string): string => {
    const text = words[at++];
    if (text === undefined) throw new FindError(['noArgument', name]);
    return text;
  };
  const print = (end: string): Test => {
    plan.hasAction = true;
    return function* ({ shown }) {
      yield* t.out(shown + end);
      return true;
    };
  };
  const exec = (name: string): Test => {
    plan.hasAction = true;
    const argv: string[] = [];
    for (;;) {
      const word = words[at++];
      if (word === undefined) throw new FindError(['noArgument', name]);
      if (word === ';') break;
      if (word === '+' && argv.at(-1) === '{}') {
        if (argv.filter((one) => one.includes('{}')).length > 1) {
          throw new FindError(`Only one instance of {} is supported with ${name} ... +`);
        }
        const batch = { argv: argv.slice(0, -1), paths: [] as string[] };
        plan.batches.push(batch);
        return pure(({ shown }) => {
          batch.paths.push(shown);
          return true;
        });
      }
      argv.push(word);
    }
    return function* ({ shown: whole, path }) {
      // -execdir runs in the directory of the file, and names it from there.
      const isInside = name === '-execdir' || name === '-okdir';
      const base = path.slice(path.lastIndexOf('/') + 1);
      const isStart = whole === '.';
      const shown = isInside ? `./${isStart ? '.' : base}` : whole;
      const above = isStart ? path : path.slice(0, path.lastIndexOf('/')) || '/';
      const directory = isInside ? above : t.context.directory;
      const words2 = argv.map((word) => word.replaceAll('{}', shown));
      if (name.startsWith('-ok')) {
        yield* t.context.stderr.write(`< ${argv[0]} ... ${whole} > ? `);
        const answer = (yield* t.context.stdin.read()) ?? '';
        if (!/^[yY]/.test(answer)) return false;
      }
      const code = yield* runChild(
        host,
        t.context,
        words2,
        { stdin: readerOf(''), directory },
        function* (error) {
          const why = errorText(error === 'EAGAIN' ? 'EACCES' : error);
          yield* t.err(['notFound', words2[0] ?? '', why]);
          return 1;
        },
      );
      return code === 0;
    };
  };
  const depth = (name: string): number => {
    const text = argument(name);
    if (/^\d+$/.test(text)) return Number(text);
    const wanted = `Expected a positive decimal integer argument to ${name}`;
    throw new FindError(`${wanted}, but got ‘${text}’`);
  };
  /** Options, which always hold. */
  const option = (name: string): Test | undefined => {
    switch (name) {
      case '-maxdepth':
        plan.maxDepth = depth(name);
        return pure(() => true);
      case '-mindepth':
        plan.minDepth = depth(name);
        return pure(() => true);
      case '-depth':
        plan.isDepthFirst = true;
        return pure(() => true);
      case '-regextype': {
        regexType = argument(name);
        if (REGEX_TYPES.includes(regexType)) return pure(() => true);
        const valid = REGEX_TYPES.map((one) => `‘${one}’`).join(', ');
        throw new FindError(
          `Unknown regular expression type ‘${regexType}’; valid types are ${valid}.`,
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
        return pure(() => true);
      default:
        return undefined;
    }
  };
  /** Actions. */
  const action = (name: string): Test | undefined => {
    switch (name) {
      case '-prune':
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
      case '-print':
        return print('\n');
      case '-print0':
        return print('\0');
      case '-printf': {
        const format = argument(name);
        const problem = formatProblem(format);
        if (problem?.isFatal === true) throw new FindError(problem.text);
        if (problem !== undefined) plan.warnings.push(problem.text);
        plan.hasAction = true;
        return function* (visit) {
          yield* t.out(printf(format, visit, t.context.files));
          return true;
        };
      }
      case '-ls':
        plan.hasAction = true;
        return function* (visit) {
          const time = formatDate('%b %e %H:%M', visit.stat.modifiedEpochMs);
          const size = String(visit.stat.size).padStart(8);
          const blocks = String(Math.ceil(visit.stat.size / 1024)).padStart(6);
          const links = String(visit.stat.links).padStart(3);
          const head = `${String(visit.stat.inode).padStart(9)} ${blocks} ${modeText(visit.stat)}`;
          yield* t.out(`${head} ${links} root     root     ${size} ${time} ${visit.shown}
`);
          return true;
        };
      case '-delete':
        plan.hasAction = true;
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
        return exec(name);
      case '-fprintf': {
        const path = t.path(argument(name));
        const format = argument(name);
        const { files } = t.context;
        plan.hasAction = true;
        files.write(path, '');
        return pure((visit) => {
          files.append(path, printf(format, visit, files));
          return true;
        });
      }
      case '-fprint':
      case '-fprint0': {
        const path = t.path(argument(name));
        const { files } = t.context;
        plan.hasAction = true;
        files.write(path, '');
        return pure(({ shown }) => {
          files.append(path, shown + (name === '-fprint' ? '\n' : '\0'));
          return true;
        });
      }
      default:
        return undefined;
    }
  };
  const primary = (after = ''): Test => {
    const name = words[at++];
    if (name === undefined) {
      throw new FindError(
        after === '('
          ? "invalid expression; expected to find a ')' but didn't see one. " +
              "Perhaps you need an extra predicate after '('"
          : `expected an expression after '${after}'`,
      );
    }
    switch (name) {
      case '!':
      case '-not': {
        const inner = primary(name);
        return function* (visit) {
          return !(yield* inner(visit));
        };
      }
      case '(': {
        const inner = or(name);
        if (words[at++] !== ')')
          throw new FindError(
            "invalid expression; I was expecting to find a ')' somewhere but did not see one.",
          );
        return inner;
      }
      default: {
        const found = TESTS.map((test) => test(name, argument, t, host, regexType)).find(Boolean);
        const known = found ?? option(name) ?? action(name);
        if (known !== undefined) return known;
        if (/^-(?:o|or|a|and)$/.test(name)) {
          const words = `you have used a binary operator '${name}' with nothing before it.`;
          throw new FindError(`invalid expression; ${words}`);
        }
        if (name.startsWith('-')) throw new FindError(['badPredicate', name]);
        const words2 = `paths must precede expression: \`${name}'`;
        if (!t.context.files.lstat(t.path(name)).ok) throw new FindError(words2);
        // The shell may have made several names of one pattern.
        const predicate = words.slice(0, at - 1).findLast((word) => word.startsWith('-'));
        const guess = `possible unquoted pattern after predicate \`${predicate ?? ''}'?`;
        throw new FindError(`${words2}\nfind: ${guess}`);
      }
    }
  };
  const and = (after = ''): Test => {
    let left = primary(after);
    while (at < words.length && !['-o', '-or', ')', ','].includes(words[at] ?? '')) {
      const isNamed = words[at] === '-a' || words[at] === '-and';
      const [first, second] = [left, primary(isNamed ? words[at++] : '')];
      left = function* (visit) {
        return (yield* first(visit)) && (yield* second(visit));
      };
    }
    return left;
  };
  const or = (after = ''): Test => {
    let left = and(after);
    while (['-o', '-or', ','].includes(words[at] ?? '')) {
      const operator = words[at++];
      const isComma = operator === ',';
      const [first, second] = [left, and(operator)];
      left = function* (visit) {
        const value = yield* first(visit);
        return isComma ? yield* second(visit) : value || (yield* second(visit));
      };
    }
    return left;
  };
  if (words.length > 0) plan.test = or();
  if (at < words.length) throw new FindError("you have too many ')'");
  if (!plan.hasAction) {
    const test = plan.test;
    const show = print('\n');
    plan.test = function* (visit) {
      return (yield* test(visit)) && (yield* show(visit));
    };
  }
  return plan;
}

function* visitTree(t: Tool, plan: Plan, visit: Visit, follows: boolean): Program<void> {
  if (plan.quits) return;
  const isWanted = visit.depth >= plan.minDepth;
  plan.prunes = false;
  if (isWanted && !plan.isDepthFirst) yield* plan.test(visit);
  const isPruned = plan.prunes;
  if (visit.stat.type === 'directory' && visit.depth < plan.maxDepth && !isPruned) {
    const listed = t.context.files.list(visit.path);
    if (!listed.ok) {
      yield* t.err(['notFound', visit.shown, errorText(listed.error)]);
      plan.status = 1;
    }
    for (const name of listed.ok ? listed.value : []) {
      const path = resolvePath(visit.path, name);
      const stat = follows ? t.context.files.stat(path) : t.context.files.lstat(path);
      const found = stat.ok ? stat : t.context.files.lstat(path);
      if (!found.ok) continue;
      const shown = visit.shown.endsWith('/') ? visit.shown + name : `${visit.shown}/${name}`;
      yield* visitTree(
        t,
        plan,
        { ...visit, path, shown, stat: found.value, depth: visit.depth + 1 },
        follows,
      );
    }
  }
  if (isWanted && plan.isDepthFirst && !plan.quits) yield* plan.test(visit);
}

/** `find`, which may start other commands. */
export function createFind(host: () => ShellHost): StreamingCommand {
  return {
    name: 'find',
    summary: 'Searches for files.',
    opensStreams: true,
    *run(context) {
      const parsed = parseArguments([], ['--', ...context.args]);
      if (!parsed.ok) return 1;
      const t = createTool(context, 'find', parsed.parsed);
      const leading = context.args.findIndex((arg) => !/^-(?:[HLP]|O\d*)$/.test(arg));
      const ways = leading < 0 ? context.args : context.args.slice(0, leading);
      const way = ways.at(-1);
      const follows = way === '-L';
      const args = leading < 0 ? [] : context.args.slice(leading);
      const from = args.findIndex((arg) => arg.startsWith('-') || arg === '!' || arg === '(');
      const starts = from < 0 ? args : args.slice(0, from);
      let plan: Plan;
      try {
        plan = readPlan(t, host(), from < 0 ? [] : args.slice(from));
      } catch (failure) {
        if (!(failure instanceof FindError)) throw failure;
        yield* t.err(failure.message);
        return 1;
      }
      for (const warning of plan.warnings) yield* t.err(warning);
      for (const start of starts.length === 0 ? ['.'] : starts) {
        const followed = way === '-H' || follows ? context.files.stat(t.path(start)) : undefined;
        const stat = followed?.ok ? followed : context.files.lstat(t.path(start));
        if (!stat.ok) {
          yield* t.err(['notFound', start, errorText(stat.error)]);
          plan.status = 1;
          continue;
        }
        yield* visitTree(
          t,
          plan,
          {
            path: t.path(start).replace(/(.)\/$/, '$1'),
            shown: start,
            stat: stat.value,
            depth: 0,
            start,
          },
          follows,
        );
      }
      for (const batch of plan.batches) {
        if (batch.paths.length === 0) continue;
        const code = yield* runChild(
          host(),
          context,
          [...batch.argv, ...batch.paths],
          {},
          function* (error) {
            const why = errorText(error === 'EAGAIN' ? 'EACCES' : error);
            yield* t.err(['notFound', batch.argv[0] ?? '', why]);
            return 1;
          },
        );
        if (code !== 0) plan.status = 1;
      }
      return plan.status;
    },
  };
}
