import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, Stop } from '../../scripts/lib/ground.mjs';
import { nativeClientLibrary } from '../../scripts/lib/native-client.mjs';
import { run } from '../../scripts/lib/run.mjs';
import type { RunningBroker } from './java.ts';

/** Compiles the peer over the native C++ library; the program with its arguments. */
export async function nativePeer(broker: RunningBroker): Promise<{ command: string; args: string[] }> {
  const library = await nativeClientLibrary();
  mkdirSync(broker.folder, { recursive: true });
  const command = join(broker.folder, 'native-peer');
  const source = inRoot('bench', 'native', 'peer.c');
  const { code, out, missing } = await run('gcc', ['-O2', '-o', command, source, '-ldl', '-lpthread']);
  if (missing) throw new Stop('A C compiler is needed to compile the native peer: gcc is not installed.');
  if (code !== 0) throw new Stop(`The native peer does not compile:\n${out}`);
  return { command, args: [library, broker.nameServer] };
}
