import { Buffer } from 'node:buffer';
import { splitAddress } from '../../model/address.ts';
import { RESPONSE } from '../../protocol/codes.ts';
import {
  deleteKvConfig,
  getKvConfig,
  getKvListByNamespace,
  getNamesrvConfig,
  putKvConfig,
} from '../../protocol/requests/name-server.ts';
import { type HandlerEntry, handle } from '../dispatch/dispatcher.ts';
import { DONE, jsonReply, Refusal } from '../dispatch/reply.ts';
import type { KvTable } from '../state/kv-table.ts';

/** A name server's values and its settings. `address` is where it is dialled. Source: DefaultRequestProcessor.java. */
export function nameServerHandlers(values: KvTable, address: () => string): HandlerEntry[] {
  return [
    handle(putKvConfig, ({ namespace, key, value }) => {
      values.put(namespace, key, value);
      return DONE;
    }),
    handle(getKvConfig, ({ namespace, key }) => {
      const value = values.get(namespace, key);
      if (value === undefined)
        throw new Refusal(RESPONSE.QUERY_NOT_FOUND, `No config item, Namespace: ${namespace} Key: ${key}`);
      return { extFields: { value } };
    }),
    handle(deleteKvConfig, ({ namespace, key }) => {
      values.delete(namespace, key);
      return DONE;
    }),
    handle(getKvListByNamespace, ({ namespace }) => {
      const all = values.all(namespace);
      if (all === undefined)
        throw new Refusal(RESPONSE.QUERY_NOT_FOUND, `No config item, Namespace: ${namespace}`);
      return jsonReply({ table: Object.fromEntries(all) });
    }),
    handle(getNamesrvConfig, () => ({
      body: Buffer.from(`listenPort=${splitAddress(address()).port}\n`),
    })),
  ];
}
