import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const at = (path: string) => resolve(import.meta.dirname, path);

/** Everything but Electron and Node's own modules goes into the bundles: the packed app holds out/ and nothing else. */
const bundled = {
  externalizeDeps: false,
  // Named, because the default follows the installed Electron and tests also run on an older one.
  target: 'node16.17',
} as const;

export default defineConfig({
  main: {
    build: {
      ...bundled,
      outDir: 'out/main',
      minify: false,
      sourcemap: true,
      rolldownOptions: {
        input: {
          electron: at('electron/main.ts'),
          'browser-host': at('browser-host/main.ts'),
          'sandbox-worker': at('core/sandbox/worker.ts'),
          'search-worker': at('core/sessions/browse/search/worker.ts'),
          'diff-worker': at('core/sessions/diff/worker.ts'),
          sandbox: at('core/sandbox/cli.ts'),
        },
        output: {
          format: 'cjs',
          entryFileNames: '[name].cjs',
          chunkFileNames: 'shared/[name]-[hash].cjs',
          // Packages get a chunk of their own, and the bundler's helpers go with them: left inside one entry, the
          // helpers would start that program in all the others. scripts/lib/build.mjs checks the outcome.
          codeSplitting: { groups: [{ name: 'packages', test: /node_modules/ }] },
        },
      },
    },
  },
  preload: {
    build: {
      ...bundled,
      outDir: 'out/preload',
      minify: false,
      rolldownOptions: {
        // One input, so one file: a sandboxed preload cannot require a shared chunk.
        input: { preload: at('electron/preload.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: 'renderer',
    plugins: [react()],
    build: {
      outDir: at('out/renderer'),
      emptyOutDir: true,
      target: 'chrome108',
      minify: true,
      // Lowers nesting and colours for the older Chromium; without it CSS goes through unlowered.
      cssMinify: 'lightningcss',
      rolldownOptions: { input: { index: at('renderer/index.html') } },
    },
  },
});
