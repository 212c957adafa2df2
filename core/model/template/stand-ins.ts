import { parseTemplate } from './parse.ts';
import type { Variable } from './variable.ts';

/** A value that a JSON text may carry without quotes. */
const BARE = /^(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)$/;

/**
 * The template with something of the same length in place of each variable, so that a text around variables can be
 * checked and its places still be right: a number where the value may stand bare in JSON, else letters, which are right
 * inside quotes only.
 */
export function withStandIns(source: string): string {
  if (!source.includes('{{')) return source;
  return parseTemplate(source)
    .map((part) => {
      if (part.kind === 'text') return part.text.padStart(part.to - part.from, 'x');
      const bare = part.kind === 'variable' && mayStandBare(part.variable);
      return (bare ? '1' : 'x').repeat(part.to - part.from);
    })
    .join('');
}

/** A named one may have any value: it is seen when it is sent. */
function mayStandBare(variable: Variable): boolean {
  switch (variable.kind) {
    case 'seq':
    case 'int':
    case 'named':
      return true;
    case 'now':
      return variable.format !== 'iso';
    case 'pick':
      return variable.options.every((option) => BARE.test(option));
    case 'uuid':
    case 'env':
      return false;
  }
}
