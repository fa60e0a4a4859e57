#ifndef APUS_FUZZER_H
#define APUS_FUZZER_H

#include <stddef.h>
#include <stdint.h>

/// libFuzzer's main loop: reads the arguments of the program and calls `target` with one input after the other.
int LLVMFuzzerRunDriver(int *argc, char ***argv, int (*target)(const uint8_t *data, size_t size));

#endif
