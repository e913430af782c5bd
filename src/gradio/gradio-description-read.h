/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-description.h"

G_BEGIN_DECLS

/* Fill a description; each takes the value that @reader stands before. Not installed. */

void gradio_description_read_components (GradioDescription *self,
                                         GradioJsonReader  *reader);
void gradio_description_read_dependencies (GradioDescription *self,
                                           GradioJsonReader  *reader);
void gradio_description_read_listings (GradioDescription *self,
                                       gboolean           named,
                                       GradioJsonReader  *reader);

G_END_DECLS
