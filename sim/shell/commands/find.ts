import { errorText, type Program, resolvePath } from '../../kernel/index.ts';
import type { ShellHost } from '../types.ts';
import { parseArguments } from './arguments.ts';
import { runBatches } from './find-exec.ts';
import { readPlan } from './find-expression.ts';
import type { Plan } from './find-plan.ts';
import type { Visit } from './find-print.ts';
import { FindError } from './find-tests.ts';
import { createTool, type StreamingCommand, type Tool } from './tool.ts';

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
      if (!(yield* runBatches(t, host(), plan.batches))) plan.status = 1;
      return plan.status;
    },
  };
}
