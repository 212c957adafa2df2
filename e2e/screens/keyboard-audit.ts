import type { Page } from '@playwright/test';

/** Presses of Tab after which a screen that has not come round is a trap. */
const MOST_STOPS = 250;
const STOPS_AT_ONCE = 10;

interface Audit {
  /** Whether the focus has come back to where it began. */
  isRound(): boolean;
  /** What cannot be reached, or is reached without showing it. Ends the audit. */
  faults(): string[];
}
type Audited = typeof window & { keyboardAudit?: Audit };

/**
 * Goes round what the window shows now by Tab alone: every control is a stop or belongs to a group that has one, every
 * stop shows that it has the focus, and the round ends. Of an open dialog only its inside is looked at, of an open menu
 * nothing: it goes by arrow keys. Afterwards the focus is where it was.
 */
export async function keyboardFaults(page: Page): Promise<string[]> {
  if (!(await page.evaluate(beginAudit))) return [];
  for (let stops = 0; stops < MOST_STOPS; stops += STOPS_AT_ONCE) {
    for (let press = 0; press < STOPS_AT_ONCE; press++) await page.keyboard.press('Tab');
    if (await page.evaluate(() => (window as Audited).keyboardAudit?.isRound()))
      return await page.evaluate(() => (window as Audited).keyboardAudit?.faults() ?? []);
  }
  return ['the focus does not come round'];
}

/** Runs in the page. False: a menu is open. */
function beginAudit(): boolean {
  const CONTROLS =
    'a[href], button, input, select, textarea, [contenteditable="true"], [tabindex]:not([role="tabpanel"]), [role="button"], [role="link"], ' +
    '[role="checkbox"], [role="switch"], [role="radio"], [role="tab"], [role="option"], [role="row"][aria-selected], [role="treeitem"]';
  /** Of these one stop is enough: arrow keys, or letters, go on. */
  const GROUPS =
    '[role="tablist"], [role="radiogroup"], [role="listbox"], [role="grid"], [role="treegrid"], [role="tree"], [role="toolbar"]';
  const GUARDS =
    '[data-base-ui-focus-guard], [aria-hidden="true"] *, [inert] *, [aria-hidden="true"], [inert]';
  if (document.querySelector('[role="menu"], [role="menubar"]') !== null) return false;

  const isThere = (element: Element): boolean =>
    element.checkVisibility({ visibilityProperty: true, opacityProperty: true }) &&
    element.getBoundingClientRect().width > 1 &&
    !element.matches(GUARDS) &&
    !element.matches(':disabled');
  const dialog = [...document.querySelectorAll('[role="dialog"], [role="alertdialog"]')]
    .filter(isThere)
    .at(-1);
  const controls = [...(dialog ?? document).querySelectorAll(CONTROLS)].filter(isThere);

  /** How an element looks, and what stands around and in it: a field may show the focus on its frame, a grid on its head. */
  const looks = (element: Element): string => {
    const parts: Element[] = [element];
    for (
      let around = element.parentElement;
      around !== null && parts.length < 5;
      around = around.parentElement
    )
      parts.push(around);
    if (element.matches(GROUPS)) parts.push(...[...element.querySelectorAll('*')].slice(0, 200));
    return parts
      .map((part) => {
        const { outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor } =
          getComputedStyle(part);
        return [outlineStyle, outlineColor, boxShadow, borderColor, backgroundColor].join();
      })
      .join(' | ');
  };
  const still = document.createElement('style');
  still.textContent = '* { transition: none !important; animation: none !important }';
  document.head.append(still);
  const { activeElement } = document;
  if (activeElement instanceof HTMLElement && dialog === undefined) activeElement.blur();
  const before = new Map(controls.map((element) => [element, looks(element)]));

  const stops = new Set<Element>();
  const unseen = new Set<Element>();
  let isRound = false;
  const onFocus = (event: FocusEvent): void => {
    const { target } = event;
    if (!(target instanceof Element) || target.matches(GUARDS)) return;
    if (stops.has(target)) {
      isRound = true;
      return;
    }
    stops.add(target);
    // What had the focus at the beginning was not seen without it.
    if (target !== activeElement && before.get(target) === looks(target)) unseen.add(target);
  };
  document.addEventListener('focusin', onFocus, true);

  const named = (element: Element): string => {
    const name = element.getAttribute('aria-label') ?? element.textContent?.trim().slice(0, 40) ?? '';
    return `${element.getAttribute('role') ?? element.tagName.toLowerCase()} "${name}" .${element.className}`;
  };
  const isReached = (element: Element): boolean => {
    const group = element.closest(GROUPS);
    return [...stops].some((stop) => stop === element || element.contains(stop) || group?.contains(stop));
  };
  /** Focused by the program alone, or the arrow of a box that opens by the down key. */
  const needsNoStop = (element: Element): boolean =>
    element instanceof HTMLElement &&
    element.tabIndex < 0 &&
    (element.matches('h1, h2, h3, div:not([role]), [role="row"]') ||
      element.parentElement?.querySelector('[role="combobox"]') !== null);
  (window as Audited).keyboardAudit = {
    isRound: () => isRound,
    faults() {
      document.removeEventListener('focusin', onFocus, true);
      still.remove();
      if (activeElement instanceof HTMLElement) activeElement.focus({ preventScroll: true });
      const missed = controls.filter(
        (element) => element.isConnected && isThere(element) && !needsNoStop(element) && !isReached(element),
      );
      return [
        ...missed.map((element) => `not reached: ${named(element)}`),
        ...[...unseen].map((element) => `no visible focus: ${named(element)}`),
      ];
    },
  };
  return true;
}
