import type { Page } from '@playwright/test';

/** Something to be seen in a page: an element whose attribute (or text) matches a pattern. */
export interface Sought {
  selector: string;
  /** Absent: its text. */
  attribute?: string;
  /** Source of a RegExp. */
  pattern: string;
}

const WITHIN_MS = 60_000;

/** ms from the first press or key of `act` until the first frame in which all of it is to be seen. */
export async function timeInPage(page: Page, act: () => Promise<unknown>, sought: Sought): Promise<number> {
  const [ms] = await timesInPage(page, act, [sought]);
  return ms ?? Number.NaN;
}

/** The same for several things, each with its own time. */
export async function timesInPage(
  page: Page,
  act: () => Promise<unknown>,
  sought: readonly Sought[],
): Promise<number[]> {
  // Under way before `act` begins: the page takes its messages in their order.
  const times = page.evaluate(watch, { sought, withinMs: WITHIN_MS });
  await act();
  return await times;
}

/** Runs in the page, so it is whole in itself. */
function watch({ sought, withinMs }: { sought: readonly Sought[]; withinMs: number }): Promise<number[]> {
  return new Promise((resolve, reject) => {
    let from: number | undefined;
    for (const event of ['pointerdown', 'keydown', 'input'])
      addEventListener(
        event,
        () => {
          from ??= performance.now();
        },
        { capture: true, once: true },
      );
    const giveUpAt = performance.now() + withinMs;
    const seen = sought.map((): number | undefined => undefined);
    const isThere = ({ selector, attribute, pattern }: Sought): boolean =>
      [...document.querySelectorAll(selector)].some((element) =>
        new RegExp(pattern).test(
          (attribute === undefined ? element.textContent : element.getAttribute(attribute)) ?? '',
        ),
      );
    const look = (): void => {
      const now = performance.now();
      const since = from;
      if (since !== undefined)
        sought.forEach((one, at) => {
          if (seen[at] === undefined && isThere(one)) seen[at] = now - since;
        });
      const times = seen.flatMap((ms) => ms ?? []);
      if (times.length === sought.length) resolve(times);
      else if (now > giveUpAt) reject(new Error(`not seen: ${JSON.stringify(sought)}`));
      else requestAnimationFrame(() => setTimeout(look, 0));
    };
    look();
  });
}
