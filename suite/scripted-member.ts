import { clusterInfo } from '../core/admin/topics.ts';
import type { ClientInstance } from '../core/client/client-instance.ts';
import { OUR_LANGUAGE, OUR_VERSION } from '../core/protocol/codes.ts';
import type { Command } from '../core/protocol/command.ts';
import { tagSubscription } from '../core/protocol/heartbeat-json.ts';
import type { World } from './harness.ts';

/** What it says to a request of the broker: the text of a body, a response code, or nothing at all. */
type Answer = string | number | 'silence';

/** A member of a group that consumes nothing and answers the broker's questions as a behaviour wants it to. */
export class ScriptedMember {
  readonly client: ClientInstance;
  /** Requests of the broker, in the order they came. */
  readonly asked: Command[] = [];

  /** In the group, and known to every broker, once it resolves. `answers` by request code; default: silence. */
  static async join(
    world: World,
    options: {
      group: string;
      topic: string;
      tagPattern?: string;
      answers?: Record<number, Answer>;
    },
  ): Promise<ScriptedMember> {
    const member = new ScriptedMember(world.client(), options.answers ?? {});
    const subscription = tagSubscription(options.topic, options.tagPattern ?? '*', Date.now());
    member.client.registerConsumer({
      group: options.group,
      subscriptions: () => [subscription],
      onMembersChanged: () => {},
    });
    await clusterInfo(member.client);
    await member.client.heartbeat();
    return member;
  }

  private constructor(client: ClientInstance, answers: Record<number, Answer>) {
    this.client = client;
    client.transport.onRequest((_address, request) => {
      this.asked.push(request);
      const answer = answers[request.code] ?? 'silence';
      return answer === 'silence' ? new Promise<never>(() => {}) : reply(request, answer);
    });
  }
}

function reply(request: Command, answer: string | number): Command {
  return {
    code: typeof answer === 'number' ? answer : 0,
    opaque: request.opaque,
    flag: 1,
    language: OUR_LANGUAGE,
    version: OUR_VERSION,
    extFields: {},
    body: Buffer.from(typeof answer === 'number' ? '' : answer),
  };
}
