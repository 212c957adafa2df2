import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { pageTab, topicTab } from '../store/tabs.ts';
import { useUi } from '../store/ui-store.ts';
import { TitleBar } from './title-bar.tsx';

const tabs = [pageTab('home'), topicTab('sandbox', 'order-events'), topicTab('sandbox', 'inventory-sync')];
let contentWidth = 0;

beforeEach(() => {
  vi.spyOn(Element.prototype, 'scrollWidth', 'get').mockImplementation(() => contentWidth);
  vi.spyOn(HTMLElement.prototype, 'clientWidth', 'get').mockImplementation(() => 300);
  useUi.setState({ tabs, activeTabId: 'page-home' });
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

it('has no menu of its tabs while all of them are to be seen', () => {
  contentWidth = 300;
  render(<TitleBar />);
  expect(screen.getAllByRole('tab')).toHaveLength(3);
  expect(screen.queryByRole('button', { name: 'All open work' })).toBeNull();
});

it('lists all tabs by their whole names where they have no room, and leads to the chosen one', async () => {
  contentWidth = 700;
  const seen = vi.spyOn(Element.prototype, 'scrollIntoView');
  render(<TitleBar />);
  const button = screen.getByRole('button', { name: 'All open work' });
  fireEvent.keyDown(button, { key: 'Enter' });
  fireEvent.click(button);
  const items = await screen.findAllByRole('menuitemradio');
  expect(items.map(({ textContent }) => textContent)).toEqual(['Home', 'order-events', 'inventory-sync']);
  expect(items[0]?.getAttribute('aria-checked')).toBe('true');
  fireEvent.click(screen.getByRole('menuitemradio', { name: 'inventory-sync' }));
  expect(useUi.getState().activeTabId).toBe('topic-sandbox-inventory-sync');
  expect(seen).toHaveBeenCalled();
});
