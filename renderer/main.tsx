import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './components/components.css';
import { createRoot } from 'react-dom/client';
import { App } from './app.tsx';
import { setBridge } from './bridge/call.ts';
import { connect } from './bridge/connect.ts';
import { endWorkWithTabs } from './features/topics/state/topic-work.ts';
import { listenForKeys } from './keys/use-keys.ts';
import { followHost } from './store/follow-host.ts';
import { keepDrafts } from './store/keep-drafts.ts';
import { keepWindow } from './store/keep-window.ts';
import { keepUiState } from './store/ui-store.ts';
import { followTheme } from './styles/theme.ts';

const bridge = connect();
setBridge(bridge);
keepUiState();
keepWindow();
keepDrafts();
endWorkWithTabs();
followTheme();
listenForKeys();
followHost(bridge);

const root = document.getElementById('root');
if (root === null) throw new Error('no root');
createRoot(root).render(<App />);
