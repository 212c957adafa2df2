import { describe, expect, it } from 'vitest';
import { formatXml } from './format.ts';
import { findXmlError } from './scan.ts';

describe('findXmlError', () => {
  it.each([
    '<a/>',
    '\ufeff<?xml version="1.0"?>\n<!DOCTYPE a [<!ELEMENT a ANY>]>\n<!-- c --><a x="1" y=\'&lt;\'>t<b:c/>&#x41;</a>\n',
    '<a><![CDATA[ <&> ]]></a>',
    '<订单 编号="1">文</订单>',
  ])('takes %j', (source) => {
    expect(findXmlError(source)).toBeUndefined();
  });

  it.each([
    ['', 0],
    ['<a>', 3],
    ['<a></b>', 3],
    ['<a/><b/>', 4],
    ['<a/>x', 4],
    ['<a>&x</a>', 3],
    ['<a x="1" x="2"/>', 9],
    ['<a x=1/>', 0],
    ['<a><!-- -- --></a>', 3],
    ['<![CDATA[x]]>', 0],
    ['text', 0],
  ])('points at the place in %j', (source, at) => {
    expect(findXmlError(source)).toBe(at);
  });

  it('ends soon on megabytes', () => {
    expect(findXmlError(`<a>${'<b c="d">e</b>'.repeat(100_000)}</a>`)).toBeUndefined();
    expect(findXmlError('<a '.repeat(100_000))).toBe(0);
  });
});

describe('formatXml', () => {
  it('puts each element on a line, but leaves text as it is', () => {
    expect(formatXml('<?xml version="1.0"?><a><b><c/></b><d> t <e/></d><f></f>\n</a>')).toBe(
      '<?xml version="1.0"?>\n<a>\n  <b>\n    <c/>\n  </b>\n  <d> t <e/></d>\n  <f></f>\n</a>',
    );
  });

  it('changes nothing the second time', () => {
    const once = formatXml('<a><b>x</b><b><c>y</c></b></a>') ?? '';
    expect(formatXml(once)).toBe(once);
  });

  it('leaves what is not well-formed alone', () => {
    expect(formatXml('<a>')).toBeUndefined();
  });
});
