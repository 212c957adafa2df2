// The official Go client against a name server: plain, delayed, orderly and refused messages, there and back.
//
// Argument: the name server. Prints `ok` or `FAIL`, a tab, milliseconds, a tab, the behaviour's name and, for a
// failure, a tab and the reason.
package main

import (
	"context"
	"fmt"
	"os"
	"strings"
	"sync"
	"time"

	"github.com/apache/rocketmq-client-go/v2"
	"github.com/apache/rocketmq-client-go/v2/consumer"
	"github.com/apache/rocketmq-client-go/v2/primitive"
	"github.com/apache/rocketmq-client-go/v2/producer"
	"github.com/apache/rocketmq-client-go/v2/rlog"
)

const (
	queues = 4
	within = 90 * time.Second
)

// inbox keeps what came and when. A message named `later` is refused the first time.
type inbox struct {
	mutex    sync.Mutex
	arrivals map[string][]time.Time
}

func (in *inbox) take(_ context.Context, messages ...*primitive.MessageExt) (consumer.ConsumeResult, error) {
	in.mutex.Lock()
	defer in.mutex.Unlock()
	for _, message := range messages {
		body := string(message.Body)
		in.arrivals[body] = append(in.arrivals[body], time.Now())
		if body == "later" && len(in.arrivals[body]) == 1 {
			return consumer.ConsumeRetryLater, nil
		}
	}
	return consumer.ConsumeSuccess, nil
}

// timesOf waits until a message came so often, and tells when.
func (in *inbox) timesOf(body string, count int) ([]time.Time, error) {
	for end := time.Now().Add(within); time.Now().Before(end); time.Sleep(20 * time.Millisecond) {
		in.mutex.Lock()
		times := append([]time.Time{}, in.arrivals[body]...)
		in.mutex.Unlock()
		if len(times) >= count {
			return times[:count], nil
		}
	}
	return nil, fmt.Errorf("%.20s did not come %d times", body, count)
}

type roundTrip struct {
	topic    string
	inbox    *inbox
	producer rocketmq.Producer
}

func (trip *roundTrip) message(body string) *primitive.Message {
	return primitive.NewMessage(trip.topic, []byte(body)).WithTag("TagG")
}

func (trip *roundTrip) send(message *primitive.Message) (*primitive.SendResult, error) {
	result, err := trip.producer.SendSync(context.Background(), message)
	if err == nil && result.Status != primitive.SendOK {
		err = fmt.Errorf("status %d", result.Status)
	}
	return result, err
}

func (trip *roundTrip) plain() error {
	if _, err := trip.send(trip.message("plain")); err != nil {
		return err
	}
	_, err := trip.inbox.timesOf("plain", 1)
	return err
}

func (trip *roundTrip) large() error {
	body := strings.Repeat("x", 100_000)
	if _, err := trip.send(trip.message(body)); err != nil {
		return err
	}
	_, err := trip.inbox.timesOf(body, 1)
	return err
}

func (trip *roundTrip) delayed() error {
	start := time.Now()
	message := trip.message("delayed").WithDelayTimeLevel(2)
	if _, err := trip.send(message); err != nil {
		return err
	}
	times, err := trip.inbox.timesOf("delayed", 1)
	if err != nil {
		return err
	}
	return between(450*time.Millisecond, 10*time.Second, times[0].Sub(start))
}

func (trip *roundTrip) later() error {
	if _, err := trip.send(trip.message("later")); err != nil {
		return err
	}
	times, err := trip.inbox.timesOf("later", 2)
	if err != nil {
		return err
	}
	return between(950*time.Millisecond, within, times[1].Sub(times[0]))
}

// orderly sends by sharding key: what has the same key is on one queue, one behind the other.
func (trip *roundTrip) orderly() error {
	places := map[string]*primitive.SendResult{}
	for number := 0; number < 2*queues; number++ {
		key := fmt.Sprintf("key %d", number%queues)
		result, err := trip.send(trip.message(fmt.Sprintf("orderly %d", number)).WithShardingKey(key))
		if err != nil {
			return err
		}
		before := places[key]
		if before != nil && before.MessageQueue.QueueId != result.MessageQueue.QueueId {
			return fmt.Errorf("%s went to queues %d and %d", key, before.MessageQueue.QueueId, result.MessageQueue.QueueId)
		}
		if before != nil && before.QueueOffset >= result.QueueOffset {
			return fmt.Errorf("%s went to offsets %d and %d", key, before.QueueOffset, result.QueueOffset)
		}
		places[key] = result
	}
	for number := 0; number < 2*queues; number++ {
		if _, err := trip.inbox.timesOf(fmt.Sprintf("orderly %d", number), 1); err != nil {
			return err
		}
	}
	return nil
}

func between(low, high, seen time.Duration) error {
	if seen < low || seen > high {
		return fmt.Errorf("expected %v to %v, saw %v", low, high, seen)
	}
	return nil
}

func start(nameServer string) (*roundTrip, error) {
	topic := fmt.Sprintf("go_%d", time.Now().UnixMilli())
	trip := &roundTrip{topic: topic, inbox: &inbox{arrivals: map[string][]time.Time{}}}
	var err error
	trip.producer, err = rocketmq.NewProducer(
		producer.WithNameServer([]string{nameServer}),
		producer.WithGroupName(topic+"_p"),
		producer.WithQueueSelector(producer.NewHashQueueSelector()))
	if err != nil {
		return nil, err
	}
	if err := trip.producer.Start(); err != nil {
		return nil, err
	}
	// The first send makes the topic, so that the consumer finds it at once.
	if _, err := trip.send(trip.message("first")); err != nil {
		return nil, err
	}
	c, err := rocketmq.NewPushConsumer(
		consumer.WithNameServer([]string{nameServer}),
		consumer.WithGroupName(topic+"_g"),
		consumer.WithConsumeFromWhere(consumer.ConsumeFromFirstOffset))
	if err != nil {
		return nil, err
	}
	if err := c.Subscribe(topic, consumer.MessageSelector{}, trip.inbox.take); err != nil {
		return nil, err
	}
	return trip, c.Start()
}

func main() {
	rlog.SetLogLevel("error")
	trip, err := start(os.Args[1])
	if err != nil {
		fmt.Printf("FAIL\t0\tgo: it starts\t%v\n", err)
		return
	}
	behaviours := []struct {
		name string
		run  func() error
	}{
		{"a message, there and back", trip.plain},
		{"a compressed message", trip.large},
		{"a delay level", trip.delayed},
		{"Later", trip.later},
		{"orderly sends by sharding key", trip.orderly},
	}
	for _, behaviour := range behaviours {
		began := time.Now()
		err := behaviour.run()
		ms := time.Since(began).Milliseconds()
		if err != nil {
			fmt.Printf("FAIL\t%d\tgo: %s\t%v\n", ms, behaviour.name, err)
			continue
		}
		fmt.Printf("ok\t%d\tgo: %s\n", ms, behaviour.name)
	}
}
