import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { writeServiceWorker } from './scripts/service-worker.mjs';

const LAZY_STYLES = /<link rel="stylesheet" href="[^"]*\/(?:monaco|editor)\.[\w-]+\.css">/g;
const PAGE_SCRIPT = /<script type="module" src="([^"]*?)(_astro\/[^"]+)">/;
const LESSON_DATA = /<script type="application\/json" id="lesson-data">(.*?)<\/script>/s;

/**
 * A script of the pages and what it imports at once.
 * @typedef {{ readonly modules: readonly string[], readonly imports: readonly string[] }} Chunk
 * @type {Map<string, Chunk>}
 */
const chunks = new Map();

/**
 * Notes which modules are in which script of the pages.
 * @type {import('vite').Plugin}
 */
const noteChunks = {
  name: 'note-chunks',
  generateBundle(_, bundle) {
    if (this.environment.name !== 'client') return;
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      // The script that stands for a module may have nothing of its own, when others share it.
      const modules = [...output.moduleIds, output.facadeModuleId ?? ''];
      chunks.set(output.fileName, { modules, imports: output.imports });
    }
  },
};

/**
 * @param {readonly string[]} files
 * @returns {string[]} them and all that they import at once
 */
const withImports = (files) => {
  const all = new Set(files);
  for (const file of all) for (const name of chunks.get(file)?.imports ?? []) all.add(name);
  return [...all];
};

/**
 * The modules that come with the door of the simulator. Its parts (`*.part.ts`), and what only they
 * import, come later.
 * @returns {Set<string>} absolute paths
 */
function simulatorModules() {
  const all = new Set([fileURLToPath(new URL('sim/index.ts', import.meta.url))]);
  for (const file of all) {
    const source = readFileSync(file, 'utf8');
    // What is imported as a type only is not in the script.
    const imports = /^(?:import|export)\b(?! type\b)[^;']*?\bfrom '(\.[^']+)'/gm;
    for (const [, target = ''] of source.matchAll(imports)) {
      all.add(path.join(path.dirname(file), target));
    }
  }
  return all;
}
const simulator = simulatorModules();

/** @param {string} ending of a module's path @returns {string[]} the scripts that have it */
const scriptsWith = (ending) =>
  [...chunks.keys()].filter((file) =>
    chunks.get(file)?.modules.some((module) => module.endsWith(ending)),
  );

/**
 * A lesson's page asks for the simulator, its lesson and the language at once, not when its first
 * script has run; the terminal's own script goes first.
 * @param {string} html
 */
function withPreloads(html) {
  const [, base, entry] = PAGE_SCRIPT.exec(html) ?? [];
  const [, json] = LESSON_DATA.exec(html) ?? [];
  if (base === undefined || entry === undefined || json === undefined) return html;
  const { module, locale } = JSON.parse(json);
  const first = withImports([entry]);
  const parts = [
    'src/session/engine.ts',
    'src/workbench/keeping/keeping.ts',
    `lessons/${module}/lesson.ts`,
    `src/i18n/reasons.${locale}.ts`,
  ];
  const later = withImports(parts.flatMap(scriptsWith)).filter((file) => !first.includes(file));
  const link = (/** @type {string} */ file, priority = '') =>
    `<link rel="modulepreload" href="${base}${file}"${priority}>`;
  const links = [
    ...first.slice(1).map((file) => link(file)),
    ...later.map((file) => link(file, ' fetchpriority="low"')),
  ];
  return html.replace(PAGE_SCRIPT, (script) => links.join('') + script);
}

/**
 * Astro links the styles of everything that a page may import later. The editor's come with the
 * editor, so their links are taken out of the pages.
 * @type {import('astro').AstroIntegration}
 */
const pageLinks = {
  name: 'page-links',
  hooks: {
    'astro:build:done': ({ dir }) => {
      const folder = fileURLToPath(dir);
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.html')) continue;
        const html = readFileSync(`${folder}/${name}`, 'utf8');
        writeFileSync(`${folder}/${name}`, withPreloads(html.replace(LAZY_STYLES, '')));
      }
      writeServiceWorker(folder);
    },
  },
};

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  integrations: [mdx(), svelte(), pageLinks],
  devToolbar: { enabled: false },
  // Blocks of code are commands, printed output or files; CodeBlock.astro draws them.
  markdown: { syntaxHighlight: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    plugins: [noteChunks],
    build: {
      // A script inside the page would need an exception in the Content-Security-Policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          codeSplitting: {
            groups: [
              // The terminal's machines need it before the simulator is there.
              { name: 'xstate', test: /\/node_modules\/xstate\//, priority: 2 },
              // The simulator is one chunk: it changes rarely, and its size is under a budget.
              {
                name: 'sim',
                test: (id) => simulator.has(id) || /\/node_modules\/unbash\//.test(id),
                priority: 1,
              },
            ],
          },
        },
      },
    },
    worker: { format: 'es' },
  },
});
