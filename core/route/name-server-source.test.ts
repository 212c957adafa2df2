import { describe, expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { getAllTopicList } from '../protocol/requests/admin.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { NameServerSource } from './name-server-source.ts';
import { NameServers } from './name-servers.ts';

const URL_OF_DOMAIN = 'http://ns.example:8080/rocketmq/nsaddr';
const request = encodeRequest(getAllTopicList, {});

/** A domain whose answers are set by hand. */
function fakeDomain() {
  const clock = new ManualClock();
  const transport = new FakeTransport();
  const domain = { answer: ['a:1', 'b:1'] as string[] | GantryError, asked: [] as string[] };
  const source = new NameServerSource({ domain: 'ns.example' }, clock, async (url) => {
    domain.asked.push(url);
    await new Promise(setImmediate);
    if (domain.answer instanceof GantryError) throw domain.answer;
    return domain.answer;
  });
  const heard: (string | undefined)[] = [];
  const nameServers = new NameServers(source, transport, (error) => heard.push(error?.data.code));
  const dialled = () => transport.sent.splice(0).map(({ address }) => address);
  return { clock, transport, domain, source, nameServers, heard, dialled };
}

const failure = new GantryError('CONNECT', {
  params: { address: URL_OF_DOMAIN, role: 'nameServerDomain', reason: 'refused' },
});

describe('addresses that were given', () => {
  it('stay', async () => {
    const source = new NameServerSource(['a:1'], new ManualClock(), () => Promise.reject(failure));
    await source.refresh();
    expect([source.addresses, source.view()]).toEqual([['a:1'], { source: 'addresses' }]);
  });

  it('must be some', () => {
    expect(() => new NameServerSource([], new ManualClock())).toThrow(/BUG/);
  });
});

describe('a name server domain', () => {
  it('is asked by the first request, and not again while its name servers answer', async () => {
    const { nameServers, domain, dialled, clock } = fakeDomain();
    expect([nameServers.all, nameServers.current]).toEqual([[], undefined]);
    await nameServers.invoke(request);
    await nameServers.invoke(request);
    expect([domain.asked, dialled()]).toEqual([[URL_OF_DOMAIN], ['a:1', 'a:1']]);
    expect(nameServers.source).toEqual({
      source: 'domain',
      domain: URL_OF_DOMAIN,
      fetchedAtMs: clock.now(),
    });
  });

  it('is asked again when all that it named have failed, and only new ones are tried then', async () => {
    const { nameServers, domain, transport, dialled, heard } = fakeDomain();
    await nameServers.invoke(request);
    transport.down.add('b:1');
    transport.drop('a:1');
    transport.down.add('a:1');
    domain.answer = ['b:1', 'c:1'];
    dialled();
    await nameServers.invoke(request);
    expect([dialled(), nameServers.current, heard]).toEqual([
      ['a:1', 'b:1', 'c:1'],
      'c:1',
      [undefined, undefined],
    ]);
  });

  it('that fails leaves the last good list and says why, until it answers again', async () => {
    const { nameServers, domain, source, clock, dialled } = fakeDomain();
    await nameServers.refetch();
    const fetchedAtMs = clock.now();
    await clock.advance(1_000);
    domain.answer = failure;
    await nameServers.refetch();
    expect(source.addresses).toEqual(['a:1', 'b:1']);
    expect(nameServers.source).toMatchObject({ fetchedAtMs, lastError: failure.data });
    await nameServers.invoke(request);
    expect(dialled()).toEqual(['a:1']);
    domain.answer = ['c:1'];
    await nameServers.refetch();
    expect(nameServers.source).not.toHaveProperty('lastError');
    await nameServers.invoke(request);
    expect([dialled(), nameServers.source.fetchedAtMs]).toEqual([['c:1'], fetchedAtMs + 1_000]);
  });

  it('that never answered is the error of every request', async () => {
    const { nameServers, domain, heard } = fakeDomain();
    domain.answer = failure;
    await expect(nameServers.invoke(request)).rejects.toBe(failure);
    expect(heard).toEqual(['CONNECT']);
  });

  it('is asked once by requests that wait for it together', async () => {
    const { nameServers, domain } = fakeDomain();
    await Promise.all([nameServers.invoke(request), nameServers.invoke(request), nameServers.refetch()]);
    expect(domain.asked.length).toBe(1);
  });

  it('goes on with the name server in use when the new list has it', async () => {
    const { nameServers, domain, transport, dialled } = fakeDomain();
    transport.down.add('a:1');
    await nameServers.invoke(request);
    domain.answer = ['z:1', 'b:1'];
    await nameServers.refetch();
    dialled();
    await nameServers.invoke(request);
    expect(dialled()).toEqual(['b:1']);
  });
});
