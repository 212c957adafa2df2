"""The native C++ library against a name server: plain, delayed, orderly and refused messages, there and back.

Arguments: the library's file, the name server. Prints `ok` or `FAIL`, a tab, milliseconds, a tab, the behaviour's name
and, for a failure, a tab and the reason. It calls the C functions themselves: no wrapper stands in between.
"""

import ctypes
import os
import sys
import threading
import time

LATER = 1
WAIT_SECONDS = 60
QUEUES = 4


class SendResult(ctypes.Structure):
    _fields_ = [("status", ctypes.c_int), ("msg_id", ctypes.c_char * 256), ("offset", ctypes.c_longlong)]


OnMessage = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)
ChooseQueue = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int, ctypes.c_void_p, ctypes.c_void_p)


class Library:
    """Every handle is a pointer, every text bytes."""

    def __init__(self, file):
        self._library = ctypes.CDLL(file)
        for name in ("CreateProducer", "CreatePushConsumer", "CreateMessage"):
            getattr(self._library, name).restype = ctypes.c_void_p
        for name in ("GetMessageBody", "GetMessageTags", "GetMessageId"):
            getattr(self._library, name).restype = ctypes.c_char_p

    def __getattr__(self, name):
        function = getattr(self._library, name)
        return lambda *values: function(*(as_argument(value) for value in values))


def as_argument(value):
    if isinstance(value, str):
        return ctypes.c_char_p(value.encode())
    if isinstance(value, int) and value > 0x7FFFFFFF:
        return ctypes.c_void_p(value)
    return value


class Inbox:
    """What came, with how often it came; a message named `later` is refused the first time."""

    def __init__(self, library):
        self._library = library
        self._changed = threading.Condition()
        self.arrivals = []

    def take(self, _consumer, message):
        body = self._library.GetMessageBody(message).decode()
        with self._changed:
            is_first = all(arrived != body for arrived, _ in self.arrivals)
            self.arrivals.append((body, time.monotonic()))
            self._changed.notify_all()
        return LATER if body == "later" and is_first else 0

    def times_of(self, body, count=1):
        """When it came, the first `count` times."""

        def times():
            return [at for arrived, at in self.arrivals if arrived == body]

        with self._changed:
            if not self._changed.wait_for(lambda: len(times()) >= count, WAIT_SECONDS):
                raise AssertionError(f"{body} came {len(times())} times, not {count}: {self.arrivals}")
            return times()[:count]


class RoundTrip:
    def __init__(self, library, name_server):
        self._library = library
        self._topic = f"native_{int(time.time() * 1000)}"
        self._inbox = Inbox(library)
        self._on_message = OnMessage(self._inbox.take)
        self._producer = library.CreateProducer(f"{self._topic}_p")
        library.SetProducerNameServerAddress(self._producer, name_server)
        check(library.StartProducer(self._producer) == 0, "the producer starts")
        # The first send makes the topic, so that the consumer finds it at once.
        self._send("first")
        self._consumer = library.CreatePushConsumer(f"{self._topic}_g")
        library.SetPushConsumerNameServerAddress(self._consumer, name_server)
        library.Subscribe(self._consumer, self._topic, "*")
        library.RegisterMessageCallback(self._consumer, self._on_message)
        check(library.StartPushConsumer(self._consumer) == 0, "the consumer starts")

    def plain(self):
        self._send("plain")
        self._inbox.times_of("plain")

    def large(self):
        body = "x" * 100_000
        self._send(body)
        self._inbox.times_of(body)

    def delayed(self):
        start = time.monotonic()
        self._send("delayed", level=2)
        (came,) = self._inbox.times_of("delayed")
        check(0.45 <= came - start <= 10, f"after half a second at x10, not {came - start:.2f} s")

    def later(self):
        self._send("later")
        first, again = self._inbox.times_of("later", 2)
        check(0.95 <= again - first <= 20, f"again after a second at x10, not {again - first:.2f} s")

    def orderly(self):
        offsets = {}
        for number in range(2 * QUEUES):
            result = self._send_orderly(f"orderly {number}", number % QUEUES)
            offsets.setdefault(number % QUEUES, []).append(result.offset)
        for queue, found in offsets.items():
            check(found[1] == found[0] + 1, f"queue {queue} has both, one behind the other: {found}")
        for number in range(2 * QUEUES):
            self._inbox.times_of(f"orderly {number}")

    def _message(self, body, level=0):
        message = self._library.CreateMessage(self._topic)
        self._library.SetMessageBody(message, body)
        self._library.SetMessageTags(message, "TagN")
        if level > 0:
            self._library.SetDelayTimeLevel(message, level)
        return message

    def _send(self, body, level=0):
        result = SendResult()
        code = self._library.SendMessageSync(self._producer, self._message(body, level), ctypes.byref(result))
        check(code == 0 and result.status == 0, f"sent, not code {code}, status {result.status}")
        check(len(result.msg_id) == 32, f"a message id: {result.msg_id}")

    def _send_orderly(self, body, queue):
        result = SendResult()
        choose = ChooseQueue(lambda _count, _message, _argument: queue)
        argument = ctypes.c_int(queue)
        code = self._library.SendMessageOrderly(
            self._producer, self._message(body), choose, ctypes.byref(argument), 1, ctypes.byref(result)
        )
        check(code == 0 and result.status == 0, f"sent in order, not code {code}, status {result.status}")
        return result


def check(holds, what):
    if not holds:
        raise AssertionError(what)


def main(file, name_server):
    trip = RoundTrip(Library(file), name_server)
    behaviours = [
        ("a message, there and back", trip.plain),
        ("a compressed message", trip.large),
        ("a delay level", trip.delayed),
        ("Later", trip.later),
        ("orderly sends to chosen queues", trip.orderly),
    ]
    for name, behaviour in behaviours:
        start = time.monotonic()
        try:
            behaviour()
            outcome, reason = "ok", ""
        except AssertionError as error:
            outcome, reason = "FAIL", f"\t{error}"
        milliseconds = int((time.monotonic() - start) * 1000)
        print(f"{outcome}\t{milliseconds}\tnative: {name}{reason}", flush=True)


main(*sys.argv[1:])
# The library's threads hold up an ordinary end.
os._exit(0)
