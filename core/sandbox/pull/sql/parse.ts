import {
  and,
  asCondition,
  between,
  constant,
  type Expression,
  equal,
  isNull,
  negated,
  not,
  oneOf,
  or,
  ordered,
  property,
  textTest,
  truth,
} from './expression.ts';
import { type Token, Tokens } from './tokens.ts';

const ORDERS: Record<string, (outcome: number) => boolean> = {
  '>': (outcome) => outcome > 0,
  '>=': (outcome) => outcome >= 0,
  '<': (outcome) => outcome < 0,
  '<=': (outcome) => outcome <= 0,
};
const TEXT_TESTS: Record<string, (value: string, text: string) => boolean> = {
  CONTAINS: (value, text) => value.includes(text),
  STARTSWITH: (value, text) => value.startsWith(text),
  ENDSWITH: (value, text) => value.endsWith(text),
};
const TRUTHS: Record<string, boolean | undefined> = { TRUE: true, FALSE: false, NULL: undefined };

/**
 * An SQL92 condition. Like the broker it reads as far as the condition goes and ignores what stands behind it.
 * Throws SyntaxError, or RangeError for ends of BETWEEN that cannot be compared. Source: SelectorParser.jj.
 */
export function parseCondition(text: string): Expression {
  return asCondition(new Parser(text).or());
}

class Parser {
  readonly #tokens: Tokens;

  constructor(text: string) {
    this.#tokens = new Tokens(text);
  }

  or(): Expression {
    let left = this.#and();
    while (this.#takes('OR')) left = or(asCondition(left), asCondition(this.#and()));
    return left;
  }

  #and(): Expression {
    let left = this.#equality();
    while (this.#takes('AND')) left = and(asCondition(left), asCondition(this.#equality()));
    return left;
  }

  #equality(): Expression {
    let left = this.#comparison();
    for (;;) {
      if (this.#takes('=')) left = equal(left, this.#comparison());
      else if (this.#takes('<>')) left = not(equal(left, this.#comparison()));
      else if (this.#takes('IS')) left = this.#null(left);
      else return left;
    }
  }

  #null(left: Expression): Expression {
    const isNot = this.#takes('NOT');
    this.#expect('NULL');
    return isNot ? not(isNull(left)) : isNull(left);
  }

  #comparison(): Expression {
    let left = this.#unary();
    for (;;) {
      const holds = ORDERS[this.#ahead()];
      if (holds !== undefined) {
        this.#tokens.take();
        left = ordered(left, this.#unary(), holds);
        continue;
      }
      const isNot = this.#takes('NOT');
      const tested = this.#test(left, isNot);
      if (tested === undefined) {
        // A NOT that belongs to nothing is behind the condition.
        if (isNot) this.#tokens.stop();
        return left;
      }
      left = tested;
    }
  }

  /** BETWEEN, IN and the tests of texts; undefined when none follows. */
  #test(left: Expression, isNot: boolean): Expression | undefined {
    const test = TEXT_TESTS[this.#ahead()];
    if (test !== undefined) {
      this.#tokens.take();
      return textTest(left, this.#string(), test, isNot);
    }
    if (this.#takes('BETWEEN')) {
      const low = this.#unary();
      this.#expect('AND');
      return between(left, low, this.#unary(), isNot);
    }
    return this.#takes('IN') ? oneOf(left, this.#strings(), isNot) : undefined;
  }

  #unary(): Expression {
    if (this.#takes('+')) return this.#unary();
    if (this.#takes('-')) return negated(this.#unary());
    if (this.#takes('NOT')) return not(asCondition(this.#unary()));
    if (!this.#takes('(')) return this.#primary();
    const inner = this.or();
    this.#expect(')');
    return inner;
  }

  #primary(): Expression {
    const token = this.#tokens.take();
    if (token.kind === 'word') return property(token.text);
    if (token.kind === 'string' || token.kind === 'integer' || token.kind === 'decimal')
      return constant(token.value);
    if (token.kind === 'keyword' && token.text in TRUTHS) return truth(TRUTHS[token.text]);
    throw unexpected(token);
  }

  #strings(): string[] {
    this.#expect('(');
    const texts = [this.#string()];
    while (this.#takes(',')) texts.push(this.#string());
    this.#expect(')');
    return texts;
  }

  #string(): string {
    const token = this.#tokens.take();
    if (token.kind !== 'string') throw unexpected(token);
    return token.value;
  }

  /** The keyword or operator that is next, else ''. */
  #ahead(): string {
    const token = this.#tokens.peek();
    return token.kind === 'keyword' || token.kind === 'operator' ? token.text : '';
  }

  #takes(text: string): boolean {
    if (this.#ahead() !== text) return false;
    this.#tokens.take();
    return true;
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw unexpected(this.#tokens.peek());
  }
}

const unexpected = (token: Token): SyntaxError => new SyntaxError(`unexpected ${token.kind}`);
