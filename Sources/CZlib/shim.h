#include <zlib.h>

/* deflateInit2() and inflateInit2() are macros, which Swift does not see. Raw deflate: the frame around it is ours. */

static inline int tollbook_deflate_begin(z_stream *stream) {
    return deflateInit2(stream, 6, Z_DEFLATED, -15, 8, Z_DEFAULT_STRATEGY);
}

static inline int tollbook_inflate_begin(z_stream *stream) {
    return inflateInit2(stream, -15);
}
