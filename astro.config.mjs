import mdx from '@astrojs/mdx';
import svelte from '@astrojs/svelte';
import { defineConfig } from 'astro/config';

export default defineConfig({
  output: 'static',
  trailingSlash: 'always',
  integrations: [mdx(), svelte()],
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
