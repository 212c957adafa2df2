import { describe, expect, it } from 'vitest';
import { readOptions, USAGE } from './cli-options.ts';

describe('readOptions', () => {
  it('has defaults', () => {
    expect(readOptions([])).toEqual({
      help: false,
      seedDemo: false,
      nameServerPort: 9_876,
      brokerPort: 10_911,
      brokers: 1,
      topics: [],
      clockRate: 1,
      accounts: [],
      faults: [],
      settings: {},
    });
  });

  it('reads every option of the usage text', () => {
    const args = [
      ...['--name-server-port', '0', '--broker-port', '0', '--brokers', '2', '--topics', 'orders:8,payments'],
      ...['--delay-levels', '1s 2m', '--clock', '0', '--seed', 'demo', '--acl', 'a:b', '--acl', 'c:d:T=PUB'],
      ...['--fault', 'T:silent', '--max-bytes', '1000', '--data', 'folder', '--help'],
      ...['--config', 'enablePropertyFilter=true', '--config', 'transactionCheckInterval=2000'],
    ];
    for (const option of USAGE.matchAll(/^ {2}(--[a-z-]+)/gm)) expect(args).toContain(option[1]);
    expect(readOptions(args)).toMatchObject({
      help: true,
      seedDemo: true,
      brokers: 2,
      topics: [
        { name: 'orders', queues: 8 },
        { name: 'payments', queues: 4 },
      ],
      delayLevels: '1s 2m',
      clockRate: 0,
      accounts: [{ accessKey: 'a' }, { accessKey: 'c', rights: { topics: { T: ['PUB'] } } }],
      faults: [{ topic: 'T', kind: 'silent' }],
      maxStoreBytes: 1_000,
      dataFolder: 'folder',
      settings: { enablePropertyFilter: 'true', transactionCheckInterval: '2000' },
    });
  });

  it.each([
    [['--broker-port', '70000'], /--broker-port 70000: must be a whole number from 0 to 65535/],
    [['--brokers', '3'], /from 1 to 2/],
    [['--topics', 'orders:0'], /--topics orders 0/],
    [['--delay-levels', '1x'], /not a delay: 1x/],
    [['--seed', 'x'], /is not demo/],
    [['--fault', 'x'], /write TOPIC\[\/REQUESTS\]:KIND/],
    [['--config', 'brokerName=x'], /is none of autoCreateTopicEnable/],
    [['--config', 'enablePropertyFilter=yes'], /it is true or false/],
    [['--config', 'transactionCheckInterval=0'], /a whole number above 0/],
    [['--what'], /--what/],
  ])('refuses %j', (args, sentence) => {
    expect(() => readOptions(args)).toThrow(sentence);
  });
});
