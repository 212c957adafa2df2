/**
 * Which folder may import which. Types can leak through re-exports and lint rules see one file at a time, so this
 * reads every import of every source and checks where it points.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { builtinModules } from 'node:module';
import { dirname, join, posix, relative, sep } from 'node:path';

/** One import: the file that has it, what it asks for, and where that is (a path in the project or a module). */
export interface Import {
  from: string;
  specifier: string;
  target: string;
}

interface Rule {
  /** Files the rule is about; tests beside them are held to it as well unless `tests` is false. */
  files: RegExp;
  tests?: boolean;
  why: string;
  allows: (target: string) => boolean;
}

const under =
  (...folders: string[]) =>
  (target: string) =>
    folders.some((folder) => target.startsWith(`${folder}/`));
const isNode = (target: string) => target.startsWith('node:') || builtinModules.includes(target);
const isFile = (target: string) =>
  /^(core|electron|browser-host|renderer|suite|e2e|bench|chaos|fuzz|interop|scripts|assets)\//.test(target);
const isModule = (target: string) => !isFile(target) && !isNode(target);
const named =
  (...names: string[]) =>
  (target: string) =>
    names.some((name) => target === name || target.startsWith(`${name}/`));
const sockets = named(
  'node:net',
  'node:tls',
  'node:http',
  'node:https',
  'node:http2',
  'node:dgram',
  'net',
  'tls',
  'ws',
);
const shared = under('core/contract', 'core/model');

/** The directions of ARCHITECTURE.md, one rule each. */
export const rules: Rule[] = [
  {
    files: /^core\//,
    why: 'core/ knows no host and no window',
    allows: (t) =>
      !named('electron', 'react', 'react-dom', 'zustand', 'i18next')(t) && !(isFile(t) && !under('core')(t)),
    tests: false,
  },
  {
    files: /^core\//,
    why: 'core/ depends on zod, two inflaters, diff and Node alone; ws belongs to the browser host',
    allows: (t) => !isModule(t) || named('zod', 'fzstd', 'lz4js', 'diff')(t),
    tests: false,
  },
  {
    files: /^core\/model\//,
    why: 'the model imports nothing but itself and zod',
    allows: (t) => under('core/model')(t) || named('zod')(t),
    tests: false,
  },
  {
    files: /^core\/contract\//,
    why: 'the contract imports nothing but itself, the model and zod',
    allows: (t) => shared(t) || named('zod')(t),
    tests: false,
  },
  {
    files: /^core\/protocol\//,
    why: 'the protocol is bytes and tables: no sockets, nothing of the engine',
    allows: (t) => !sockets(t) && (!isFile(t) || under('core/protocol', 'core/model')(t)),
    tests: false,
  },
  {
    files: /^core\/remoting\//,
    why: 'remoting knows frames, not topics',
    allows: (t) =>
      !isFile(t) || under('core/remoting', 'core/protocol', 'core/model')(t) || t === 'core/clock.ts',
    tests: false,
  },
  {
    files: /^core\/(model|contract|protocol|remoting|route|client|producer|consumer|admin|documented-api)\//,
    why: 'the engine does not know the sandbox: it is a broker like any other',
    allows: (t) => !under('core/sandbox')(t),
    tests: false,
  },
  {
    files: /^core\/sandbox\//,
    why: 'the sandbox shares codecs and frames with the engine and nothing else, or both would share their mistakes',
    allows: (t) =>
      !isFile(t) ||
      under('core/sandbox', 'core/protocol', 'core/remoting', 'core/model')(t) ||
      named('core/clock.ts', 'core/fifo.ts', 'core/owned-folder.ts')(t),
    tests: false,
  },
  {
    files: /^renderer\//,
    why: 'the window knows the contract and the model, no Node and no host',
    allows: (t) =>
      !isNode(t) && t !== 'electron' && (!isFile(t) || under('renderer', 'assets')(t) || shared(t)),
    tests: false,
  },
  {
    files: /^electron\//,
    why: 'the Electron host stands on core/ alone',
    allows: (t) => !isFile(t) || under('electron', 'core', 'assets')(t),
  },
  {
    files: /^browser-host\//,
    why: 'the browser host stands on core/ alone and runs without Electron',
    allows: (t) => t !== 'electron' && (!isFile(t) || under('browser-host', 'core', 'assets')(t)),
  },
];

/** Every module a source names: static, re-exported, dynamic, required, type-only. Comments are not code. */
export function specifiers(source: string): string[] {
  const code = source.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '');
  const patterns = [
    /\b(?:import|export)\s[^'"`;]*?\bfrom\s*['"]([^'"]+)['"]/g,
    // By itself only at the start of a line: the word may stand in a text.
    /^\s*import\s*['"]([^'"]+)['"]/gm,
    /\b(?:import|require)\s*\(\s*['"`]([^'"`]+)['"`]/g,
  ];
  return patterns.flatMap((pattern) => [...code.matchAll(pattern)].map((match) => match[1] as string));
}

/** Where a specifier points, as a path in the project where it is relative. */
export function resolveImport(from: string, specifier: string): Import {
  const local = specifier.startsWith('.');
  const target = local ? posix.normalize(posix.join(posix.dirname(from), specifier)) : specifier;
  return { from, specifier, target };
}

const isTest = (file: string) => /\.test\.tsx?$/.test(file);

/** The broken rules of a list of imports, as sentences. */
export function violations(imports: Import[]): string[] {
  return imports.flatMap(({ from, specifier, target }) =>
    rules
      .filter(
        (rule) => rule.files.test(from) && !(rule.tests === false && isTest(from)) && !rule.allows(target),
      )
      .map((rule) => `${from} imports '${specifier}': ${rule.why}.`),
  );
}

/** Every import of the TypeScript files under the given folders of a project. */
export function readImports(root: string, folders: string[]): Import[] {
  const found: Import[] = [];
  const visit = (folder: string) => {
    for (const entry of readdirSync(folder, { withFileTypes: true })) {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) visit(path);
      else if (/\.tsx?$/.test(entry.name)) {
        const from = relative(root, path).split(sep).join('/');
        for (const specifier of specifiers(readFileSync(path, 'utf8')))
          found.push(resolveImport(from, specifier));
      }
    }
  };
  for (const folder of folders) visit(join(root, folder));
  return found;
}

export const projectRoot = dirname(dirname(import.meta.dirname));
