import { compare, compareAsNumbers, type Value } from './values.ts';

export type Properties = ReadonlyMap<string, string>;

/**
 * A part of a condition. `condition` ones are true, false or, where something is missing, undefined; only a
 * `property` or a `constant` is known for what it is when it is compared. Evaluation throws RangeError for texts that
 * would have to be numbers.
 */
export interface Expression {
  kind: 'constant' | 'property' | 'condition' | 'truth' | 'value';
  evaluate(properties: Properties): Value;
}

const condition = (evaluate: (properties: Properties) => boolean | undefined): Expression => ({
  kind: 'condition',
  evaluate,
});

export const constant = (value: Value): Expression => ({ kind: 'constant', evaluate: () => value });
/** TRUE, FALSE or NULL (undefined). */
export const truth = (value: boolean | undefined): Expression => ({ kind: 'truth', evaluate: () => value });
export const property = (name: string): Expression => ({
  kind: 'property',
  evaluate: (properties) => properties.get(name),
});

/** Source: UnaryExpression.createNegate. */
export const negated = (inner: Expression): Expression => ({
  kind: 'value',
  evaluate: (properties) => {
    const value = inner.evaluate(properties);
    return typeof value === 'bigint' || typeof value === 'number' ? -value : undefined;
  },
});

export const not = (inner: Expression): Expression =>
  condition((properties) => {
    const value = inner.evaluate(properties);
    return value === undefined ? undefined : value !== true;
  });

export const and = (left: Expression, right: Expression): Expression =>
  condition((properties) => {
    const first = left.evaluate(properties);
    if (first === false) return false;
    const second = right.evaluate(properties);
    if (second === false) return false;
    return first === undefined || second === undefined ? undefined : true;
  });

export const or = (left: Expression, right: Expression): Expression =>
  condition((properties) => {
    const first = left.evaluate(properties);
    if (first === true) return true;
    const second = right.evaluate(properties);
    if (second === true) return true;
    return first === undefined || second === undefined ? undefined : false;
  });

/** What stands where a condition must: a property alone is one that no text makes true. Throws SyntaxError. */
export function asCondition(inner: Expression): Expression {
  if (inner.kind === 'condition' || inner.kind === 'truth') return inner;
  if (inner.kind !== 'property') throw new SyntaxError('no condition');
  return condition((properties) => (inner.evaluate(properties) === undefined ? undefined : false));
}

export const isNull = (inner: Expression): Expression =>
  condition((properties) => inner.evaluate(properties) === undefined);

/** Source: ComparisonExpression.createEqual. Throws SyntaxError for NULL, and a truth beside another constant. */
export function equal(left: Expression, right: Expression): Expression {
  for (const side of [left, right])
    if (side.kind === 'truth' && constantIn(side) === undefined)
      throw new SyntaxError('NULL is not compared');
  if (left.kind === 'truth' && right.kind === 'constant')
    throw new SyntaxError('a truth is compared with none but a truth');
  return condition((properties) => {
    const first = left.evaluate(properties);
    const second = right.evaluate(properties);
    if (first === undefined) return second === undefined ? true : undefined;
    return second === undefined ? false : compare(first, second) === 0;
  });
}

/** `holds` says which outcomes of compare are meant. Throws SyntaxError unless both sides may be numbers. */
export function ordered(
  left: Expression,
  right: Expression,
  holds: (outcome: number) => boolean,
): Expression {
  for (const side of [left, right]) {
    const mayBeNumber = side.kind === 'constant' ? typeof constantIn(side) !== 'string' : isValue(side);
    if (!mayBeNumber) throw new SyntaxError('only numbers have an order');
  }
  return condition((properties) => {
    const first = left.evaluate(properties);
    const second = right.evaluate(properties);
    if (first === undefined || second === undefined) return undefined;
    const bothTexts = typeof first === 'string' && typeof second === 'string';
    return holds(bothTexts ? compareAsNumbers(first, second) : compare(first, second));
  });
}

/** Throws SyntaxError when both ends are constants in the wrong order. */
export function between(inner: Expression, low: Expression, high: Expression, isNot: boolean): Expression {
  const ends = [low, high].map((end) => (end.kind === 'constant' ? constantIn(end) : undefined));
  const [first, last] = ends;
  if (first !== undefined && last !== undefined && compare(last, first) < 0)
    throw new SyntaxError('the first end is beyond the last');
  return isNot
    ? or(
        ordered(inner, low, (outcome) => outcome < 0),
        ordered(inner, high, (outcome) => outcome > 0),
      )
    : and(
        ordered(inner, low, (outcome) => outcome >= 0),
        ordered(inner, high, (outcome) => outcome <= 0),
      );
}

/** Throws SyntaxError for anything but a property. */
export function oneOf(inner: Expression, texts: readonly string[], isNot: boolean): Expression {
  if (inner.kind !== 'property') throw new SyntaxError('IN is for properties');
  return condition((properties) => {
    const value = inner.evaluate(properties);
    return typeof value === 'string' ? texts.includes(value) !== isNot : undefined;
  });
}

/** CONTAINS, STARTSWITH or ENDSWITH: an empty text is in nothing, and not out of it either. */
export const textTest = (
  inner: Expression,
  text: string,
  test: (value: string, text: string) => boolean,
  isNot: boolean,
): Expression =>
  condition((properties) => {
    const value = inner.evaluate(properties);
    return typeof value === 'string' && text !== '' && test(value, text) !== isNot;
  });

const isValue = ({ kind }: Expression): boolean => kind === 'property' || kind === 'value';
const constantIn = (inner: Expression): Value => inner.evaluate(new Map());
