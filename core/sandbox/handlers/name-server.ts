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
import { getOrAdd } from '../get-or-add.ts';

/**
 * A name server's table of values, in memory, and its settings. `address` is where it is dialled.
 * Source: DefaultRequestProcessor.java, KVConfigManager.java.
 */
export function nameServerHandlers(address: () => string): HandlerEntry[] {
  const namespaces = new Map<string, Map<string, string>>();
  return [
    handle(putKvConfig, ({ namespace, key, value }) => {
      getOrAdd(namespaces, namespace, () => new Map<string, string>()).set(key, value);
      return DONE;
    }),
    handle(getKvConfig, ({ namespace, key }) => {
      const value = namespaces.get(namespace)?.get(key);
      if (value === undefined)
        throw new Refusal(RESPONSE.QUERY_NOT_FOUND, `No config item, Namespace: ${namespace} Key: ${key}`);
      return { extFields: { value } };
    }),
    handle(deleteKvConfig, ({ namespace, key }) => {
      namespaces.get(namespace)?.delete(key);
      return DONE;
    }),
    handle(getKvListByNamespace, ({ namespace }) => {
      const values = namespaces.get(namespace);
      if (values === undefined)
        throw new Refusal(RESPONSE.QUERY_NOT_FOUND, `No config item, Namespace: ${namespace}`);
      return jsonReply({ table: Object.fromEntries(values) });
    }),
    handle(getNamesrvConfig, () => ({
      body: Buffer.from(`listenPort=${splitAddress(address()).port}\n`),
    })),
  ];
}
