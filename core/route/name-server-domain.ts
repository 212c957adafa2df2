import http from 'node:http';
import https from 'node:https';
import { parseNameServers } from '../model/address.ts';
import { GantryError } from '../model/error.ts';

const TIMEOUT_MS = 3_000;
/** A list of addresses is one short line; more is some other page. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** What a failed look-up is called in `params.reason`, by the errno of the socket. */
const REASONS: Record<string, string> = {
  ECONNREFUSED: 'refused',
  ENOTFOUND: 'dns',
  EAI_AGAIN: 'dns',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  ECONNRESET: 'reset',
};

/**
 * The addresses that a name server domain names: GET of the whole URL, status 200, first line `host:port;host:port`.
 * Throws CONNECT with role nameServerDomain (reason badDomain when what answers is no such list).
 * Source: DefaultTopAddressing.fetchNSAddr.
 */
export async function fetchNameServers(url: string, timeoutMs = TIMEOUT_MS): Promise<string[]> {
  const { status, text } = await get(url, timeoutMs);
  if (status !== 200) throw domainError(url, 'badDomain', { status });
  try {
    return parseNameServers(text.split(/\r?\n/)[0] ?? '');
  } catch {
    throw domainError(url, 'badDomain', { status });
  }
}

function get(url: string, timeoutMs: number): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    const client = url.toLowerCase().startsWith('https:') ? https : http;
    const fail = (reason: string): void => {
      clearTimeout(deadline);
      reject(domainError(url, reason));
    };
    const request = client.get(url, { agent: false, headers: { accept: 'text/plain, */*' } }, (response) => {
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on('data', (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > MAX_ANSWER_BYTES) request.destroy(new Error('answer too long'));
        else chunks.push(chunk);
      });
      response.on('error', () => fail('other'));
      response.on('end', () => {
        clearTimeout(deadline);
        resolve({ status: response.statusCode ?? 0, text: Buffer.concat(chunks).toString('utf8').trim() });
      });
    });
    request.on('error', (error: NodeJS.ErrnoException) => fail(REASONS[error.code ?? ''] ?? 'other'));
    const deadline = setTimeout(() => {
      fail('timeout');
      request.destroy();
    }, timeoutMs);
  });
}

function domainError(url: string, reason: string, params: Record<string, number> = {}): GantryError {
  return new GantryError('CONNECT', {
    outcome: 'notSent',
    params: { address: url, role: 'nameServerDomain', reason, ...params },
    remedyKey: 'checkAddress',
  });
}
