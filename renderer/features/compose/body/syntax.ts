import { findJsonError } from '../../../../core/model/json/tokens.ts';
import { withStandIns } from '../../../../core/model/template/stand-ins.ts';
import { formatJson } from '../json/format-json.ts';
import { formatXml } from '../xml/format.ts';
import { findXmlError } from '../xml/scan.ts';

export type SyntaxFormat = 'json' | 'xml';

const FIND = { json: findJsonError, xml: findXmlError };

/** Where the text goes wrong, as an offset; undefined when it is right. `variables`: braces are looked through. */
export function findSyntaxError(format: SyntaxFormat, text: string, variables: boolean): number | undefined {
  return FIND[format](variables ? withStandIns(text) : text);
}

/** The same on indented lines; undefined when it is wrong. */
export function formatBody(format: SyntaxFormat, text: string, variables: boolean): string | undefined {
  if (format === 'xml')
    return findSyntaxError('xml', text, variables) === undefined ? formatXml(text) : undefined;
  return formatJson(variables ? withStandIns(text) : text, text);
}
