#ifndef APUS_LIBPQ_SHIM_H
#define APUS_LIBPQ_SHIM_H

#include <libpq-fe.h>

// What it takes to wait for many of libpq's sockets at once, which Swift's own C library module does not have.
#ifdef __linux__
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <sys/socket.h>

// Holds what is written to a socket back until it is let go, so that it travels together. Nothing happens where the socket
// is none of TCP's.
static inline void apus_hold_output(int descriptor, int is_held) {
    (void)setsockopt(descriptor, IPPROTO_TCP, TCP_CORK, &is_held, sizeof is_held);
}
#else
static inline void apus_hold_output(int descriptor, int is_held) { (void)descriptor, (void)is_held; }
#endif

// Before libpq 17 each sync point is sent off at once.
#ifdef LIBPQ_HAS_SEND_PIPELINE_SYNC
static inline int apus_pq_send_sync(PGconn *connection) { return PQsendPipelineSync(connection); }
#else
static inline int apus_pq_send_sync(PGconn *connection) { return PQpipelineSync(connection); }
#endif

// libpq 17 cancels over a connection as well encrypted as the one that is cancelled; before, the request goes in the clear.
#ifdef LIBPQ_HAS_ASYNC_CANCEL
typedef PGcancelConn apus_pq_cancel;

static inline apus_pq_cancel *apus_pq_cancel_create(PGconn *connection) { return PQcancelCreate(connection); }
static inline int apus_pq_cancel_send(apus_pq_cancel *cancel) { return PQcancelBlocking(cancel); }
static inline void apus_pq_cancel_free(apus_pq_cancel *cancel) { PQcancelFinish(cancel); }
#else
typedef PGcancel apus_pq_cancel;

static inline apus_pq_cancel *apus_pq_cancel_create(PGconn *connection) { return PQgetCancel(connection); }
static inline int apus_pq_cancel_send(apus_pq_cancel *cancel) {
    char message[256];
    return PQcancel(cancel, message, sizeof message);
}
static inline void apus_pq_cancel_free(apus_pq_cancel *cancel) { PQfreeCancel(cancel); }
#endif

#endif
