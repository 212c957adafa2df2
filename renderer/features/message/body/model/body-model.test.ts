import { describe, expect, it } from 'vitest';
import { BodyModel } from './body-model.ts';

const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('BodyModel', () => {
  it('reads an object or array as a tree', () => {
    const model = new BodyModel(utf8('{"a":[1,2]}'), 'utf-8');
    expect(model.facts()).toEqual({ charset: 'utf-8', invalid: 0, isJson: true, treeLines: 3, textLines: 1 });
    expect(model.toggle(1).treeLines).toBe(1);
    expect(model.lines('tree', 0, 10)).toMatchObject([{ name: 'a', open: false, size: 2 }]);
  });

  it('says where JSON is none, and nothing of what never was', () => {
    expect(new BodyModel(utf8('{\n  "a": 1,\n}'), 'utf-8').facts()).toMatchObject({
      isJson: false,
      jsonError: { line: 3, column: 1 },
    });
    expect(new BodyModel(utf8('plain'), 'utf-8').facts().jsonError).toBeUndefined();
  });

  it('reads the same bytes in another charset', () => {
    // 支付 in GBK.
    const model = new BodyModel(new Uint8Array([0xd6, 0xa7, 0xb8, 0xb6]), 'utf-8');
    expect(model.facts().invalid).toBe(2);
    expect(model.readAs('gbk').invalid).toBe(0);
    expect(model.text()).toBe('支付');
    expect(model.readAs('latin1').invalid).toBe(0);
    expect(model.text()).toBe('Ö§¸¶');
  });

  it('counts what a charset has no sign for', () => {
    expect(new BodyModel(new Uint8Array([0x41, 0x00, 0x42]), 'utf-16le').facts().invalid).toBe(1);
    expect(new BodyModel(new Uint8Array([0x00, 0x41]), 'utf-16be').text()).toBe('A');
  });

  it('wraps anew', () => {
    const model = new BodyModel(utf8('x'.repeat(100)), 'utf-8');
    expect(model.wrapAt(10).textLines).toBe(10);
    expect(model.wrapAt(50).textLines).toBe(2);
  });
});
