import { defineConfig } from 'vitest/config';

/** Unit tests sit beside their file. `.test.ts` runs in plain Node, `.test.tsx` with a DOM. */
export default defineConfig({
  test: {
    // The machines that run this have two cores.
    maxWorkers: 2,
    projects: [
      {
        extends: true,
        test: {
          name: 'node',
          environment: 'node',
          include: [
            '{core,electron,browser-host,renderer,scripts,suite,interop,bench,chaos,fuzz}/**/*.test.ts',
          ],
        },
      },
      {
        extends: true,
        test: {
          name: 'window',
          environment: 'happy-dom',
          include: ['renderer/**/*.test.tsx'],
        },
      },
    ],
  },
});
