import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';
import { joinChineseLines } from './scripts/chinese-lines.mjs';
import { writeServiceWorker } from './scripts/service-worker.mjs';

const LAZY_STYLES = /<link rel="stylesheet" href="[^"]*\/(?:monaco|editor)\.[\w-]+\.css">/g;
const STYLES = /<link rel="stylesheet" href="([^"]*?)(_astro\/[^"]+)">/g;
const HEAD_SCRIPT = /<script src="([^"]+)"><\/script>/;
const PAGE_SCRIPT = /<script type="module" src="([^"]*?)(_astro\/[^"]+)"><\/script>/;
const LESSON_DATA = /<script type="application\/json" id="lesson-data">(.*?)<\/script>/s;

/**
 * A saved text is a module and an entry of the content collection, and for each of them the page
 * would be loaded again: first with the old entry, and then, if that was not still under way, with
 * the new one. The collection's word is the later and is enough.
 * @type {import('vite').Plugin}
 */
const oneReloadPerText = {
  name: 'one-reload-per-text',
  hotUpdate({ file }) {
    return file.endsWith('.mdx') ? [] : undefined;
  },
};

/** @type {import('vite').Plugin} */
const chineseLines = {
  name: 'chinese-lines',
  enforce: 'pre',
  transform(code, id) {
    return /\/zh-cn\.mdx(\?|$)/.test(id) ? { code: joinChineseLines(code), map: null } : undefined;
  },
};

/**
 * A script of the pages and what it imports at once.
 * @typedef {object} Chunk
 * @property {readonly string[]} modules
 * @property {readonly string[]} imports
 * @property {boolean} isEmpty it only imports
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
      const isEmpty = output.moduleIds.length === 0;
      chunks.set(output.fileName, { modules, imports: output.imports, isEmpty });
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
 * Our own modules that come with these. What they import with `import(…)`, and what only that
 * imports, comes later.
 * @param {readonly string[]} files from here
 * @returns {Set<string>} absolute paths
 */
function modulesFrom(...files) {
  const all = new Set(files.map((file) => fileURLToPath(new URL(file, import.meta.url))));
  for (const file of all) {
    if (!file.endsWith('.ts')) continue;
    const source = readFileSync(file, 'utf8');
    // What is imported as a type only is not in the script.
    const imports = /^(?:import|export)\b(?! type\b)[^;']*?\bfrom '(\.[^']+)'/gm;
    for (const [, target = ''] of source.matchAll(imports)) {
      all.add(path.join(path.dirname(file), target));
    }
  }
  return all;
}
/** The script in a lesson's page, and what the simulator needs too, but later than the terminal. */
const PAGE_MODULES = /\[lesson\]\.astro\?astro&type=script|\/node_modules\/xstate\//;
/**
 * Most functions of these run before the prompt. The hint counts only before all code, and Vite
 * puts a list of files before that of a script that imports others later, as the page's own does.
 */
const COMPILED_AT_ONCE = new Set(['base', 'sim']);
const simulator = modulesFrom('sim/index.ts');
const lessonPage = modulesFrom('src/workbench/lesson-page.ts');
const everyPage = modulesFrom('src/workbench/home-page.ts').intersection(lessonPage);
const engine = modulesFrom('src/session/engine.ts');

/** What a terminal is made of. Its script comes as one more of the page, before the page's own. */
const XTERM = '/@xterm/xterm/lib/xterm.mjs';

/** @param {string} ending of a module's path @returns {string[]} the scripts that have it */
const scriptsWith = (ending) =>
  [...chunks.keys()].filter((file) =>
    chunks.get(file)?.modules.some((module) => module.endsWith(ending)),
  );

/**
 * What a page's module script imports at once, as links that ask for it before that script does.
 * @param {string} html
 */
function preloads(html) {
  const [, base, entry] = PAGE_SCRIPT.exec(html) ?? [];
  const files = entry === undefined ? [] : withImports([entry]);
  return files.map((file) => `<link rel="modulepreload" href="${base}${file}">`);
}

/**
 * Names the scripts of a lesson's page instead of asking for them: its own, what that imports, the
 * simulator and the lesson. `public/early.js` asks for them when text and prompt are painted. A
 * browser would compile them before that, on what cores there are, and the paint would be late.
 * @param {string} html
 * @returns {string} that of other pages as it is
 */
function withScriptsAfterPaint(html) {
  const [script, base, entry] = PAGE_SCRIPT.exec(html) ?? [];
  const [, json] = LESSON_DATA.exec(html) ?? [];
  if (script === undefined || entry === undefined || json === undefined) return html;
  const { module } = JSON.parse(json);
  const later = ['src/session/engine.ts', `lessons/${module}/lesson.ts`].flatMap(scriptsWith);
  const preloads = withImports([entry, ...later]).map((file) => base + file);
  const scripts = [...scriptsWith(XTERM), entry].map((file) => base + file);
  const list = JSON.stringify({ scripts, preloads });
  return html.replace(
    script,
    () => `<script type="application/json" id="scripts">${list}</script>`,
  );
}

/**
 * Puts styles and preloads before the first script: a browser that meets a Content-Security-Policy
 * in the page does not look ahead, so what stands behind a script would be asked for after it.
 * @param {string} html
 * @param {string} style the address of the page's styles
 */
function withEarlyRequests(html, style) {
  const [script = '', file = ''] = HEAD_SCRIPT.exec(html) ?? [];
  const links = [
    `<link rel="preload" as="script" href="${file}">`,
    `<link rel="stylesheet" href="${style}">`,
    ...preloads(html),
  ];
  return html.replace(STYLES, '').replace(script, () => links.join('') + script);
}

/**
 * Lets a page ask for its script itself, and not for one that does nothing but import it.
 * @param {string} html
 */
const withOwnScript = (html) =>
  html.replace(PAGE_SCRIPT, (tag, base, file) => {
    const { isEmpty = false, imports = [] } = chunks.get(file) ?? {};
    return isEmpty && imports.length === 1 ? tag.replace(base + file, base + imports[0]) : tag;
  });

/**
 * Astro splits the styles of a page into files that it shares with other pages, and links those of
 * everything that it may import later. Here a page gets one file, as each request takes its time,
 * and the editor's styles come with the editor.
 * @type {import('astro').AstroIntegration}
 */
const pageLinks = {
  name: 'page-links',
  hooks: {
    'astro:build:done': ({ dir }) => {
      const folder = fileURLToPath(dir);
      const joined = new Set();
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.html')) continue;
        const source = readFileSync(`${folder}/${name}`, 'utf8');
        const html = withScriptsAfterPaint(withOwnScript(source.replace(LAZY_STYLES, '')));
        const styles = [...html.matchAll(STYLES)];
        const css = styles.map(([, , file]) => readFileSync(`${folder}/${file}`, 'utf8')).join('');
        const digest = createHash('sha256').update(css).digest('hex').slice(0, 8);
        const file = `_astro/styles.${digest}.css`;
        for (const [, , part] of styles) joined.add(part);
        writeFileSync(`${folder}/${file}`, css);
        const base = styles[0]?.[1] ?? '';
        writeFileSync(`${folder}/${name}`, withEarlyRequests(html, base + file));
      }
      for (const part of joined) rmSync(`${folder}/${part}`);
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
    plugins: [oneReloadPerText, chineseLines, noteChunks],
    build: {
      // A script inside the page would need an exception in the Content-Security-Policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          // The browser compiles these while they come, beside the main thread, and not function
          // by function when they run. Others take it for a comment.
          postBanner: ({ name }) =>
            COMPILED_AT_ONCE.has(name) ? '//# allFunctionsCalledOnLoad' : '',
          codeSplitting: {
            groups: [
              // The simulator is one chunk: it changes rarely, and its size is under a budget.
              {
                name: 'sim',
                test: (id) => simulator.has(id),
                priority: 1,
              },
              // Few files: a browser asks a server for six at a time.
              { name: 'base', test: (id) => everyPage.has(id), priority: 3 },
              // It takes as long to start as all else of the page: it has a task of its own.
              { name: 'xterm', test: /\/node_modules\/@xterm\/xterm\//, priority: 3 },
              {
                name: 'page',
                test: (id) => lessonPage.has(id) || PAGE_MODULES.test(id),
                priority: 2,
              },
              { name: 'engine', test: (id) => engine.has(id), priority: 0 },
            ],
          },
        },
      },
    },
    worker: { format: 'es' },
  },
});
