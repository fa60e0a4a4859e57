#ifndef APUS_CZLIB_SHIM_H
#define APUS_CZLIB_SHIM_H

#include <zlib.h>

// What Swift cannot import: the functions that zlib declares as macros.

/// Prepares a stream for compression; see `deflateInit2`.
static inline int apus_zlib_deflate_init(z_stream *stream, int level, int window_bits, int memory_level) {
    return deflateInit2(stream, level, Z_DEFLATED, window_bits, memory_level, Z_DEFAULT_STRATEGY);
}

/// Prepares a stream for decompression; see `inflateInit2`.
static inline int apus_zlib_inflate_init(z_stream *stream, int window_bits) {
    return inflateInit2(stream, window_bits);
}

#endif
