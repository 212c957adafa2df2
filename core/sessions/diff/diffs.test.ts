import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ManualClock, systemClock } from '../../clock.ts';
import type { DiffRow, DiffSideRef, DiffView } from '../../contract/diff.ts';
import { type ComparisonPort, startComparisonWorker } from './comparison-thread.ts';
import { Comparisons } from './comparisons.ts';
import { COMPARED_HERE_UP_TO, Diffs } from './diffs.ts';
import type { FromComparisons } from './thread-messages.ts';

type DraftSide = Extract<DiffSideRef, { kind: 'draft' }>['draft'];

const draftOf = (body: string | Uint8Array<ArrayBuffer>, patch: Partial<DraftSide> = {}): DraftSide => ({
  topic: 't',
  tag: 'a',
  keys: ['K'],
  properties: [],
  body: typeof body === 'string' ? Buffer.from(body) : body,
  bodyFormat: 'text',
  delayLevel: 0,
  mode: 'sync',
  ...patch,
});

const diffs = new Diffs({
  find: async (ref) => {
    if (ref.kind !== 'draft') throw new Error('only drafts here');
    return ref;
  },
  clock: systemClock,
  startThread: () => startComparisonWorker(undefined),
});

async function compare(left: DraftSide, right: DraftSide): Promise<DiffView> {
  return await diffs.handlers['diff.open'](
    { left: { kind: 'draft', draft: left }, right: { kind: 'draft', draft: right } },
    'w',
  );
}

async function rows(
  view: DiffView,
  compareAs: 'json' | 'bytes',
  layout: 'sideBySide' | 'unified' = 'sideBySide',
) {
  const page = await diffs.handlers['diff.rows'](
    { diffId: view.diffId, compareAs, layout, from: 0, count: 400 },
    'w',
  );
  return page.rows;
}

const shown = (row: DiffRow): string =>
  ({
    same: `  ${row.left?.text}`,
    removed: `- ${row.left?.text}`,
    added: `+ ${row.right?.text}`,
    changed: `~ ${row.left?.text} | ${row.right?.text}`,
  })[row.kind];

describe('diff of two messages', () => {
  it('does not take key order, blanks, escapes or a comma behind the last member for a difference', async () => {
    const view = await compare(
      draftOf('{"id":"PAY","amount":249.90,"channel":{"id":7,"route":"b"}}'),
      draftOf('{ "channel": {"route":"b","id":7}, "id":"P\\u0041Y", "amount":199.90, "manual":true }'),
    );
    expect((await rows(view, 'json')).map(shown)).toEqual([
      '  {',
      '    "id": "PAY",',
      '~   "amount": 249.90, |   "amount": 199.90,',
      '+   "manual": true,',
      '    "channel": {',
      '      "id": 7,',
      '      "route": "b"',
      '    }',
      '  }',
    ]);
    expect(view).toMatchObject({ sameBytes: false, reordered: ['', 'channel'], left: { body: 'json' } });
    expect(view.body.json).toMatchObject({ changes: 1, removed: 1, added: 2 });
    expect(view.body.bytes.changes).toBeGreaterThan(1);
  });

  it('compares numbers digit by digit', async () => {
    const view = await compare(draftOf('[9007199254740992,1.0]'), draftOf('[9007199254740993,1]'));
    expect(view.body.json.changes).toBe(1);
  });

  it('falls back to lines of text, and to bytes', async () => {
    const text = await compare(draftOf('a\r\nb\nc'), draftOf('a\nb\nd'));
    expect((await rows(text, 'json', 'unified')).map(shown)).toEqual(['- a␍', '+ a', '  b', '- c', '+ d']);
    const bytes = await compare(draftOf(Uint8Array.of(1, 2, 0xff, 4)), draftOf(Uint8Array.of(1, 2, 3, 4)));
    expect(bytes.left.body).toBe('bytes');
    const cells = (await rows(bytes, 'bytes')).map(({ kind, left, right }) => [
      kind,
      left?.number,
      right?.text.trim(),
    ]);
    expect(cells).toEqual([
      ['same', 0, expect.stringMatching(/^01 02 +\.\.$/)],
      ['changed', 2, expect.stringMatching(/^03 +\.$/)],
      ['same', 3, expect.stringMatching(/^04 +\.$/)],
    ]);
  });

  it('tells fields, properties that repeat, and what only one side has', async () => {
    const view = await compare(
      draftOf('x', {
        properties: [
          ['p', '1'],
          ['p', '2'],
          ['only', 'left'],
        ],
      }),
      draftOf('x', {
        tag: 'b',
        properties: [
          ['p', '1'],
          ['p', '3'],
        ],
      }),
    );
    expect(view.sameBytes).toBe(true);
    expect(view.fields.filter(({ differs }) => differs)).toEqual([
      { group: 'field', name: 'tag', left: 'a', right: 'b', differs: true },
      { group: 'property', name: 'p', left: '2', right: '3', differs: true },
      { group: 'property', name: 'only', left: 'left', differs: true },
    ]);
  });

  it('leads from change to change and round again', async () => {
    const view = await compare(draftOf('a\nb\nc\nd'), draftOf('a\nB\nc\nD'));
    const next = (after: number) =>
      diffs.handlers['diff.next']({ diffId: view.diffId, compareAs: 'json', layout: 'unified', after }, 'w');
    expect([await next(-1), await next(1), await next(4)]).toEqual([1, 4, 1]);
  });

  it('gives back both sides whole, in both layouts', async () => {
    const lines = fc.array(fc.constantFrom('a', 'b', 'c'), { maxLength: 30 }).map((list) => list.join('\n'));
    await fc.assert(
      fc.asyncProperty(
        lines,
        lines,
        fc.constantFrom('sideBySide' as const, 'unified' as const),
        async (a, b, layout) => {
          const view = await compare(draftOf(a), draftOf(b));
          const found = await rows(view, 'json', layout);
          expect(found).toHaveLength(view.body.json.rows[layout]);
          expect(found.flatMap(({ left }) => left?.text ?? []).join('\n')).toBe(a);
          expect(found.flatMap(({ right }) => right?.text ?? []).join('\n')).toBe(b);
          expect(view.body.json.changes === 0).toBe(a === b);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('shows bodies that are too different as replaced instead of searching for ever', async () => {
    const text = (seed: number) => Array.from({ length: 8_000 }, (_, n) => `${(n * seed) % 7919}`).join('\n');
    const view = await compare(draftOf(text(31)), draftOf(text(57)));
    expect(view.body.json.coarse).toBe(true);
    expect(view.body.json.rows.sideBySide).toBeLessThanOrEqual(8_000);
  });

  it('forgets the comparisons opened long ago', async () => {
    const first = await compare(draftOf('a'), draftOf('b'));
    for (let n = 0; n < 8; n++) await compare(draftOf('a'), draftOf('b'));
    await expect(rows(first, 'json')).rejects.toMatchObject({ data: { params: { rule: 'unknownId' } } });
  });
});

describe('diff of large bodies', () => {
  const large = (amount: number): string =>
    JSON.stringify(
      Array.from({ length: COMPARED_HERE_UP_TO / 16 }, (_, n) => ({ n, amount: n === 7 ? amount : 0 })),
    );
  const sides = [draftOf(large(1)), draftOf(large(2))] as const;

  it('is made in a thread, and says what would be said here', async () => {
    const view = await compare(...sides);
    const here = new Comparisons();
    const found = await here.open(1, sides[0].body, sides[1].body);
    expect(view).toMatchObject({ left: { body: 'json' }, reordered: [], body: found.body });
    expect(await rows(view, 'json')).toEqual(
      here.rows({ diffId: 1, compareAs: 'json', layout: 'sideBySide' }, 0, 400),
    );
    const of = { diffId: view.diffId, compareAs: 'json', layout: 'unified', after: -1 } as const;
    expect(await diffs.handlers['diff.next'](of, 'w')).toBe(31);
  });

  it('ends a thread that does not answer, and tells its death; the next comparison has another one', async () => {
    const clock = new ManualClock();
    const threads: { isEnded: boolean; die(error: Error): void; answer(answer: FromComparisons): void }[] =
      [];
    const startThread = (): ComparisonPort => {
      const listeners = new Map<string, (about: never) => void>();
      const thread = {
        isEnded: false,
        die: (error: Error) => listeners.get('error')?.(error as never),
        answer: (answer: FromComparisons) => listeners.get('message')?.(answer as never),
      };
      threads.push(thread);
      return {
        postMessage: () => undefined,
        on: (event: string, listener: (about: never) => void) => listeners.set(event, listener),
        terminate: async () => {
          thread.isEnded = true;
        },
      };
    };
    const silent = new Diffs({
      find: async (ref) => ref as Extract<DiffSideRef, { kind: 'draft' }>,
      clock,
      startThread,
    });
    const open = (): Promise<unknown> =>
      Promise.resolve(
        silent.handlers['diff.open'](
          { left: { kind: 'draft', draft: sides[0] }, right: { kind: 'draft', draft: sides[1] } },
          'w',
        ),
      ).catch((error: unknown) => error);
    const late = open();
    await clock.advance(30_000);
    expect(await late).toMatchObject({ data: { code: 'TIMEOUT' } });
    const dead = open();
    await clock.advance(1);
    threads[1]?.die(new Error('out of memory'));
    expect(await dead).toMatchObject({ data: { code: 'BUG', params: { message: 'out of memory' } } });
    const refused = open();
    await clock.advance(1);
    threads[2]?.answer({ id: 3, error: { code: 'BUG', outcome: 'none', params: {}, retry: 'no' } });
    expect(await refused).toMatchObject({ data: { code: 'BUG' } });
    expect(threads.map(({ isEnded }) => isEnded)).toEqual([true, true, false]);
  });
});
