/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-error.h"

G_DEFINE_QUARK (sp-hub-error-quark, sp_hub_error)
