/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include <glib.h>

/* The library exports what stands between these two, in the public headers, and nothing else: it is
 * compiled with hidden visibility. Private headers have G_BEGIN_DECLS and G_END_DECLS. */
#ifdef __GNUC__
#define GRADIO_BEGIN_DECLS G_BEGIN_DECLS _Pragma ("GCC visibility push(default)")
#define GRADIO_END_DECLS _Pragma ("GCC visibility pop") G_END_DECLS
#else
#define GRADIO_BEGIN_DECLS G_BEGIN_DECLS
#define GRADIO_END_DECLS G_END_DECLS
#endif
