/**
 * One thing the official client does and sees, the same on every broker. `slow`: it waits for ten seconds or more and is
 * therefore started first.
 */
record Behaviour(String name, Where where, boolean slow, Body body) {
  /** `TURNED`: it waits long on the broker's clock, where that may be turned. `GUARDED`: the broker wants keys. */
  enum Where {
    PLAIN,
    TURNED,
    GUARDED
  }

  interface Body {
    void run(World world) throws Exception;
  }

  static Behaviour of(String name, Body body) {
    return new Behaviour(name, Where.PLAIN, false, body);
  }

  static Behaviour slow(String name, Body body) {
    return new Behaviour(name, Where.PLAIN, true, body);
  }

  static Behaviour slow(String name, Where where, Body body) {
    return new Behaviour(name, where, true, body);
  }

  static Behaviour turned(String name, Body body) {
    return new Behaviour(name, Where.TURNED, true, body);
  }

  static Behaviour guarded(String name, Body body) {
    return new Behaviour(name, Where.GUARDED, false, body);
  }
}
