import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { inRoot, Stop } from '../../scripts/lib/ground.mjs';
import { clientProgram } from '../../scripts/lib/rocketmq.mjs';
import { run } from '../../scripts/lib/run.mjs';

const SOURCES = inRoot('bench', 'java');
/** As much as it likes to have: it is not to be slow for want of memory. */
const MEMORY = ['-Xms512m', '-Xmx2g'];

/** A broker of ours, as scripts/lib/rocketmq.mjs keeps it: where its jars are, and where its files go. */
export interface RunningBroker {
  folder: string;
  jars: string;
  nameServer: string;
}

/** Compiles the peer against the broker's own client jars; the arguments for `java`. */
export async function javaPeer(broker: RunningBroker): Promise<string[]> {
  const classes = join(broker.folder, 'classes');
  const sources = readdirSync(SOURCES)
    .filter((name) => name.endsWith('.java'))
    .map((name) => join(SOURCES, name));
  const classPath = join(broker.jars, '*');
  const { code, out, missing } = await run('javac', ['-nowarn', '-cp', classPath, '-d', classes, ...sources]);
  if (missing) throw new Stop('A JDK is needed to compile the Java peer: javac is not installed.');
  if (code !== 0) throw new Stop(`The Java peer does not compile:\n${out}`);
  return clientProgram(broker, classes, MEMORY, 'Peer', [broker.nameServer]);
}
