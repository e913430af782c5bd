/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-error.h"

G_DEFINE_QUARK (gradio-error-quark, gradio_error)
