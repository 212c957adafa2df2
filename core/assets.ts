import { readFile } from 'node:fs/promises';
import path from 'node:path';

/** One answered request for a file of the window; both hosts pass it on as it is. */
export interface Asset {
  status: 200 | 404;
  /** Lower-case names. */
  headers: Record<string, string>;
  body: Buffer;
}

/** Nothing from elsewhere, no eval, no inline script. Styles may be inline: the editor and the virtualiser set them. */
export const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
].join('; ');

/** On every answer, refusals included. */
export const SECURITY_HEADERS: Readonly<Record<string, string>> = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
};

const CONTENT_TYPES: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json; charset=utf-8',
  '.map': 'application/json; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.wasm': 'application/wasm',
  '.txt': 'text/plain; charset=utf-8',
};

/**
 * The file of `root` that `urlPath` (as it stands in a URL: percent-encoded, without query) names; `/` is index.html.
 * Whatever is no plain file inside `root` is a 404; nothing throws.
 */
export async function serveAsset(root: string, urlPath: string): Promise<Asset> {
  const file = assetFile(root, urlPath);
  if (file === undefined) return notFound();
  try {
    const body = await readFile(file);
    const type = CONTENT_TYPES[path.extname(file).toLowerCase()] ?? 'application/octet-stream';
    // Names under assets/ carry a hash of their content; index.html has to be asked for again.
    const cacheControl = urlPath.startsWith('/assets/') ? 'private, max-age=31536000, immutable' : 'no-cache';
    return {
      status: 200,
      headers: { ...SECURITY_HEADERS, 'content-type': type, 'cache-control': cacheControl },
      body,
    };
  } catch {
    return notFound();
  }
}

/** The file a URL path names, or undefined when it could lead out of `root`. Decodes exactly once. */
export function assetFile(root: string, urlPath: string): string | undefined {
  let decoded: string;
  try {
    decoded = decodeURIComponent(urlPath);
  } catch {
    return undefined;
  }
  if (!decoded.startsWith('/') || decoded.includes('\0') || decoded.includes('\\')) return undefined;
  const segments = decoded.split('/').slice(1);
  if (segments.some((segment) => segment === '.' || segment === '..' || segment.includes(':')))
    return undefined;
  const name = decoded === '/' ? 'index.html' : segments.join('/');
  const base = path.resolve(root);
  const file = path.resolve(base, name);
  return file.startsWith(base + path.sep) ? file : undefined;
}

function notFound(): Asset {
  return {
    status: 404,
    headers: {
      ...SECURITY_HEADERS,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': 'no-store',
    },
    body: Buffer.from('Not found\n'),
  };
}
