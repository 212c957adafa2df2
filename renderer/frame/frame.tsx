import './frame.css';
import { useState } from 'react';
import { ComposePage } from '../features/compose/compose-page.tsx';
import { ConsumePage } from '../features/consume/consume-page.tsx';
import { NewConsumerPage } from '../features/consume/new-consumer-page.tsx';
import { StoppedPage } from '../features/consume/stopped/stopped-page.tsx';
import { DelayLabPage } from '../features/delay-lab/delay-lab-page.tsx';
import { useFollowDelayLab } from '../features/delay-lab/follow-delay-lab.ts';
import { DiffPage } from '../features/diff/diff-page.tsx';
import { ProfileDialog } from '../features/home/editor/profile-dialog.tsx';
import { HomePage } from '../features/home/home-page.tsx';
import { useHome } from '../features/home/home-store.ts';
import { LibraryDialogs } from '../features/library/dialogs/library-dialogs.tsx';
import { LibraryPage } from '../features/library/library-page.tsx';
import { OperationsPage } from '../features/operations/operations-page.tsx';
import { OrderLabPage } from '../features/order-lab/order-lab-page.tsx';
import { useFollowRecordings } from '../features/recordings/follow-recordings.ts';
import { ResendDialogs } from '../features/resend/resend-dialog.tsx';
import { SettingsPage } from '../features/settings/settings-page.tsx';
import { TopicsPage } from '../features/topics/topics-page.tsx';
import { TourBar } from '../features/tour/tour-bar.tsx';
import { useKeys } from '../keys/use-keys.ts';
import { useHost } from '../store/host-store.ts';
import { useNarrow } from '../store/narrow.ts';
import { useActiveProfile, useActiveTab } from '../store/selectors.ts';
import { useUi } from '../store/ui-store.ts';
import { HostLostBar, LostBar, NoticeBars } from './bars.tsx';
import { KeyList } from './key-list.tsx';
import { Nav } from './nav.tsx';
import { Palette } from './palette/palette.tsx';
import { openPalette } from './palette/palette-store.ts';
import { openConsume, openTopics } from './places.ts';
import { ProductionDialog } from './production-dialog.tsx';
import { StatusBar } from './status-bar.tsx';
import { TitleBar } from './title-bar.tsx';

export function Frame() {
  const narrow = useNarrow();
  const chosen = useUi((ui) => ui.navCollapsed);
  const collapsed = chosen ?? narrow;
  const [keysOpen, setKeysOpen] = useState(false);
  const profile = useActiveProfile();
  const linkUp = useHost((host) => host.linkUp);
  useFrameKeys(collapsed, () => setKeysOpen(true));
  useFollowDelayLab();
  useFollowRecordings();
  return (
    <div className="frame" data-nav={collapsed ? 'collapsed' : 'open'}>
      {profile?.kind === 'nameServer' && (
        <div
          className="connection-strip"
          data-colour={profile.colour}
          data-environment={profile.environment}
          aria-hidden="true"
        />
      )}
      <TitleBar />
      <div className="frame-middle">
        <Nav collapsed={collapsed} />
        <div className="frame-content">
          {!linkUp && <HostLostBar />}
          <TourBar />
          <NoticeBars />
          {profile?.state === 'lost' && <LostBar profile={profile} />}
          <main id="work" className="frame-page">
            <ActivePage />
          </main>
        </div>
      </div>
      <StatusBar />
      <LibraryDialogs />
      <ResendDialogs />
      <ProductionDialog />
      <ProfileDialog />
      <Palette />
      <KeyList open={keysOpen} onClose={() => setKeysOpen(false)} />
    </div>
  );
}

function ActivePage() {
  const tab = useActiveTab();
  switch (tab?.kind) {
    case 'topic':
      return <TopicsPage profileId={tab.profileId} topic={tab.topic} />;
    case 'diff':
      return <DiffPage key={tab.id} left={tab.left} right={tab.right} />;
    case 'draft':
      return <ComposePage key={tab.id} draftId={tab.draftId} />;
    case 'consumer':
      return <ConsumePage key={tab.id} consumerId={tab.consumerId} />;
    case 'stopped':
      return <StoppedPage key={tab.id} tabId={tab.id} consumer={tab.consumer} />;
    case 'page':
      if (tab.page === 'topics') return <TopicsPage />;
      if (tab.page === 'delay') return <DelayLabPage />;
      if (tab.page === 'order') return <OrderLabPage />;
      if (tab.page === 'library') return <LibraryPage />;
      if (tab.page === 'operations') return <OperationsPage />;
      if (tab.page === 'settings') return <SettingsPage />;
      if (tab.page === 'consume') return <NewConsumerPage />;
      return <HomePage />;
    case undefined:
      return <HomePage />;
  }
}

function useFrameKeys(collapsed: boolean, onKeys: () => void): void {
  const { pageOpened, composeOpened, draftOpened, tabClosed, navToggled, inspectorToggled } =
    useUi.getState();
  useKeys([
    { key: 'mod+1', label: 'frame.home', run: () => pageOpened('home') },
    { key: 'mod+2', label: 'frame.topics', run: openTopics },
    { key: 'mod+3', label: 'frame.compose', run: composeOpened },
    { key: 'mod+4', label: 'frame.consume', run: openConsume },
    { key: 'mod+5', label: 'delayLab.title', run: () => pageOpened('delay') },
    { key: 'mod+6', label: 'orderLab.title', run: () => pageOpened('order') },
    { key: 'mod+7', label: 'frame.library', run: () => pageOpened('library') },
    { key: 'mod+8', label: 'frame.operations', run: () => pageOpened('operations') },
    { key: 'mod+,', label: 'frame.settings', run: () => pageOpened('settings') },
    { key: 'mod+n', label: 'connections.new', run: () => useHome.getState().editorOpened('new') },
    { key: 'mod+t', label: 'frame.newDraft', run: () => draftOpened() },
    { key: 'mod+w', label: 'frame.closeTab', run: () => tabClosed(useUi.getState().activeTabId) },
    { key: 'mod+\\', label: 'frame.toggleNav', run: () => navToggled(collapsed) },
    { key: 'mod+i', label: 'frame.toggleInspector', run: inspectorToggled },
    { key: 'mod+k', label: 'palette.title', run: openPalette },
    { key: '?', label: 'frame.allKeys', run: onKeys },
  ]);
}
