import type { Page } from '@playwright/test';

/** Every text a person can see or hear in the window now: text nodes, names, tooltips, placeholders. Trimmed, each once. */
export function visibleTexts(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found = new Set<string>();
    const add = (text: string | null): void => {
      const trimmed = text?.replace(/\s+/g, ' ').trim() ?? '';
      if (trimmed !== '') found.add(trimmed);
    };
    // Data is the person's own and has no language: ids, addresses, bodies. What is marked as another language stays in it.
    const isData = (element: Element): boolean => element.closest('.data, .cm-content, body [lang]') !== null;
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
      const parent = node.parentElement;
      if (parent === null || isData(parent) || !parent.checkVisibility()) continue;
      add(node.textContent);
    }
    for (const element of document.body.querySelectorAll('*')) {
      for (const name of ['aria-label', 'title', 'placeholder', 'aria-description', 'aria-valuetext'])
        add(element.getAttribute(name));
    }
    return [...found];
  });
}
