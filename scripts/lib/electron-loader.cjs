/** Stands in for Electron's default app, which the test runtime lacks: opens the folder named on the command line. */
const { existsSync, readFileSync } = require('node:fs');
const { join, resolve } = require('node:path');
const { app } = require('electron');

const folder = process.argv
  .slice(1)
  .map((arg) => resolve(arg))
  .find((dir) => existsSync(join(dir, 'package.json')));
if (!folder) {
  console.error('Name the folder of an app.');
  process.exit(1);
}
const about = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setAppPath(folder);
app.setName(about.productName || about.name);
app.setVersion(about.version);
require(join(folder, about.main));
