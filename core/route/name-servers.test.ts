import { expect, it } from 'vitest';
import { ManualClock } from '../clock.ts';
import { GantryError } from '../model/error.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { getAllTopicList } from '../protocol/requests/admin.ts';
import { FakeTransport } from '../remoting/fake-transport.ts';
import { NameServerSource } from './name-server-source.ts';
import { NameServers } from './name-servers.ts';

const request = encodeRequest(getAllTopicList, {});

function threeServers() {
  const transport = new FakeTransport();
  const heard: (string | undefined)[] = [];
  const source = new NameServerSource(['a:1', 'b:1', 'c:1'], new ManualClock());
  const nameServers = new NameServers(source, transport, (error) => heard.push(error?.data.code));
  const asked = () => transport.sent.splice(0).map(({ address }) => address);
  return { transport, nameServers, heard, asked };
}

it('goes to the next when one is down, and stays there', async () => {
  const { transport, nameServers, heard, asked } = threeServers();
  transport.down.add('a:1');
  await nameServers.invoke(request);
  expect(asked()).toEqual(['a:1', 'b:1']);
  await nameServers.invoke(request);
  expect([asked(), nameServers.current, nameServers.all]).toEqual([['b:1'], 'b:1', ['a:1', 'b:1', 'c:1']]);
  transport.down.add('b:1').add('c:1').delete('a:1');
  transport.drop('b:1');
  await nameServers.invoke(request);
  expect([asked(), heard]).toEqual([
    ['b:1', 'c:1', 'a:1'],
    [undefined, undefined, undefined],
  ]);
});

it('throws the first error when none answers, naming its role', async () => {
  const { transport, nameServers, heard, asked } = threeServers();
  for (const address of nameServers.all) transport.down.add(address);
  const error = await nameServers.invoke(request).catch((reason: unknown) => reason);
  expect(error).toMatchObject({
    data: { code: 'CONNECT', params: { role: 'nameServer', address: 'a:1', reason: 'refused' } },
  });
  expect([asked(), heard]).toEqual([['a:1', 'b:1', 'c:1'], ['CONNECT']]);
});

it('takes a refusal for an answer', async () => {
  const { transport, nameServers, heard, asked } = threeServers();
  transport.answers.GET_ALL_TOPIC_LIST_FROM_NAMESERVER = { code: 1, remark: 'disable' };
  const error = await nameServers.invoke(request).catch((reason: unknown) => reason);
  expect(error).toBeInstanceOf(GantryError);
  expect([asked(), heard]).toEqual([['a:1'], [undefined]]);
});

it('goes on after a timeout', async () => {
  const { transport, nameServers, asked } = threeServers();
  transport.answers.GET_ALL_TOPIC_LIST_FROM_NAMESERVER = (_request, address) =>
    address === 'a:1' ? new GantryError('TIMEOUT') : {};
  await nameServers.invoke(request);
  expect(asked()).toEqual(['a:1', 'b:1']);
});
