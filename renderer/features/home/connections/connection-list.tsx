import './connections.css';
import { Plus, Search } from 'lucide-react';
import { useState } from 'react';
import type { SavedProfile } from '../../../../core/contract/profiles.ts';
import { Button } from '../../../components/button.tsx';
import { TextInput } from '../../../components/text-input.tsx';
import { useText } from '../../../i18n/i18n.ts';
import { useHost } from '../../../store/host-store.ts';
import { useHome } from '../home-store.ts';
import { ConnectionLine } from './connection-line.tsx';
import { ListMenu } from './list-menu.tsx';
import { RemoveDialog } from './remove-dialog.tsx';
import { SandboxLine } from './sandbox-line.tsx';

/** From so many on there is a field to find one. */
const SEARCH_FROM = 20;
/** More are found by typing. */
const SHOWN = 60;
const NONE: SavedProfile[] = [];

/** Every kept connection, the sandbox first. */
export function ConnectionList({ onStartSandbox }: { onStartSandbox(): void }) {
  const t = useText();
  const saved = useHost((host) => host.app?.saved ?? NONE);
  const editorOpened = useHome((home) => home.editorOpened);
  const [typed, setTyped] = useState('');
  const [removing, setRemoving] = useState<SavedProfile>();
  const found = saved.filter((profile) => matches(profile, typed));
  const more = found.length - SHOWN;
  return (
    <section className="connections" aria-labelledby="home-connections">
      <div className="home-list-head">
        <h2 id="home-connections">{t('connections.title')}</h2>
        <ListMenu />
        <Button tone="link" icon={Plus} shortcut="mod+n" onClick={() => editorOpened('new')}>
          {t('connections.new')}
        </Button>
      </div>
      {saved.length > SEARCH_FROM && (
        <div className="connections-search">
          <Search size={14} aria-hidden="true" />
          <TextInput
            type="search"
            aria-label={t('connections.search')}
            placeholder={t('connections.search')}
            value={typed}
            onValueChange={setTyped}
          />
        </div>
      )}
      <ul aria-labelledby="home-connections">
        <SandboxLine onStart={onStartSandbox} />
        {found.slice(0, SHOWN).map((profile) => (
          <ConnectionLine key={profile.profileId} saved={profile} onRemove={() => setRemoving(profile)} />
        ))}
      </ul>
      {found.length === 0 && saved.length > 0 && <p className="help hint">{t('connections.noneFound')}</p>}
      {more > 0 && <p className="help hint">{t('connections.moreFound', { count: more })}</p>}
      <RemoveDialog saved={removing} onClose={() => setRemoving(undefined)} />
    </section>
  );
}

function matches({ name, nameServers, environment }: SavedProfile, typed: string): boolean {
  const text = `${name} ${nameServers} ${environment}`.toLowerCase();
  return typed
    .toLowerCase()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
