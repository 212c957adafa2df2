import org.apache.rocketmq.client.ClientConfig;
import org.apache.rocketmq.client.consumer.DefaultMQPullConsumer;
import org.apache.rocketmq.client.consumer.DefaultMQPushConsumer;
import org.apache.rocketmq.client.consumer.rebalance.AllocateMessageQueueAveragely;
import org.apache.rocketmq.client.producer.DefaultMQProducer;
import org.apache.rocketmq.remoting.RPCHook;
import org.apache.rocketmq.tools.admin.DefaultMQAdminExt;

/** A broker under test with the clients that all behaviours on it share. */
final class Target {
  /** The machine may be busy; what is timed is timed by the behaviours. */
  static final int TIMEOUT_MS = 15_000;

  static final String READER_GROUP = "interop_reader";

  final String nameServer;
  /** Broker milliseconds per millisecond. */
  final int rate;
  /** An administrator's; null where no keys are wanted. */
  final Keys keys;
  /** Signs with them. */
  final RPCHook hook;
  final DefaultMQProducer producer;
  final DefaultMQPullConsumer reader;
  final DefaultMQAdminExt admin;
  final String brokerName;
  final String broker;

  Target(String nameServer, int rate, Keys keys) throws Exception {
    this.nameServer = nameServer;
    this.rate = rate;
    this.keys = keys;
    this.hook = keys == null ? null : keys.hook();
    producer = new DefaultMQProducer("interop_sender", hook);
    reader = new DefaultMQPullConsumer(READER_GROUP, hook);
    admin = new DefaultMQAdminExt(hook, TIMEOUT_MS);
    for (var client : new ClientConfig[] {producer, reader, admin}) {
      client.setNamesrvAddr(nameServer);
      client.setInstanceName("shared" + System.nanoTime());
    }
    producer.setSendMsgTimeout(TIMEOUT_MS);
    makeReaderGroup();
    producer.start();
    reader.start();
    admin.start();
    var entry = admin.examineBrokerClusterInfo().getBrokerAddrTable().entrySet().iterator().next();
    brokerName = entry.getKey();
    broker = entry.getValue().selectBrokerAddr();
  }

  /** A pull consumer tells a broker of its group 30 s after its start; a push consumer at once. */
  private void makeReaderGroup() throws Exception {
    DefaultMQPushConsumer joining =
        new DefaultMQPushConsumer(READER_GROUP, hook, new AllocateMessageQueueAveragely());
    joining.setNamesrvAddr(nameServer);
    joining.setInstanceName("joining" + System.nanoTime());
    joining.subscribe("TBW102", "*");
    joining.registerMessageListener(new Inbox().accept());
    joining.start();
    joining.shutdown();
  }
}
