import { cleanup, fireEvent, render, screen } from '@testing-library/react';
import { useState } from 'react';
import { afterEach, expect, it } from 'vitest';
import type { ProfileView } from '../../../../core/contract/views.ts';
import { DELAY_LEVELS } from '../../../../core/model/delay.ts';
import { fakeProfile } from '../../../testing/fake-views.ts';
import { DelayStrip } from './delay-strip.tsx';

const FOUR = DELAY_LEVELS.slice(0, 4);

afterEach(cleanup);

function open(start: number, patch: Partial<ProfileView> = {}): void {
  function Strip() {
    const [level, setLevel] = useState(start);
    return (
      <DelayStrip profile={fakeProfile(patch)} value={level} error={undefined} onValueChange={setLevel} />
    );
  }
  render(<Strip />);
}

const drawn = (): string[] =>
  screen.getAllByRole('radio', { checked: true }).map((radio) => radio.getAttribute('aria-label') ?? 'None');
const number = (): HTMLInputElement => screen.getByRole('textbox', { name: 'Level number' });
const type = (text: string): void => {
  fireEvent.change(number(), { target: { value: text } });
};

it('says of a level above the highest what the broker does with it, and draws that one', () => {
  open(40);
  expect(drawn()).toEqual(['Level 18, 2 h']);
  expect(number().value).toBe('40');
  expect(
    screen.getByText("The broker's highest level is 18; it will use 18 without an error."),
  ).toBeDefined();
});

it('goes by the levels of the broker at hand, and says when they are assumed', () => {
  open(5, { delayLevels: FOUR, delayLevelsSource: 'assumed' });
  expect(drawn()).toEqual(['Level 4, 30 s']);
  expect(screen.getByText(/^The highest level is assumed to be 4\./)).toBeDefined();
});

it('takes any level as a number, and none for nothing', () => {
  open(3);
  expect([drawn(), number().value]).toEqual([['Level 3, 10 s'], '3']);
  type('40');
  expect(drawn()).toEqual(['Level 18, 2 h']);
  type('1001');
  expect(number().value).toBe('40');
  type('7');
  expect(drawn()).toEqual(['Level 7, 3 m']);
  expect(screen.queryByText(/highest level/)).toBeNull();
  type('');
  expect(drawn()).toEqual(['None']);
});
