import { expect, it } from 'vitest';
import { EMPTY_BODY } from '../protocol/command.ts';
import { encodeRequest } from '../protocol/define-request.ts';
import { queryMessage } from '../protocol/requests/query.ts';
import { Credentials } from './credentials.ts';
import { signedRequest } from './signed-request.ts';

it('leaves out of the signature what the request says, and sends it all the same', () => {
  const credentials = new Credentials({ accessKey: 'ak', secretKey: 'sk12345678' });
  const header = { topic: 'T', key: 'K', maxNum: 32, beginTimestamp: 0, endTimestamp: 9 };
  const request = encodeRequest(queryMessage, { ...header, uniqueKeyQuery: true });
  const without = encodeRequest(queryMessage, header);
  expect(signedRequest(request, credentials).extFields).toEqual({
    ...credentials.sign(without.extFields, EMPTY_BODY),
    _UNIQUE_KEY_QUERY: 'true',
  });
  const { unsigned: _, ...signedWhole } = request;
  expect(signedRequest(signedWhole, credentials).extFields).toEqual(
    credentials.sign(request.extFields, EMPTY_BODY),
  );
});
