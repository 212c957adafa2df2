import { expect, it } from 'vitest';
import { versionName } from './version-names.ts';

it.each([
  [213, '4.0.0'],
  [232, '4.1.0-SNAPSHOT'],
  [317, '4.5.2'],
  [333, '4.6.0'],
  [399, '4.9.3'],
  [407, '4.9.7'],
  [409, '4.9.8'],
  [413, '5.0.0'],
  [475, '5.3.1'],
  [479, '5.3.3'],
  [513, '5.5.0'],
  [63, undefined],
  [0, undefined],
])('version %i is %s', (version, name) => {
  expect(versionName(version)).toBe(name);
});
