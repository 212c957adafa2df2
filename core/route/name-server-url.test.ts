import { expect, it } from 'vitest';
import { nameServerUrl } from './name-server-url.ts';

it.each([
  ['a whole URL as it is', 'http://ns.example:8080/rocketmq/nsaddr4client-internal', undefined],
  ['its query too', 'https://ns.example/list?nofix=1', undefined],
  [
    'a bare host with port and path of Java',
    ' jmenv.tbsite.net ',
    'http://jmenv.tbsite.net:8080/rocketmq/nsaddr',
  ],
  ['a host with a port with the path alone', 'ns.example:8888', 'http://ns.example:8888/rocketmq/nsaddr'],
])('takes %s', (_what, domain, url = domain) => {
  expect(nameServerUrl(domain)).toBe(url);
});

it.each([
  ['', 'empty'],
  ['   ', 'empty'],
  ['ftp://ns.example/list', 'badAddress'],
  ['ns.example/rocketmq/nsaddr', 'badAddress'],
  ['two hosts', 'badAddress'],
  ['user@ns.example', 'badAddress'],
  ['ns.example:port', 'badAddress'],
  ['http://', 'badAddress'],
])('refuses %j as %s', (domain, rule) => {
  expect(() => nameServerUrl(domain)).toThrow(
    expect.objectContaining({
      data: expect.objectContaining({ code: 'INPUT', params: expect.objectContaining({ rule }) }),
    }),
  );
});
