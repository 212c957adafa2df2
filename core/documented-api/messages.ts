import { Buffer } from 'node:buffer';
import type { CStatus } from '../model/documented-status.ts';
import type { OutgoingMessage } from '../model/message.ts';
import { checkTopic } from '../model/names.ts';
import { checkProperty, checkText } from '../model/outgoing.ts';
import { checkArguments, checkRange } from './check-arguments.ts';
import type { Handles, MessageHandle } from './handles.ts';
import { statusOf } from './status.ts';

const MAX_INT = 2 ** 31 - 1;

/** A message as its setters made it so far; it can be sent any number of times. */
export interface MessageToSend extends Omit<OutgoingMessage, 'properties'> {
  /** A name set again keeps its place. */
  properties: Map<string, string>;
}

/** The message as it is now, whatever becomes of it while it is on its way. */
export function outgoing({ properties, keys, ...message }: MessageToSend): OutgoingMessage {
  return { ...message, keys: [...keys], properties: [...properties] };
}

/** The functions of messages to send. Setters throw INPUT for what could not be sent. */
export function messageFunctions(handles: Handles) {
  function set<Values extends { message: MessageHandle }>(
    name: Parameters<typeof checkArguments>[0],
    values: Values,
    change: (message: MessageToSend) => void,
  ): CStatus {
    return statusOf(() => {
      checkArguments(name, values);
      change(handles.get('message', values.message));
    });
  }

  return {
    /** The topic may be '' and be set later. */
    CreateMessage(topic: string): MessageHandle {
      checkArguments('CreateMessage', { topic });
      if (topic !== '') checkTopic(topic);
      return handles.open('message', {
        topic,
        body: new Uint8Array(),
        tag: '',
        keys: [],
        delayLevel: 0,
        properties: new Map(),
      });
    },

    /** Copies the first `bytesLength` bytes. Throws INPUT (range) when there are fewer. */
    SetByteMessageBody(message: MessageHandle, body: Uint8Array, bytesLength: number): CStatus {
      return set('SetByteMessageBody', { message, body, bytesLength }, (held) => {
        checkRange('bytesLength', bytesLength, 0, body.length);
        held.body = Uint8Array.from(body.subarray(0, bytesLength));
      });
    },

    /** As UTF-8, NUL characters included. */
    SetMessageBody(message: MessageHandle, body: string): CStatus {
      return set('SetMessageBody', { message, body }, (held) => {
        held.body = Buffer.from(body, 'utf8');
      });
    },

    /** Several keys are separated by blanks. */
    SetMessageKeys(message: MessageHandle, key: string): CStatus {
      return set('SetMessageKeys', { message, key }, (held) => {
        checkText(key, 'key');
        held.keys = key.split(' ').filter((part) => part !== '');
      });
    },

    /** 0 = none; above the broker's highest the broker takes that. */
    SetDelayTimeLevel(message: MessageHandle, level: number): CStatus {
      return set('SetDelayTimeLevel', { message, level }, (held) => {
        checkRange('level', level, 0, MAX_INT);
        held.delayLevel = level;
      });
    },

    SetMessageProperty(message: MessageHandle, key: string, value: string): CStatus {
      return set('SetMessageProperty', { message, key, value }, (held) => {
        checkProperty(key, value, { name: 'key', value: 'value' });
        held.properties.set(key, value);
      });
    },

    SetMessageTags(message: MessageHandle, tag: string): CStatus {
      return set('SetMessageTags', { message, tag }, (held) => {
        checkText(tag, 'tag');
        held.tag = tag;
      });
    },

    SetMessageTopic(message: MessageHandle, topic: string): CStatus {
      return set('SetMessageTopic', { message, topic }, (held) => {
        checkTopic(topic);
        held.topic = topic;
      });
    },

    /** Also OK for one that is destroyed. A send under way goes on. */
    DestroyMessage(message: MessageHandle): CStatus {
      return statusOf(() => {
        checkArguments('DestroyMessage', { message });
        handles.end('message', message);
      });
    },
  };
}
