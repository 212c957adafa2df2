import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { projectRoot, readImports, resolveImport, specifiers, violations } from './lib/imports.ts';

const check = (from: string, specifier: string) => violations([resolveImport(from, specifier)]);

describe('reading imports', () => {
  it('finds every way to name a module', () => {
    const source = [
      `import a from './a.ts';`,
      `import type { B } from "./b.ts";`,
      `import {\n  c,\n  d,\n} from './c.ts';`,
      `import './d.css';`,
      `export * from './e.ts';`,
      `export { f } from './f.ts';`,
      `const g = await import('./g.ts');`,
      `const h = require('./h.cjs');`,
      `type I = import('./i.ts').I;`,
    ].join('\n');
    expect(specifiers(source).sort()).toEqual(
      ['./a.ts', './b.ts', './c.ts', './d.css', './e.ts', './f.ts', './g.ts', './h.cjs', './i.ts'].sort(),
    );
  });

  it('passes over comments', () => {
    expect(
      specifiers(`// import x from 'electron';\n/* import y from 'react'; */\n * import z from 'ws'`),
    ).not.toContain('electron');
  });
});

describe('directions of imports', () => {
  it.each([
    ['core/console.ts', 'electron'],
    ['core/console.ts', 'react'],
    ['core/console.ts', 'ws'],
    ['core/console.ts', '../renderer/app.tsx'],
    ['core/sessions/rows.ts', '../../electron/main.ts'],
    ['core/sessions/rows.ts', '../../browser-host/main.ts'],
    ['core/contract/codec.ts', 'node:buffer'],
    ['core/contract/codec.ts', '../protocol/codec.ts'],
    ['core/model/message.ts', '../contract/contract.ts'],
    ['core/model/message.ts', 'fs'],
    ['core/protocol/frame.ts', 'node:net'],
    ['core/protocol/frame.ts', 'node:tls'],
    ['core/protocol/frame.ts', '../remoting/connection.ts'],
    ['core/remoting/connection.ts', '../route/routes.ts'],
    ['core/remoting/connection.ts', '../producer/producer.ts'],
    ['core/consumer/push.ts', '../sandbox/broker.ts'],
    ['core/sandbox/broker.ts', '../consumer/push.ts'],
    ['renderer/app.tsx', '../core/console.ts'],
    ['renderer/app.tsx', '../core/protocol/codec.ts'],
    ['renderer/features/home.tsx', 'node:path'],
    ['renderer/features/home.tsx', 'electron'],
    ['renderer/features/home.tsx', '../../electron/preload.ts'],
    ['electron/main.ts', '../renderer/app.tsx'],
    ['browser-host/main.ts', 'electron'],
    ['browser-host/main.ts', '../electron/main.ts'],
  ])('refuses %s importing %s', (from, specifier) => {
    expect(check(from, specifier)).not.toEqual([]);
  });

  it.each([
    ['core/console.ts', './contract/contract.ts'],
    ['core/contract/contract.ts', 'zod'],
    ['core/contract/contract.ts', '../model/message.ts'],
    ['core/protocol/codec.ts', 'node:zlib'],
    ['core/remoting/connection.ts', 'node:net'],
    ['core/remoting/connection.ts', '../protocol/command.ts'],
    ['renderer/app.tsx', '../core/contract/contract.ts'],
    ['renderer/app.tsx', 'react'],
    ['electron/main.ts', '../core/console.ts'],
    ['browser-host/main.ts', 'ws'],
  ])('lets %s import %s', (from, specifier) => {
    expect(check(from, specifier)).toEqual([]);
  });

  it('holds in every source of the project', () => {
    const folders = ['core', 'renderer', 'electron', 'browser-host'].filter((name) =>
      existsSync(join(projectRoot, name)),
    );
    const imports = readImports(projectRoot, folders);
    expect(imports.length).toBeGreaterThan(50);
    expect(violations(imports)).toEqual([]);
  });
});
