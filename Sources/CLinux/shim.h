// What the event loops ask of Linux and Swift's Glibc module does not show.

#ifndef APUS_CLINUX_H
#define APUS_CLINUX_H

#ifdef __linux__
#include <linux/filter.h>
#include <pthread.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>

// glibc declares these only with _GNU_SOURCE, which Swift's Glibc module is built without.
struct sockaddr;
int accept4(int socket, struct sockaddr *address, unsigned int *length, int flags);
int pthread_setname_np(pthread_t thread, const char *name);
#endif

#endif
