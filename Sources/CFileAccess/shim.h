#ifndef APUS_CFILEACCESS_SHIM_H
#define APUS_CFILEACCESS_SHIM_H

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/types.h>

// Two system calls of Linux that its C library hides from Swift. Each returns its result or, below zero, the error's
// number; ENOSYS where the system has no such call.

#if defined(__linux__)
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#ifndef SYS_openat2
#define SYS_openat2 437
#endif

/// What `struct open_how` holds since its first version.
struct apus_open_how {
    unsigned long long flags;
    unsigned long long mode;
    unsigned long long resolve;
};
#endif

/// Opens a file for reading that lies below a folder, wherever symbolic links on the way lead: one that leads out fails
/// with EXDEV. With `cached_only`, fails with EAGAIN when it would have to wait for the disk.
static inline int apus_open_beneath(int folder, const char *path, int cached_only) {
#if defined(__linux__)
    const unsigned long long no_magic_links = 0x02, beneath = 0x08, cached = 0x20;
    struct apus_open_how how = {O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY, 0, beneath | no_magic_links};
    if (cached_only) how.resolve |= cached;
    long result = syscall(SYS_openat2, folder, path, &how, sizeof how);
    return result < 0 ? -errno : (int)result;
#else
    return -ENOSYS;
#endif
}

/// Reads what the system has in memory already; fails with EAGAIN when it would have to wait for the disk.
static inline ssize_t apus_read_cached(int file, void *bytes, size_t count, off_t offset) {
#if defined(__linux__)
    const int no_wait = 0x08;
    struct iovec part = {bytes, count};
    long result = syscall(SYS_preadv2, file, &part, 1, (long)offset, (long)((unsigned long long)offset >> 32), no_wait);
    return result < 0 ? -errno : result;
#else
    return -ENOSYS;
#endif
}

#endif
