import { cleanup, render, screen } from '@testing-library/react';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { NameServerSourceView } from '../../../core/contract/views.ts';
import { GantryError } from '../../../core/model/error.ts';
import { setBridge } from '../../bridge/call.ts';
import { useHost } from '../../store/host-store.ts';
import { FakeHost } from '../../testing/fake-host.ts';
import { fakeApp, fakeProfile } from '../../testing/fake-views.ts';
import { RouteResult } from './route-result.tsx';

const DOMAIN = 'http://ns.example:8080/rocketmq/nsaddr';

beforeEach(() => setBridge(new FakeHost()));
afterEach(cleanup);

function show(nameServerState: NameServerSourceView): void {
  useHost.getState().opened(fakeApp({ profiles: [fakeProfile({ nameServerState })] }), [], []);
  render(<RouteResult profileId="sandbox" />);
}

it('tells the domain that the name servers come from', () => {
  show({ source: 'domain', domain: DOMAIN, fetchedAtMs: 1 });
  expect(screen.getByText(DOMAIN).closest('li')?.textContent).toBe(`Source${DOMAIN}`);
});

it('tells why the domain could not be asked again', () => {
  const { data: lastError } = new GantryError('CONNECT', {
    params: { address: DOMAIN, role: 'nameServerDomain', reason: 'refused' },
  });
  show({ source: 'domain', domain: DOMAIN, fetchedAtMs: 1, lastError });
  expect(screen.getByText(DOMAIN).closest('li')?.textContent).toBe(
    `Source${DOMAIN}, Nothing answers at ${DOMAIN}.`,
  );
});

it('says nothing more of addresses that were typed', () => {
  show({ source: 'addresses' });
  expect(screen.queryByText('Source')).toBeNull();
});
