/** A file the person chose: its name without a path, and its bytes. */
export interface ChosenFile {
  name: string;
  bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Asks the person for a file; undefined when they chose none. `accept` as of an input element: '.json'. Throws a RangeError
 * for a file above `maxBytes` before it is read.
 */
export async function openFile({ accept = '', maxBytes }: { accept?: string; maxBytes: number }) {
  const file = await choose(accept);
  if (file === undefined) return undefined;
  if (file.size > maxBytes) throw new RangeError(`${file.name} has ${file.size} bytes`);
  return { name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) } satisfies ChosenFile;
}

function choose(accept: string): Promise<File | undefined> {
  const input = document.createElement('input');
  input.type = 'file';
  input.accept = accept;
  return new Promise((resolve) => {
    input.addEventListener('change', () => resolve(input.files?.[0]));
    input.addEventListener('cancel', () => resolve(undefined));
    input.click();
  });
}
