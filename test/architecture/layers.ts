/**
 * The architecture: which part may import which. This table is its only source; ARCHITECTURE.md
 * explains it and layers.test.ts enforces it.
 */
export interface Layer {
  readonly name: string;
  /** Its files: those below a folder (`sim/api/`) or one file (`sim/limits.ts`). */
  readonly paths: readonly string[];
  /** The layers that it may import, apart from itself. */
  readonly imports: readonly string[];
  /** The packages that it may import; `node:` stands for all of Node's own. */
  readonly packages: readonly string[];
  /**
   * Whether others reach it through its index.ts only. Layers without that door are folders of
   * pages and parts, each a file of its own.
   */
  readonly hasDoor: boolean;
}

const sim = (name: string, imports: string[], packages: string[] = []): Layer => ({
  name,
  paths: [`sim/${name}/`],
  imports: ['limits', ...imports],
  packages,
  hasDoor: true,
});
const SIM_LAYERS = [
  ...['kernel', 'api', 'schema', 'store', 'control', 'node', 'images', 'net', 'client'],
  ...['requests', 'http', 'kubectl', 'shell', 'lesson', 'sql'],
];
const page = (name: string, paths: string[], imports: string[], packages: string[]): Layer => ({
  name,
  paths,
  imports,
  packages,
  hasDoor: false,
});

export const LAYERS: readonly Layer[] = [
  { name: 'limits', paths: ['sim/limits.ts'], imports: [], packages: [], hasDoor: false },
  sim('kernel', [], ['xstate']),
  sim('sql', ['kernel']),
  sim('api', ['kernel']),
  sim('schema', ['api', 'kernel']),
  sim('store', ['api', 'kernel']),
  sim('control', ['api', 'store', 'kernel'], ['croner']),
  sim('node', ['api', 'store', 'kernel'], ['xstate']),
  sim('images', ['node', 'sql', 'api', 'store', 'kernel'], ['xstate']),
  sim('net', ['api', 'store', 'kernel'], ['xstate']),
  sim('client', ['api', 'store', 'net', 'node', 'kernel']),
  sim('requests', ['client', 'schema', 'api', 'store', 'node', 'kernel']),
  sim('http', ['client', 'schema', 'api', 'kernel'], ['yaml']),
  sim('kubectl', ['http', 'requests', 'client', 'schema', 'api', 'kernel'], ['yaml']),
  sim('shell', ['kernel'], ['unbash', 'yaml']),
  sim('lesson', ['client', 'store', 'net', 'node', 'shell', 'kernel', 'api'], ['yaml']),
  {
    name: 'cluster',
    paths: ['sim/index.ts', 'sim/cluster/'],
    imports: ['limits', ...SIM_LAYERS],
    packages: [],
    hasDoor: false,
  },
  {
    name: 'all-parts',
    paths: ['sim/all-parts.ts'],
    imports: ['kernel', 'control', 'requests', 'kubectl', 'shell', 'net', 'images'],
    packages: [],
    hasDoor: false,
  },
  page('lessons', ['lessons/'], ['lesson'], []),
  page('i18n', ['src/i18n/'], [], []),
  page('styles', ['src/styles/'], [], []),
  page('prose', ['src/prose/'], [], ['unbash', 'yaml']),
  page(
    'session',
    ['src/session/'],
    ['cluster', 'lesson', 'api', 'schema', 'i18n', 'lessons', 'prose'],
    ['idb-keyval'],
  ),
  page('machines', ['src/machines/'], ['cluster', 'lesson', 'session', 'i18n'], ['xstate']),
  page(
    'workbench',
    ['src/workbench/'],
    ['session', 'machines', 'i18n', 'styles'],
    ['svelte', '@xterm', 'minisearch', 'monaco-editor', 'xstate', 'yaml'],
  ),
  page(
    'pages',
    ['src/pages/', 'src/layouts/', 'src/components/', 'src/content.config.ts', 'src/content/'],
    // The simulator says when a page is built what a lesson begins with.
    [
      ...['workbench', 'session', 'i18n', 'styles', 'lesson', 'lessons', 'prose'],
      ...['cluster', 'all-parts'],
    ],
    ['astro', 'svelte'],
  ),
  // The harness that plays recordings; it may hand the parts of the simulator their test doubles.
  page(
    'conformance',
    ['src/cli/conformance.ts', 'src/cli/conformance/'],
    ['cluster', 'all-parts', 'cli', 'judge', 'limits', ...SIM_LAYERS],
    ['node:'],
  ),
  page('judge', ['test/conformance/compare.mjs', 'test/conformance/compare.d.mts'], [], ['node:']),
  page(
    'cli',
    ['src/cli/'],
    [
      ...['cluster', 'all-parts', 'lesson', 'lessons', 'session', 'http', 'kernel', 'i18n'],
      ...['limits', 'prose'],
    ],
    ['node:', 'ws', 'yaml'],
  ),
];

/** The door of a layer that others may enter besides its index.ts: the whole simulator's own. */
export const DOORS_OF_CLUSTER = ['sim/index.ts'];

/**
 * The first layer of the table that a file is in; undefined for tests, scripts and configuration.
 */
export function layerOf(file: string): Layer | undefined {
  return LAYERS.find(({ paths }) =>
    paths.some((path) => (path.endsWith('/') ? file.startsWith(path) : file === path)),
  );
}
