// Tells ThreadSanitizer what Swift's Mutex does when two threads want it at once.
//
// `Synchronization.Mutex` on Linux is a futex with priority inheritance. Its fast paths are a compare-and-exchange each,
// which is inlined into the instrumented code, where ThreadSanitizer sees it. Its slow paths are functions of
// libswiftSynchronization, which is not instrumented: the kernel takes the word from the thread that unlocks and gives it
// to one that waits (FUTEX_UNLOCK_PI, FUTEX_LOCK_PI). Whatever happens before an unlock happens before the return of the
// lock that gets the word, but ThreadSanitizer cannot know and reports what the mutex protects as a race.
//
// So this library stands in front of the three slow paths and says what they do, on the address of the mutex's word,
// which is also the one that the fast paths use: a release before the word is given away, an acquire after it has been
// got. That adds exactly the order that the mutex makes, and none between threads that do not use the same mutex, so no
// race that it does not prevent is hidden.
//
// Swift passes `self` of these methods in the context register, hence the calling convention.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <stdbool.h>
#include <stdint.h>

#define SWIFT __attribute__((swiftcall))
#define CONTEXT __attribute__((swift_context))

// Part of ThreadSanitizer's runtime; absent in processes without it, such as the one that starts the tests.
__attribute__((weak)) void __tsan_acquire(void *address);
__attribute__((weak)) void __tsan_release(void *address);

#define LOCK_SLOW "$s15Synchronization12_MutexHandleV9_lockSlowyys6UInt32VF"
#define TRY_LOCK_SLOW "$s15Synchronization12_MutexHandleV12_tryLockSlowSbyF"
#define UNLOCK_SLOW "$s15Synchronization12_MutexHandleV11_unlockSlowyyF"

SWIFT void lock_slow(uint32_t thread, CONTEXT void *mutex) __asm__(LOCK_SLOW);
SWIFT bool try_lock_slow(CONTEXT void *mutex) __asm__(TRY_LOCK_SLOW);
SWIFT void unlock_slow(CONTEXT void *mutex) __asm__(UNLOCK_SLOW);

SWIFT void lock_slow(uint32_t thread, CONTEXT void *mutex) {
    SWIFT void (*next)(uint32_t, CONTEXT void *) = dlsym(RTLD_NEXT, LOCK_SLOW);
    next(thread, mutex);
    if (__tsan_acquire) __tsan_acquire(mutex);
}

SWIFT bool try_lock_slow(CONTEXT void *mutex) {
    SWIFT bool (*next)(CONTEXT void *) = dlsym(RTLD_NEXT, TRY_LOCK_SLOW);
    bool is_locked = next(mutex);
    if (is_locked && __tsan_acquire) __tsan_acquire(mutex);
    return is_locked;
}

SWIFT void unlock_slow(CONTEXT void *mutex) {
    if (__tsan_release) __tsan_release(mutex);
    SWIFT void (*next)(CONTEXT void *) = dlsym(RTLD_NEXT, UNLOCK_SLOW);
    next(mutex);
}
