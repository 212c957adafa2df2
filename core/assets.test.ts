import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CONTENT_SECURITY_POLICY, serveAsset } from './assets.ts';

let parent: string;
let root: string;

beforeAll(() => {
  parent = mkdtempSync(path.join(tmpdir(), 'gantry-assets-'));
  root = path.join(parent, 'renderer');
  mkdirSync(path.join(root, 'assets'), { recursive: true });
  mkdirSync(path.join(parent, 'renderer-other'));
  writeFileSync(path.join(root, 'index.html'), '<!doctype html>');
  writeFileSync(path.join(root, 'assets', 'index-1a2b.js'), 'let one = 1;');
  writeFileSync(path.join(root, 'assets', 'font.woff2'), 'font');
  writeFileSync(path.join(root, 'assets', 'blob.unknown'), '<script>');
  writeFileSync(path.join(parent, 'secret.txt'), 'secret');
  writeFileSync(path.join(parent, 'renderer-other', 'secret.txt'), 'secret');
});
afterAll(() => rmSync(parent, { recursive: true, force: true }));

describe('serveAsset', () => {
  it('serves index.html for / and says its type', async () => {
    const answer = await serveAsset(root, '/');
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe('text/html; charset=utf-8');
    expect(answer.body.toString()).toBe('<!doctype html>');
    expect(answer.headers['cache-control']).toBe('no-cache');
  });

  it.each([
    ['/assets/index-1a2b.js', 'text/javascript; charset=utf-8'],
    ['/assets/font.woff2', 'font/woff2'],
    ['/assets/blob.unknown', 'application/octet-stream'],
  ])('serves %s as %s', async (urlPath, type) => {
    const answer = await serveAsset(root, urlPath);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toBe(type);
    expect(answer.headers['cache-control']).toContain('immutable');
  });

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/%2E%2E%2Fsecret.txt',
    '/%252e%252e/secret.txt',
    '/..%5csecret.txt',
    '/..\\secret.txt',
    '//etc/passwd',
    '/../renderer-other/secret.txt',
    '/C:/secret.txt',
    '/index.html%00.js',
    '/%zz',
    '/assets',
    '/assets/',
    '/missing.js',
    'index.html',
    '',
  ])('answers 404 to %j', async (urlPath) => {
    const answer = await serveAsset(root, urlPath);
    expect(answer.status).toBe(404);
    expect(answer.body.toString()).not.toContain('secret');
  });

  it('sends the policy and nosniff with every answer, a 404 included', async () => {
    for (const urlPath of ['/', '/assets/index-1a2b.js', '/missing']) {
      const { headers } = await serveAsset(root, urlPath);
      expect(headers['content-security-policy']).toBe(CONTENT_SECURITY_POLICY);
      expect(headers['x-content-type-options']).toBe('nosniff');
    }
  });

  it('allows neither eval, inline script nor any remote origin', () => {
    expect(CONTENT_SECURITY_POLICY).not.toMatch(/unsafe-eval|https?:|\*|wss?:/);
    expect(CONTENT_SECURITY_POLICY).toContain("default-src 'none'");
    expect(CONTENT_SECURITY_POLICY).toMatch(/script-src 'self';/);
  });
});
