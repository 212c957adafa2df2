import { inputError } from '../model/error.ts';

/**
 * The URL that a name server domain stands for: a whole URL is used as it is; a bare host gets what Java adds, its port
 * only where it has none. Throws INPUT (domain: empty, badAddress). Source: MixAll.getWSAddr.
 */
export function nameServerUrl(domain: string): string {
  const text = domain.trim();
  if (text === '') throw inputError('domain', 'empty');
  const url = /^https?:\/\//i.test(text) ? text : expanded(text);
  try {
    return new URL(url).href;
  } catch {
    throw inputError('domain', 'badAddress', { value: text });
  }
}

function expanded(host: string): string {
  if (/[\s/?#@]/.test(host)) throw inputError('domain', 'badAddress', { value: host });
  return `http://${host}${host.includes(':') ? '' : ':8080'}/rocketmq/nsaddr`;
}
