import type { Handlers } from '../contract/contract.ts';
import type { libraryCalls, Template } from '../contract/library.ts';
import type { MessageRef } from '../contract/message-ref.ts';
import type { Library } from '../workspace/library/library.ts';

/** `templateOf` makes a template of any message there is. */
export function libraryHandlers(
  library: Library,
  templateOf: (ref: MessageRef) => Promise<Template>,
): Pick<Handlers, keyof typeof libraryCalls> {
  return {
    'library.view': () => library.view(),
    'library.read': ({ path }) => library.read(path),
    'library.save': ({ path, draft, variables, baseVersion }) =>
      library.save(path, { draft, variables }, baseVersion),
    'library.save.message': async ({ path, ref, baseVersion }) =>
      library.save(path, await templateOf(ref), baseVersion),
    'library.folder.create': async ({ path }) => {
      await library.createFolder(path);
      return null;
    },
    'library.move': async ({ from, to }) => {
      await library.move(from, to);
      return null;
    },
    'library.remove': ({ path }) => library.remove(path),
    'library.search': ({ text }) => library.search(text),
    'library.variables.set': ({ variables, baseVersion }) => library.setVariables(variables, baseVersion),
    'library.choose': async () => (await library.choose()) ?? null,
  };
}
