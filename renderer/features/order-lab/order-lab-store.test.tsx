import { expect, it, vi } from 'vitest';
import { keepUiState, useUi } from '../../store/ui-store.ts';
import { useOrderLab } from './order-lab-store.ts';

it('finds its scenario again after a reload', async () => {
  keepUiState();
  useOrderLab.getState().scenarioEdited({ threads: 3, failEvery: 7 });
  useUi.getState().orderFormEdited({ keep: true });
  window.dispatchEvent(new Event('pagehide'));
  vi.resetModules();
  const { useUi: reloaded } = await import('../../store/ui-store.ts');
  expect(reloaded).not.toBe(useUi);
  expect(reloaded.getState().orderForm).toMatchObject({ keep: true, scenario: { threads: 3, failEvery: 7 } });
});
