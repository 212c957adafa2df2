import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TextLines } from './text-lines.ts';

const linesOf = (text: string, columns = 8): string[] => {
  const lines = new TextLines(text, columns);
  return lines.lines(0, lines.count);
};

describe('TextLines', () => {
  it('cuts at line ends and where a line is too long', () => {
    expect(linesOf('ab\r\ncd\n\n12345678901')).toEqual(['ab', 'cd', '', '12345678', '901']);
    expect(linesOf('end\n')).toEqual(['end']);
    expect(linesOf('')).toEqual([]);
  });

  it('gives CJK signs two columns and never tears a pair', () => {
    expect(linesOf('支付回调成功')).toEqual(['支付回调', '成功']);
    expect(linesOf('1234567😀9')).toEqual(['1234567', '😀9']);
  });

  it('loses nothing but line ends, and no line is wider than allowed', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 2, max: 20 }), (text, columns) => {
        const plain = text.replaceAll(/[\r\n]/g, '');
        const lines = linesOf(plain, columns);
        expect(lines.join('')).toBe(plain);
        for (const line of lines) expect([...line].length).toBeLessThanOrEqual(columns);
      }),
    );
  });

  it('reads a part as the whole has it', () => {
    const text = Array.from({ length: 50 }, (_, line) => `line ${line}`).join('\n');
    expect(new TextLines(text, 20).lines(10, 3)).toEqual(['line 10', 'line 11', 'line 12']);
  });
});
