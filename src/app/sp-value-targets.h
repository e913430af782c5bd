/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "sp-component.h"

G_BEGIN_DECLS

/**
 * sp_value_targets_connect:
 * @component: what shows a result
 * @parameter: the return that it shows
 * @client: the app
 *
 * Makes *Use as Input of* of the context menu work: it lists the parameters of the app's endpoints
 * that take the value, and puts it into the form of the one that is chosen, in the #SpApiView around
 * @component.
 */
void sp_value_targets_connect (SpComponent     *component,
                               GradioParameter *parameter,
                               GradioClient    *client);

/**
 * sp_value_targets_fits:
 * @from: the return that has the value
 * @value: the value
 * @to: a parameter
 *
 * Returns: whether the value makes sense there: the schema takes it, and a picture goes to no sound
 */
gboolean sp_value_targets_fits (GradioParameter *from,
                                JsonNode        *value,
                                GradioParameter *to);

G_END_DECLS
