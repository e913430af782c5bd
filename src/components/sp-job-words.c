/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-job-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

static char *
uploading_words (double fraction)
{
  if (!(fraction >= 0))
    return g_strdup (_("Sending"));

  return g_strdup_printf (_("Uploading %d %%"), (int) (MIN (fraction, 1) * 100));
}

static char *
queued_words (int position,
              int size)
{
  if (position <= 0)
    return g_strdup (_("Waiting in the queue"));
  if (size < position)
    return g_strdup_printf (_("Waiting in the queue: %d"), position);

  /* Translators: the place in a queue and how many wait there, such as “3 of 10”. */
  return g_strdup_printf (_("Waiting in the queue: %d of %d"), position, size);
}

char *
sp_job_words_retry (double seconds)
{
  return g_strdup_printf (_("The app’s queue is full. Trying again in %d s…"), (int) ceil (CLAMP (seconds, 1, 3600)));
}

char *
sp_job_words_state (GradioJobState state,
                    double         upload_fraction,
                    int            position,
                    int            size)
{
  switch (state) {
  case GRADIO_JOB_UPLOADING:
    return uploading_words (upload_fraction);
  case GRADIO_JOB_QUEUED:
    return queued_words (position, size);
  case GRADIO_JOB_PROCESSING:
    return g_strdup (_("Running"));
  case GRADIO_JOB_GENERATING:
    return g_strdup (_("Running, results are coming"));
  case GRADIO_JOB_COMPLETE:
    return g_strdup (_("Done"));
  case GRADIO_JOB_CANCELLED:
    return g_strdup (_("Cancelled"));
  case GRADIO_JOB_FAILED:
    return g_strdup (_("Failed"));
  }

  g_return_val_if_reached (g_strdup (""));
}
