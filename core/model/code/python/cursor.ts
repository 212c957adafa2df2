import { PythonError, type PythonReason } from './python-error.ts';
import type { Token } from './tokens.ts';

/** A place among tokens. */
export class Cursor {
  readonly #tokens: readonly Token[];
  #at = 0;

  constructor(tokens: readonly Token[]) {
    this.#tokens = tokens;
  }

  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  get line(): number {
    return (this.token ?? this.#tokens.at(-1))?.line ?? 1;
  }

  /** The token `ahead` of this one. */
  peek(ahead: number): Token | undefined {
    return this.#tokens[this.#at + ahead];
  }

  isSign(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'sign' && token.text === text;
  }

  isName(text: string, ahead = 0): boolean {
    const token = this.peek(ahead);
    return token?.kind === 'name' && token.text === text;
  }

  /** Passes the sign if it stands here. */
  takeSign(text: string): boolean {
    if (!this.isSign(text)) return false;
    this.#at++;
    return true;
  }

  /** Throws PythonError (syntax) unless the sign stands here. */
  expectSign(text: string): void {
    if (!this.takeSign(text)) this.fail('syntax');
  }

  expectName(): string {
    const { token } = this;
    if (token?.kind !== 'name') return this.fail('syntax');
    this.#at++;
    return token.text;
  }

  /** Throws PythonError (syntax) at the end. */
  next(): Token {
    const { token } = this;
    if (token === undefined) return this.fail('syntax');
    this.#at++;
    return token;
  }

  /** Throws, about the token that stands here. */
  fail(reason: PythonReason): never {
    throw new PythonError(reason, this.line, this.token?.text ?? '');
  }
}
