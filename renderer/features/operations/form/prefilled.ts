import type { DocumentedHandleView } from '../../../../core/contract/documented.ts';
import type { OperationView } from '../../../../core/contract/operations.ts';
import type { Fields } from './build-input.ts';

/** A handle as its field and the grid write it: `12 order-events`. */
export const handleWord = ({ handle, name }: DocumentedHandleView): string => `${handle} ${name}`.trim();

/** What stands in the fields: what was typed, and in a field for a handle that nobody touched the newest one of its kind. */
export function prefilled(
  { parameters }: OperationView,
  typed: Fields | undefined,
  handles: readonly DocumentedHandleView[],
): Fields {
  const newest = parameters.flatMap(({ name, handleKind }) => {
    const ofKind = handles.filter(({ kind }) => kind === handleKind);
    const last = ofKind.reduce<DocumentedHandleView | undefined>(
      (best, other) => (best === undefined || other.handle > best.handle ? other : best),
      undefined,
    );
    return last === undefined ? [] : [[name, handleWord(last)]];
  });
  return { ...Object.fromEntries(newest), ...typed };
}
