import java.util.List;
import java.util.concurrent.Callable;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.listener.ConsumeConcurrentlyStatus;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.client.producer.SendResult;
import org.apache.rocketmq.common.TopicConfig;
import org.apache.rocketmq.common.message.MessageQueue;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** A broker that wants keys: who may do what, and how the others are refused. */
final class Access {
  private static final int NO_PERMISSION = 16;
  private static final String NOT_ALLOWED = "has no permission to access";

  static final List<Behaviour> ALL =
      List.of(
          Behaviour.guarded("acl: an administrator sends, reads, asks and makes topics", w -> {
            String topic = w.topic(1);
            SendResult sent = w.send(World.message(topic, "T", "a"));
            Check.equal("a", World.text(w.stored(topic, 1).get(0)), "body");
            Check.soon(() -> w.admin().viewMessage(topic, sent.getMsgId()), found -> found != null, "by its unique id");
            Check.equal("a", World.text(w.admin().viewMessage(topic, sent.getOffsetMsgId())), "by its offset id");
          }),
          Behaviour.guarded("acl: a wrong secret", w ->
              refusedSend(w, w.topic(1), new Keys(Keys.USER.accessKey(), "not-the-secret").hook(),
                  "check signature failed")),
          Behaviour.guarded("acl: an access key nobody has", w ->
              refusedSend(w, w.topic(1), new Keys("interopnobody", "not-the-secret").hook(),
                  "User:interopnobody is not found")),
          Behaviour.guarded("acl: no keys at all", w -> refusedSend(w, w.topic(1), null, "username cannot be null")),
          Behaviour.guarded("acl: a route is told without keys", w -> {
            String topic = w.topic(3);
            DefaultMQProducer stranger = w.started(w.producer(null));
            Check.equal(3, stranger.fetchPublishMessageQueues(topic).size(), "queues");
          }),
          Behaviour.guarded("acl: a user sends to its topic, a batch and an answer-less one too", w -> {
            String topic = allowed(w, 1);
            DefaultMQProducer producer = w.started(w.producer(Keys.USER.hook()));
            producer.send(World.message(topic, "T", "a"));
            producer.send(List.of(World.message(topic, "T", "b"), World.message(topic, "T", "c")));
            producer.sendOneway(World.message(topic, "T", "d"));
            w.stored(topic, 4);
          }),
          Behaviour.guarded("acl: a user is kept from other topics", w ->
              refusedSend(w, w.topic(1), Keys.USER.hook(), NOT_ALLOWED)),
          Behaviour.guarded("acl: a user is kept from a batch for other topics", w -> {
            String topic = w.topic(1);
            DefaultMQProducer producer = w.started(w.producer(Keys.USER.hook()));
            refused(NOT_ALLOWED, () -> producer.send(List.of(World.message(topic, "T", "a"))));
          }),
          Behaviour.slow("acl: a user's group consumes, and what it refused comes again", Behaviour.Where.GUARDED, w -> {
            String topic = allowed(w, 2);
            Inbox inbox = new Inbox();
            var consumer = w.consumer(Keys.group(2), Keys.USER.hook());
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.judge((message, context) -> {
              context.setDelayLevelWhenNextConsume(1);
              return message.getReconsumeTimes() == 0 ? ConsumeConcurrentlyStatus.RECONSUME_LATER
                  : ConsumeConcurrentlyStatus.CONSUME_SUCCESS;
            }));
            consumer.start();
            w.started(w.producer(Keys.USER.hook())).send(World.message(topic, "T", "a"));
            Check.equal(1, inbox.first(2, Check.LATER_SECONDS).get(1).message().getReconsumeTimes(), "reconsume times");
          }),
          Behaviour.guarded("acl: a user's group consumes in order", w -> {
            String topic = allowed(w, 3);
            Inbox inbox = new Inbox();
            var consumer = w.consumer(Keys.group(3), Keys.USER.hook());
            consumer.subscribe(topic, "*");
            consumer.registerMessageListener(inbox.orderly(message -> 0));
            consumer.start();
            w.sendNumbered(topic, 1, 3);
            Check.equal(List.of("0", "1", "2"), inbox.first(3).stream().map(Inbox.Arrival::text).toList(), "order");
          }),
          Behaviour.guarded("acl: a user does not read with a group that is not its own", w -> {
            String topic = allowed(w, 1);
            refusedPull(w, w.name(), topic);
          }),
          Behaviour.guarded("acl: a user does not read a topic that is not its own", w ->
              refusedPull(w, Keys.group(1), w.topic(1))),
          Behaviour.guarded("acl: a user makes no topics", w -> {
            DefaultMQAdminExt admin = admin(w, Keys.USER.hook());
            refused(NOT_ALLOWED, () -> {
              admin.createAndUpdateTopicConfig(w.target.broker, new TopicConfig(w.name(), 1, 1, 6));
              return "made";
            });
          }),
          Behaviour.guarded("acl: a stranger asks for no group's members", w -> {
            DefaultMQAdminExt admin = admin(w, null);
            refused("username cannot be null", () -> admin.fetchBrokerRuntimeStats(w.target.broker));
          }),
          Behaviour.guarded("acl: mqadmin with an administrator's keys", w -> {
            String topic = w.name();
            Check.contains(Commands.mqadmin(w, w.target.keys, "updateTopic", "-b", w.target.broker, "-t", topic, "-r",
                "2", "-w", "2"), "success");
            Check.equal(2, w.admin().examineTopicRouteInfo(topic).getQueueDatas().get(0).getWriteQueueNums(), "queues");
          }),
          Behaviour.guarded("acl: mqadmin with a user's keys is told why not", w ->
              Check.contains(Commands.mqadmin(w, Keys.USER, "updateTopic", "-b", w.target.broker, "-t", w.name(),
                  "-r", "2", "-w", "2"), NOT_ALLOWED)),
          Behaviour.guarded("acl: mqadmin finds a message by its unique id", w -> {
            String topic = w.topic(1);
            String id = w.send(World.message(topic, "TagU", "a")).getMsgId();
            Check.soon(() -> Commands.mqadmin(w, w.target.keys, "queryMsgByUniqueKey", "-t", topic, "-i", id),
                text -> text.contains("TagU"), "the message");
          }));

  private Access() {}

  /** A topic that the user may use, made by the administrator. */
  private static String allowed(World w, int number) throws Exception {
    String topic = Keys.topic(number);
    w.admin().createAndUpdateTopicConfig(w.target.broker, new TopicConfig(topic, 1, 1, 6));
    Check.soon(() -> w.admin().examineTopicRouteInfo(topic), route -> true, "the topic's route");
    return topic;
  }

  private static DefaultMQAdminExt admin(World w, RPCHook hook) throws Exception {
    DefaultMQAdminExt admin = w.placed(new DefaultMQAdminExt(hook, Target.TIMEOUT_MS));
    w.closing(admin, admin::shutdown);
    admin.start();
    return admin;
  }

  private static void refusedSend(World w, String topic, RPCHook hook, String why) throws Exception {
    DefaultMQProducer producer = w.started(w.producer(hook));
    refused(why, () -> producer.send(World.message(topic, "T", "a")));
    Check.equal(0L, w.target.reader.maxOffset(w.queue(topic, 0)), "stored");
  }

  private static void refusedPull(World w, String group, String topic) throws Exception {
    var consumer = w.placed(new DefaultMQPullConsumer(group, Keys.USER.hook()));
    w.closing(consumer, consumer::shutdown);
    consumer.start();
    MessageQueue queue = w.queue(topic, 0);
    consumer.fetchSubscribeMessageQueues(topic);
    refused(NOT_ALLOWED, () -> consumer.pull(queue, "*", 0, 1));
  }

  private static void refused(String why, Callable<?> call) throws Exception {
    Check.refused(NO_PERMISSION, why, call);
  }
}
