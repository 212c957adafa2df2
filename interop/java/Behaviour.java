/**
 * One thing the official client does and sees, the same on every broker. `turned`: it waits long on the broker's clock
 * and runs where that clock may be turned. `slow`: it waits for ten seconds or more and is therefore started first.
 */
record Behaviour(String name, boolean turned, boolean slow, Body body) {
  interface Body {
    void run(World world) throws Exception;
  }

  static Behaviour of(String name, Body body) {
    return new Behaviour(name, false, false, body);
  }

  static Behaviour slow(String name, Body body) {
    return new Behaviour(name, false, true, body);
  }

  static Behaviour turned(String name, Body body) {
    return new Behaviour(name, true, true, body);
  }
}
