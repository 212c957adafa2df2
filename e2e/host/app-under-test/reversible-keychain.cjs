/**
 * A keychain where the system has none. What it encrypts anybody can turn back, so a test can tell a secret that was
 * stored from one that leaked.
 */
const { safeStorage } = require('electron');

const MASK = 0x5a;
const flip = (bytes) => Buffer.from(bytes.map((byte) => byte ^ MASK));

Object.assign(safeStorage, {
  isEncryptionAvailable: () => true,
  getSelectedStorageBackend: () => 'gnome_libsecret',
  encryptString: (text) => flip(Buffer.from(text, 'utf8')),
  decryptString: (bytes) => flip(bytes).toString('utf8'),
});
