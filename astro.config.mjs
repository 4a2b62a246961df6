import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';

const LAZY_STYLES = /<link rel="stylesheet" href="[^"]*\/(?:monaco|editor)\.[\w-]+\.css">/g;

/**
 * Astro links the styles of everything that a page may import later. The editor's come with the
 * editor,
 * so their links are taken out of the pages.
 * @type {import('astro').AstroIntegration}
 */
const lazyEditorStyles = {
  name: 'lazy-editor-styles',
  hooks: {
    'astro:build:done': ({ dir }) => {
      const folder = fileURLToPath(dir);
      for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
        if (!name.endsWith('.html')) continue;
        const html = readFileSync(`${folder}/${name}`, 'utf8');
        writeFileSync(`${folder}/${name}`, html.replace(LAZY_STYLES, ''));
      }
    },
  },
};

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  integrations: [mdx(), svelte(), lazyEditorStyles],
  devToolbar: { enabled: false },
  // Blocks of code are commands, printed output or files; CodeBlock.astro draws them.
  markdown: { syntaxHighlight: false },
  build: { inlineStylesheets: 'never' },
  vite: {
    build: {
      // A script inside the page would need an exception in the Content-Security-Policy.
      assetsInlineLimit: 0,
      rolldownOptions: {
        output: {
          // The simulator is one chunk: it changes rarely, and its size is under a budget.
          codeSplitting: {
            groups: [{ name: 'sim', test: /\/sim\/|\/node_modules\/(xstate|unbash|yaml)\// }],
          },
        },
      },
    },
    worker: { format: 'es' },
  },
});
