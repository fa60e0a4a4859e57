#ifndef APUS_ALLOCATIONS_H
#define APUS_ALLOCATIONS_H

/// How many blocks of memory this process has asked for.
unsigned long apus_allocations(void);

#endif
