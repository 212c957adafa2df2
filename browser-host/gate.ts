import { randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/**
 * Who may speak to the browser host: a one-time token in the printed address is traded for a cookie, and every other
 * request has to bring that cookie. Host and Origin are checked besides, so that a page elsewhere (or one whose name
 * was pointed at 127.0.0.1) gets nothing even from a browser that holds the cookie.
 */
export class Gate {
  readonly #token: string;
  readonly #cookieValue = secret();
  readonly #port: number;
  #tokenUsed = false;

  constructor(port: number, token = secret()) {
    this.#port = port;
    this.#token = token;
  }

  /** What the host prints; works once. */
  get url(): string {
    return `http://127.0.0.1:${this.#port}/?token=${this.#token}`;
  }

  isOurHost(headers: IncomingHttpHeaders): boolean {
    return headers.host === `127.0.0.1:${this.#port}` || headers.host === `localhost:${this.#port}`;
  }

  /** A WebSocket is opened by our own page only. */
  isOurOrigin(headers: IncomingHttpHeaders): boolean {
    return this.isOurHost(headers) && headers.origin === `http://${headers.host}`;
  }

  /** True for the right token, once. */
  redeem(token: string): boolean {
    if (this.#tokenUsed || !sameText(token, this.#token)) return false;
    this.#tokenUsed = true;
    return true;
  }

  hasCookie(headers: IncomingHttpHeaders): boolean {
    const pairs = (headers.cookie ?? '').split(';').map((pair) => pair.trim());
    const mine = pairs.find((pair) => pair.startsWith(`${this.#cookieName}=`));
    return mine !== undefined && sameText(mine.slice(this.#cookieName.length + 1), this.#cookieValue);
  }

  get setCookie(): string {
    return `${this.#cookieName}=${this.#cookieValue}; Path=/; HttpOnly; SameSite=Strict`;
  }

  /** Cookies are shared by all ports of a host name, so the port is in the name. */
  get #cookieName(): string {
    return `gantry-${this.#port}`;
  }
}

function secret(): string {
  return randomBytes(32).toString('base64url');
}

function sameText(one: string, other: string): boolean {
  const a = Buffer.from(one);
  const b = Buffer.from(other);
  return a.length === b.length && timingSafeEqual(a, b);
}
