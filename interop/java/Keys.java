import org.apache.rocketmq.acl.common.AclClientRPCHook;
import org.apache.rocketmq.acl.common.SessionCredentials;
import org.apache.rocketmq.remoting.RPCHook;

/** Who the guarded broker knows; legs.ts tells it the same. The user may use the topics and groups named here. */
record Keys(String accessKey, String secretKey) {
  static final Keys ADMINISTRATOR = new Keys("interopadmin", "interop-secret-1");
  static final Keys USER = new Keys("interopuser", "interop-secret-2");

  /** Send to it and consume it with the group of the same number. */
  static String topic(int number) {
    return "interop_allowed_" + number;
  }

  static String group(int number) {
    return "interop_allowed_group_" + number;
  }

  RPCHook hook() {
    return new AclClientRPCHook(new SessionCredentials(accessKey, secretKey));
  }
}
