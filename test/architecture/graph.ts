import type { Finding } from './finding.ts';
import { importsOf, isTest, resolveImport, type Source } from './source.ts';

/** Which files each file imports. */
export type Graph = ReadonlyMap<string, readonly string[]>;

/** The import graph. A specifier that means no file of the project is left out. */
export function graphOf(sources: readonly Source[]): Graph {
  const known = new Set(sources.map(({ path }) => path));
  return new Map(
    sources.map((source) => [
      source.path,
      importsOf(source)
        .filter(({ specifier }) => specifier.startsWith('.'))
        .map(({ specifier }) => resolveImport(source.path, specifier))
        .filter((target) => known.has(target)),
    ]),
  );
}

/** Each cycle once, starting at its first file in path order. */
export function findCycles(graph: Graph): Finding[] {
  const done = new Set<string>();
  const trail: string[] = [];
  const cycles = new Map<string, readonly string[]>();
  const visit = (file: string): void => {
    const start = trail.indexOf(file);
    if (start >= 0) {
      const cycle = trail.slice(start);
      const first = cycle.indexOf([...cycle].sort()[0] as string);
      const turned = [...cycle.slice(first), ...cycle.slice(0, first)];
      cycles.set(turned.join(' '), turned);
      return;
    }
    if (done.has(file)) return;
    trail.push(file);
    for (const target of graph.get(file) ?? []) visit(target);
    trail.pop();
    done.add(file);
  };
  for (const file of [...graph.keys()].sort()) visit(file);
  return [...cycles.values()].map((cycle) => ({
    file: cycle[0] as string,
    line: 0,
    message: `imports itself: ${[...cycle, cycle[0]].join(' -> ')}`,
  }));
}

/** Where reading starts: what a person, the site's build, the test runner or npm opens. */
const ENTRIES = [
  /^test\/(audit|e2e\/screenshots)\/main\.ts$/,
  /^[^/]+$/,
  /^scripts\//,
  /^src\/pages\//,
  /^src\/content\.config\.ts$/,
  /^src\/cli\/[^/]+\.ts$/,
  /^src\/.*\.d\.ts$/,
  /^lessons\/.*\/(lesson\.ts|[^/]+\.mdx)$/,
  /^test\/conformance\/compare\.mjs$/,
  /^test\/bench\/main\.ts$/,
];

const reachable = (graph: Graph, first: readonly string[]): Set<string> => {
  const seen = new Set<string>();
  const pending = [...first];
  for (let file = pending.pop(); file !== undefined; file = pending.pop()) {
    if (seen.has(file)) continue;
    seen.add(file);
    pending.push(...(graph.get(file) ?? []));
  }
  return seen;
};

/** Files that nothing uses. Product code that only a test uses is as dead. */
export function findDeadFiles(graph: Graph): Finding[] {
  const files = [...graph.keys()];
  const entries = files.filter((file) => ENTRIES.some((pattern) => pattern.test(file)));
  const used = reachable(graph, entries);
  const usedInTests = reachable(graph, [...entries, ...files.filter(isTest)]);
  return files
    .filter((file) => !(file.startsWith('test/') || isTest(file) ? usedInTests : used).has(file))
    .map((file) => ({
      file,
      line: 0,
      message: usedInTests.has(file) ? 'is used by tests only' : 'is used by nothing',
    }));
}
