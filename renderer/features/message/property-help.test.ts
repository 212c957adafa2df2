import { describe, expect, it } from 'vitest';
import { RESERVED_PROPERTIES } from '../../../core/model/properties.ts';
import { propertyHelp } from './property-help.ts';

describe('propertyHelp', () => {
  it('has a sentence for every reserved property but one that no client sets', () => {
    const without = [...RESERVED_PROPERTIES].filter((name) => propertyHelp(name) === 'message.prop.reserved');
    expect(without).toEqual(['BUYER_ID']);
  });

  it('takes no name of every object for one', () => {
    expect(propertyHelp('constructor')).toBe('message.prop.reserved');
  });
});
