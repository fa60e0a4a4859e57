// The floor: about the least work that an HTTP server can do for a request on this kernel.
//
// One thread, epoll, keep-alive and pipelining. It looks for the empty line that ends each request's head and answers
// with a fixed response, in one write for all the requests of a read. Requests must have no body. It parses nothing
// else, so it is a measure to compare with, not a server to use.
//
// usage: floor PORT

#define _GNU_SOURCE
#include <errno.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/epoll.h>
#include <sys/socket.h>
#include <unistd.h>

enum { max_events = 256, buffer_size = 4096, max_requests = buffer_size / 4 };

static const char response[] =
    "HTTP/1.1 200 OK\r\n"
    "Content-Type: text/plain; charset=utf-8\r\n"
    "Content-Length: 13\r\n"
    "Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n"
    "\r\n"
    "Hello, World!";
enum { response_size = sizeof response - 1 };

// The responses to as many requests as one buffer can hold: at least four bytes end each.
static char responses[max_requests * response_size];

struct connection {
    int socket;
    int is_blocked;           // waits until the socket takes more of the responses
    size_t filled;            // bytes of `buffer` that hold an unfinished request
    size_t unsent;            // bytes of `responses` that the socket did not take yet
    char buffer[buffer_size];
};

static void fail(const char *what) {
    perror(what);
    exit(1);
}

static int listen_on(int port) {
    int listener = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
    if (listener < 0) fail("socket");
    int on = 1;
    setsockopt(listener, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
    struct sockaddr_in address = {
        .sin_family = AF_INET,
        .sin_port = htons(port),
        .sin_addr.s_addr = htonl(INADDR_LOOPBACK),
    };
    if (bind(listener, (struct sockaddr *)&address, sizeof address) < 0) fail("bind");
    if (listen(listener, 1024) < 0) fail("listen");
    return listener;
}

static void accept_all(int poll, int listener) {
    int client;
    while ((client = accept4(listener, NULL, NULL, SOCK_NONBLOCK)) >= 0) {
        int on = 1;
        setsockopt(client, IPPROTO_TCP, TCP_NODELAY, &on, sizeof on);
        struct connection *connection = malloc(sizeof *connection);
        if (!connection) fail("malloc");
        connection->socket = client;
        connection->is_blocked = 0;
        connection->filled = connection->unsent = 0;
        struct epoll_event event = {.events = EPOLLIN, .data.ptr = connection};
        if (epoll_ctl(poll, EPOLL_CTL_ADD, client, &event) < 0) fail("epoll_ctl");
    }
}

// Sends what is unsent. While some of it stays, the connection waits to write and reads nothing more.
static int send_responses(int poll, struct connection *connection) {
    // Every response is the same, so what is unsent is always the end of `responses`.
    const char *start = responses + sizeof responses - connection->unsent;
    ssize_t sent = send(connection->socket, start, connection->unsent, MSG_NOSIGNAL);
    if (sent < 0 && errno != EAGAIN) return -1;
    if (sent > 0) connection->unsent -= sent;

    int is_blocked = connection->unsent > 0;
    if (is_blocked == connection->is_blocked) return 0;
    connection->is_blocked = is_blocked;
    struct epoll_event event = {.events = is_blocked ? EPOLLOUT : EPOLLIN, .data.ptr = connection};
    return epoll_ctl(poll, EPOLL_CTL_MOD, connection->socket, &event);
}

// Reads once and answers every request that is complete. Returns -1 when the connection is to be closed.
static int serve(int poll, struct connection *connection) {
    if (connection->is_blocked) return send_responses(poll, connection);

    size_t space = buffer_size - connection->filled;
    if (space == 0) return -1; // a request larger than the buffer
    ssize_t count = recv(connection->socket, connection->buffer + connection->filled, space, 0);
    if (count == 0) return -1;
    if (count < 0) return errno == EAGAIN ? 0 : -1;

    char *start = connection->buffer, *end = start + connection->filled + count, *blank;
    while ((blank = memmem(start, end - start, "\r\n\r\n", 4))) {
        connection->unsent += response_size;
        start = blank + 4;
    }
    connection->filled = end - start;
    memmove(connection->buffer, start, connection->filled);
    return connection->unsent > 0 ? send_responses(poll, connection) : 0;
}

int main(int count, char **arguments) {
    if (count != 2) {
        fprintf(stderr, "usage: floor PORT\n");
        return 64;
    }
    for (int i = 0; i < max_requests; i++) memcpy(responses + i * response_size, response, response_size);
    int listener = listen_on(atoi(arguments[1]));
    int poll = epoll_create1(0);
    if (poll < 0) fail("epoll_create1");
    struct epoll_event event = {.events = EPOLLIN, .data.ptr = NULL}; // NULL stands for the listener
    if (epoll_ctl(poll, EPOLL_CTL_ADD, listener, &event) < 0) fail("epoll_ctl");

    struct epoll_event events[max_events];
    for (;;) {
        int ready = epoll_wait(poll, events, max_events, -1);
        if (ready < 0 && errno != EINTR) fail("epoll_wait");
        for (int i = 0; i < ready; i++) {
            struct connection *connection = events[i].data.ptr;
            if (!connection) {
                accept_all(poll, listener);
            } else if (serve(poll, connection) < 0) {
                close(connection->socket);
                free(connection);
            }
        }
    }
}
