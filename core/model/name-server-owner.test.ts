import { expect, it } from 'vitest';
import { ownersOf } from './name-server-owner.ts';

const KEPT = [
  { profileId: 'orders', nameServers: '10.0.0.1:9876;ns-b:9876' },
  { profileId: 'here', nameServers: 'localhost:9876' },
  { profileId: 'domain', nameServers: 'http://ns.example.com:8080/rocketmq/nsaddr' },
];
const named = (profileId: string): string[] => (profileId === 'domain' ? ['10.0.0.9:9876'] : []);

it.each([
  ['NS-B:9876', ['orders']],
  ['10.0.0.2:9876; 10.0.0.1:9876', ['orders']],
  ['10.0.0.1:9877', []],
  ['127.0.0.1:9876', ['here']],
  ['[::1]:9876', ['here']],
  ['http://NS.example.com:8080/rocketmq/nsaddr', ['domain']],
  ['http://ns.example.com/rocketmq/nsaddr', []],
  ['http://ns.example.com:8080/rocketmq/nsaddr/', ['domain']],
  ['10.0.0.9:9876', ['domain']],
])('%s belongs to %j', (nameServers, owners) => {
  expect(ownersOf(KEPT, nameServers, named).map(({ profileId }) => profileId)).toEqual(owners);
});
