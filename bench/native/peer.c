/*
 * The native C++ library's side of the benchmark, by its C functions: stays for all of it. One run a line on standard
 * input (name, topic, group, count, option), one line of JSON as the answer to each. `peer LIBRARY NAME_SERVER`.
 */
#define _GNU_SOURCE
#include <dlfcn.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <time.h>
#include <unistd.h>

enum { BODY_BYTES = 1000, TEXT_BYTES = 256, MAX_THREADS = 256, MESSAGE_ID_BYTES = 256 };

/* Source: CSendResult.h. */
typedef struct {
    int send_status;
    char message_id[MESSAGE_ID_BYTES];
    long long offset;
} send_result;

typedef int (*consume_callback)(void *consumer, void *message);

static struct {
    void *(*create_producer)(const char *);
    int (*set_producer_name_server)(void *, const char *);
    int (*set_producer_log_path)(void *, const char *);
    int (*start_producer)(void *);
    int (*send_sync)(void *, void *, send_result *);
    void *(*create_message)(const char *);
    int (*set_body)(void *, const char *, int);
    int (*destroy_message)(void *);
    void *(*create_consumer)(const char *);
    int (*set_consumer_name_server)(void *, const char *);
    int (*set_consumer_instance)(void *, const char *);
    int (*set_thread_count)(void *, int);
    int (*subscribe)(void *, const char *, const char *);
    int (*on_message)(void *, consume_callback);
    int (*start_consumer)(void *);
    int (*shutdown_consumer)(void *);
    int (*destroy_consumer)(void *);
} native;

static const struct {
    const char *name;
    void *function;
} symbols[] = {
    {"CreateProducer", &native.create_producer},
    {"SetProducerNameServerAddress", &native.set_producer_name_server},
    {"SetProducerLogPath", &native.set_producer_log_path},
    {"StartProducer", &native.start_producer},
    {"SendMessageSync", &native.send_sync},
    {"CreateMessage", &native.create_message},
    {"SetByteMessageBody", &native.set_body},
    {"DestroyMessage", &native.destroy_message},
    {"CreatePushConsumer", &native.create_consumer},
    {"SetPushConsumerNameServerAddress", &native.set_consumer_name_server},
    {"SetPushConsumerInstanceName", &native.set_consumer_instance},
    {"SetPushConsumerThreadCount", &native.set_thread_count},
    {"Subscribe", &native.subscribe},
    {"RegisterMessageCallback", &native.on_message},
    {"StartPushConsumer", &native.start_consumer},
    {"ShutdownPushConsumer", &native.shutdown_consumer},
    {"DestroyPushConsumer", &native.destroy_consumer},
};

static const char *name_server;
static void *producer;
static FILE *answers;
static char body[BODY_BYTES];

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return now.tv_sec * 1e3 + now.tv_nsec / 1e6;
}

static double cpu_us(void) {
    struct rusage used;
    getrusage(RUSAGE_SELF, &used);
    return (used.ru_utime.tv_sec + used.ru_stime.tv_sec) * 1e6 + used.ru_utime.tv_usec + used.ru_stime.tv_usec;
}

static void answer_error(const char *what) {
    fprintf(answers, "{\"error\":\"%s\"}\n", what);
}

struct sending {
    const char *topic;
    atomic_long left;
    atomic_long failed;
};

static void *send_some(void *argument) {
    struct sending *sending = argument;
    while (atomic_fetch_sub(&sending->left, 1) > 0) {
        send_result result = {.send_status = -1};
        void *message = native.create_message(sending->topic);
        native.set_body(message, body, BODY_BYTES);
        /* It fails some on a healthy broker; a failed one is sent again. */
        while (native.send_sync(producer, message, &result) != 0) atomic_fetch_add(&sending->failed, 1);
        native.destroy_message(message);
    }
    return NULL;
}

static void run_sync(const char *topic, long count, int threads) {
    struct sending sending = {.topic = topic, .left = count, .failed = 0};
    pthread_t thread[MAX_THREADS];
    double started_ms = now_ms(), started_cpu_us = cpu_us();
    for (int i = 0; i < threads; i++) pthread_create(&thread[i], NULL, send_some, &sending);
    for (int i = 0; i < threads; i++) pthread_join(thread[i], NULL);
    double seconds = (now_ms() - started_ms) / 1e3;
    if (sending.failed > 0) fprintf(stderr, "native: %ld sends failed and were sent again\n", (long)sending.failed);
    fprintf(answers, "{\"perSecond\":%f,\"cpuUs\":%f}\n", count / seconds, (cpu_us() - started_cpu_us) / count);
}

static atomic_long received;
static _Atomic double first_ms;

static int received_one(void *consumer, void *message) {
    (void)consumer;
    (void)message;
    if (atomic_fetch_add(&received, 1) == 0) first_ms = now_ms();
    return 0;
}

static void run_consume(const char *topic, const char *group, long count) {
    atomic_store(&received, 0);
    void *consumer = native.create_consumer(group);
    native.set_consumer_name_server(consumer, name_server);
    native.set_consumer_instance(consumer, group);
    native.set_thread_count(consumer, 20);
    native.subscribe(consumer, topic, "*");
    native.on_message(consumer, received_one);
    double started_ms = now_ms(), started_cpu_us = cpu_us();
    if (native.start_consumer(consumer) != 0) return answer_error("the consumer did not start");
    while (atomic_load(&received) < count && now_ms() - started_ms < 120e3) usleep(1000);
    double seconds = (now_ms() - first_ms) / 1e3, used_us = cpu_us() - started_cpu_us;
    long got = atomic_load(&received);
    native.shutdown_consumer(consumer);
    native.destroy_consumer(consumer);
    if (got != count) return answer_error("not as many messages came as wait");
    fprintf(answers, "{\"perSecond\":%f,\"cpuUs\":%f,\"startToFirstMs\":%f}\n", count / seconds, used_us / count,
            first_ms - started_ms);
}

static int load(const char *library) {
    void *handle = dlopen(library, RTLD_NOW | RTLD_GLOBAL);
    if (handle == NULL) {
        fprintf(stderr, "%s\n", dlerror());
        return -1;
    }
    for (size_t i = 0; i < sizeof symbols / sizeof *symbols; i++) {
        void *found = dlsym(handle, symbols[i].name);
        if (found == NULL) return -1;
        memcpy(symbols[i].function, &found, sizeof found);
    }
    return 0;
}

int main(int argc, char **argv) {
    if (argc != 3 || load(argv[1]) != 0) return 2;
    name_server = argv[2];
    memset(body, '.', BODY_BYTES);
    /* The library's own words must not get between the answers. */
    answers = fdopen(dup(STDOUT_FILENO), "w");
    dup2(STDERR_FILENO, STDOUT_FILENO);
    producer = native.create_producer("gantry-bench-native");
    native.set_producer_name_server(producer, name_server);
    if (native.start_producer(producer) != 0) return 2;
    char line[4 * TEXT_BYTES], name[TEXT_BYTES], topic[TEXT_BYTES], group[TEXT_BYTES];
    while (fgets(line, sizeof line, stdin) != NULL) {
        long count = 0;
        int option = 0;
        sscanf(line, "%255s %255s %255s %ld %d", name, topic, group, &count, &option);
        if (strcmp(name, "sync") == 0 && option <= MAX_THREADS) run_sync(topic, count, option);
        else if (strcmp(name, "consume") == 0) run_consume(topic, group, count);
        else answer_error("it cannot run that");
        fflush(answers);
    }
    _exit(0);
}
