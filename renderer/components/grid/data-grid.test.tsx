// @vitest-environment happy-dom
import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { type ColumnLayout, type GridColumn, MIN_COLUMN_WIDTH, OWN_LAYOUT } from './columns.ts';
import { ColumnsButton } from './columns-button.tsx';
import { DataGrid } from './data-grid.tsx';

const COLUMNS: GridColumn<string>[] = ['Queue', 'Tag', 'Body'].map((title) => ({
  id: title.toLowerCase(),
  title,
  width: 100,
  cell: (row) => `${title} of ${row}`,
}));

let layout: ColumnLayout;

function Table() {
  const [chosen, setChosen] = useState(OWN_LAYOUT);
  layout = chosen;
  return (
    <>
      <ColumnsButton columns={COLUMNS} layout={chosen} onLayout={setChosen} />
      <DataGrid
        label="Orders"
        columns={COLUMNS}
        rows={{ count: 1, at: () => 'ORD-1' }}
        keyOf={(row) => row}
        nameOf={(row) => row}
        layout={chosen}
        onLayout={setChosen}
      />
    </>
  );
}

beforeEach(() => {
  // happy-dom lays nothing out, and captures no pointer.
  vi.spyOn(HTMLElement.prototype, 'clientHeight', 'get').mockReturnValue(600);
  vi.spyOn(HTMLElement.prototype, 'offsetWidth', 'get').mockReturnValue(100);
  HTMLElement.prototype.setPointerCapture = () => undefined;
  render(<Table />);
});
afterEach(() => {
  cleanup();
  vi.restoreAllMocks();
});

const head = (name: string): HTMLElement => screen.getByRole('columnheader', { name });
const texts = (role: 'columnheader' | 'gridcell'): (string | null)[] =>
  screen.getAllByRole(role).map(({ textContent }) => textContent);
const press = (name: string): void => void fireEvent.click(screen.getByRole('button', { name }));

describe('columns by the pointer', () => {
  /** As a browser carries it from one title to another. */
  const carrier = () => {
    const carried = new Map<string, string>();
    return {
      setData: (type: string, value: string) => void carried.set(type, value),
      getData: (type: string) => carried.get(type) ?? '',
      get types() {
        return [...carried.keys()];
      },
    };
  };

  it('change places when a title is dropped on another, cells and all', () => {
    const dataTransfer = carrier();
    fireEvent.dragStart(head('Body'), { dataTransfer });
    // Not prevented, the browser would let nothing be dropped there.
    expect(fireEvent.dragOver(head('Queue'), { dataTransfer })).toBe(false);
    fireEvent.drop(head('Queue'), { dataTransfer });
    expect(texts('columnheader')).toEqual(['Body', 'Queue', 'Tag']);
    expect(texts('gridcell')).toEqual(['Body of ORD-1', 'Queue of ORD-1', 'Tag of ORD-1']);
  });

  it('take nothing else that is dropped', () => {
    const dataTransfer = carrier();
    dataTransfer.setData('text/plain', 'body');
    expect(fireEvent.dragOver(head('Queue'), { dataTransfer })).toBe(true);
    fireEvent.drop(head('Queue'), { dataTransfer });
    expect(texts('columnheader')).toEqual(['Queue', 'Tag', 'Body']);
  });

  it('grow by their edge until it is let go, and stay graspable', () => {
    const edge = head('Tag').querySelector('.data-edge') ?? expect.fail('no edge');
    fireEvent.pointerDown(edge, { clientX: 300 });
    fireEvent.pointerMove(edge, { clientX: 345 });
    expect(layout.widths).toEqual({ tag: 145 });
    expect(screen.getByRole('grid').style.getPropertyValue('--columns')).toContain('145px');
    fireEvent.pointerMove(edge, { clientX: 0 });
    expect(layout.widths).toEqual({ tag: MIN_COLUMN_WIDTH });
    fireEvent.lostPointerCapture(edge);
    fireEvent.pointerMove(edge, { clientX: 500 });
    expect(layout.widths).toEqual({ tag: MIN_COLUMN_WIDTH });
  });
});

it('columns are moved and resized by keyboard as well, and put back', async () => {
  press('Columns');
  fireEvent.click(await screen.findByRole('button', { name: 'Move Body left' }));
  press('Make Queue wider');
  press('Make Tag narrower');
  expect(layout).toMatchObject({ order: ['queue', 'body', 'tag'], widths: { queue: 120, tag: 80 } });
  press('Reset columns');
  expect(layout).toEqual(OWN_LAYOUT);
});
