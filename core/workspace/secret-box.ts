/** Encrypts secrets for the data folder with the system's keychain; Electron implements it with safeStorage. */
export interface SecretBox {
  /** memory: nothing can be stored safely here; secrets live until quit. */
  kind: 'keychain' | 'memory';
  encrypt(text: string): Promise<Uint8Array>;
  decrypt(bytes: Uint8Array): Promise<string>;
}

/** For hosts without a keychain: it never encrypts, and nobody may store what it would return. */
export const memoryOnly: SecretBox = {
  kind: 'memory',
  encrypt: () => Promise.reject(new Error('no keychain')),
  decrypt: () => Promise.reject(new Error('no keychain')),
};
