import { connect } from 'node:net';
import { connect as connectTls } from 'node:tls';

const getRouteInfo = 105;

/** One request to a name server or broker, by hand: the scripts must not depend on the code they help to test. */
function ask(host, port, code, extFields, { timeoutMs, tls }) {
  return new Promise((resolve) => {
    const header = Buffer.from(
      JSON.stringify({ code, flag: 0, language: 'OTHER', opaque: 1, version: 0, extFields }),
    );
    const lengths = Buffer.alloc(8);
    lengths.writeInt32BE(4 + header.length, 0);
    lengths.writeInt32BE(header.length, 4); // The top byte 0 says that the header is JSON.
    const socket = tls ? connectTls({ host, port, rejectUnauthorized: false }) : connect({ host, port });
    let seen = Buffer.alloc(0);
    const end = (answer) => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(timeoutMs, () => end(null));
    socket.on('error', () => end(null));
    socket.on('close', () => end(null));
    socket.on(tls ? 'secureConnect' : 'connect', () => socket.write(Buffer.concat([lengths, header])));
    socket.on('data', (chunk) => {
      seen = Buffer.concat([seen, chunk]);
      if (seen.length < 8 || seen.length < 4 + seen.readInt32BE(0)) return;
      const size = seen.readInt32BE(4) & 0xffffff;
      const answer = JSON.parse(seen.subarray(8, 8 + size).toString());
      end({ ...answer, body: seen.subarray(8 + size, 4 + seen.readInt32BE(0)).toString() });
    });
  });
}

/** Whether the name server's route names the broker. TBW102 exists on every broker that creates topics by itself. */
export async function brokerIsRouted(nameServer, broker, { tls = false } = {}) {
  const [host, port] = nameServer.split(':');
  const answer = await ask(host, Number(port), getRouteInfo, { topic: 'TBW102' }, { timeoutMs: 1_000, tls });
  return answer?.code === 0 && answer.body.includes(`"${broker}"`);
}
