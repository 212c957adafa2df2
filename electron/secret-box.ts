import { safeStorage } from 'electron';
import { memoryOnly, type SecretBox } from '../core/workspace/secret-box.ts';

/**
 * The system's keychain through safeStorage, or `memoryOnly` where there is none: on Linux without a secret store
 * Electron would use a fixed key (`basic_text`), which protects nothing. Call after `ready`.
 * Electron 45 has the asynchronous methods, 22 only the others.
 */
export async function createSecretBox(): Promise<SecretBox> {
  if (!(await hasKeychain())) return memoryOnly;
  if (typeof safeStorage.encryptStringAsync === 'function') {
    return {
      kind: 'keychain',
      encrypt: (text) => safeStorage.encryptStringAsync(text),
      decrypt: async (bytes) => (await safeStorage.decryptStringAsync(Buffer.from(bytes))).result,
    };
  }
  return {
    kind: 'keychain',
    encrypt: async (text) => safeStorage.encryptString(text),
    decrypt: async (bytes) => safeStorage.decryptString(Buffer.from(bytes)),
  };
}

async function hasKeychain(): Promise<boolean> {
  try {
    const available =
      typeof safeStorage.isAsyncEncryptionAvailable === 'function'
        ? await safeStorage.isAsyncEncryptionAvailable()
        : safeStorage.isEncryptionAvailable();
    if (!available) return false;
    // Only Linux has backends to choose from; Electron 22 does not tell which.
    if (process.platform !== 'linux') return true;
    return (
      typeof safeStorage.getSelectedStorageBackend === 'function' &&
      safeStorage.getSelectedStorageBackend() !== 'basic_text'
    );
  } catch {
    return false;
  }
}
