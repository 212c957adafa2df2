import type { Page } from '@playwright/test';

/** What goes wrong in a window without a test asking: errors on its console, and exceptions nobody caught. */
export class Problems {
  readonly #found: string[] = [];
  readonly #expected: RegExp[] = [];

  watch(page: Page): void {
    page.on('console', (message) => {
      if (message.type() === 'error') this.#found.push(`console: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.#found.push(`uncaught: ${error.stack ?? error.message}`));
    page.on('crash', () => this.#found.push('the page crashed'));
  }

  /** The test provokes these itself, such as a refusal of the content security policy. */
  expect(pattern: RegExp): void {
    this.#expected.push(pattern);
  }

  unexpected(): string[] {
    return this.#found.filter((text) => !this.#expected.some((pattern) => pattern.test(text)));
  }
}

/** Lines in which a Node process reports an exception or a rejection that nobody handled. */
export function crashesIn(log: string): string[] {
  return log.split('\n').filter((line) => /unhandled ?(promise)? ?rejection|uncaught ?exception/i.test(line));
}
