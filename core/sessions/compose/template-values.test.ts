import { expect, it } from 'vitest';
import { ManualClock } from '../../clock.ts';
import type { SendDraft } from '../../contract/views.ts';
import { TemplateSource } from './template-values.ts';

const VARIABLES = { seq: 7, scope: 'draft-1' };

const draftWith = (key: string): SendDraft => ({
  topic: 't',
  tag: '',
  keys: [key],
  properties: [],
  body: new Uint8Array(1),
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
});

const keyOf = (templates: TemplateSource, key: string, step = 0): string | undefined =>
  templates.expand(draftWith(key), VARIABLES, step).keys[0];

it('reads the environment for what was allowed only: that name, for that draft', () => {
  const read: string[] = [];
  const environment = new Proxy<Record<string, string>>(
    { HOME: '/home/kim' },
    {
      get(values, name) {
        read.push(String(name));
        return values[String(name)];
      },
    },
  );
  const templates = new TemplateSource({ clock: new ManualClock(), named: () => [], environment });
  expect(() => keyOf(templates, '{{env HOME}}')).toThrowError(/variableEnv/);
  templates.allow('draft-2', 'HOME');
  templates.allow('draft-1', 'PATH');
  expect(() => keyOf(templates, '{{env HOME}}')).toThrowError(/variableEnv/);
  expect(read).toEqual([]);
  templates.allow('draft-1', 'HOME');
  expect(keyOf(templates, '{{env HOME}}')).toBe('/home/kim');
  expect(() => keyOf(templates, '{{env PATH}}')).toThrowError(/variableUnset/);
  expect(read).toEqual(['HOME', 'PATH']);
});

it('takes the library’s variables as they are then, and counts on from the draft’s number', () => {
  const variables: [string, string][] = [];
  const templates = new TemplateSource({
    clock: new ManualClock(),
    named: () => variables,
    environment: {},
  });
  expect(() => keyOf(templates, '{{orderId}}')).toThrowError(/variableName/);
  variables.push(['orderId', 'ORD-1']);
  expect(keyOf(templates, '{{orderId}}-{{seq}}', 2)).toBe('ORD-1-9');
});

it('leaves a draft without variables as it is', () => {
  const templates = new TemplateSource({ clock: new ManualClock(), named: () => [], environment: {} });
  const draft = draftWith('{{seq}}');
  expect(templates.expand(draft, undefined)).toBe(draft);
});
