import { describe, expect, it } from 'vitest';
import { type ErrorData, GantryError } from '../../core/model/error.ts';
import { CONNECT_REASONS, explainError } from './explain-error.ts';
import { i18n, text } from './i18n.ts';

function connectError(params: ErrorData['params']): ErrorData {
  return new GantryError('CONNECT', { params: { address: '10.0.0.1:10911', role: 'broker', ...params } })
    .data;
}

describe('a connection that failed', () => {
  it.each(['en', 'zh'])('has words for every reason in %s', async (language) => {
    await i18n.changeLanguage(language);
    const seen = CONNECT_REASONS.map((reason) => {
      const { headline, cause } = explainError(
        connectError({ reason, role: 'nameServer', status: 404 }),
        text,
      );
      expect(`${headline}${cause}`).not.toMatch(/errors\.|\{\{/);
      return headline;
    });
    expect(new Set(seen).size).toBe(CONNECT_REASONS.length);
    await i18n.changeLanguage('en');
  });

  it('with a broker is its address’s fault, but not once TLS was begun', () => {
    expect(explainError(connectError({ reason: 'timeout' }), text).cause).toContain(
      'name server told Gantry',
    );
    for (const reason of ['certificate', 'tls'])
      expect(explainError(connectError({ reason }), text).cause).toBe(
        text(`errors.CONNECT.${reason}.cause` as 'errors.CONNECT.tls.cause'),
      );
  });

  it('names both addresses where a map leads elsewhere', () => {
    const error = connectError({ reason: 'refused', dialledAddress: '127.0.0.1:10911' });
    expect(explainError(error, text)).toEqual({
      headline: 'Nothing answers at 10.0.0.1:10911 (dialled as 127.0.0.1:10911).',
      cause:
        'The address map leads 10.0.0.1:10911 to 127.0.0.1:10911, which your computer cannot reach. Check that entry.',
    });
  });
});
