/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-job-private.h"

/* What a job has from the cache of its app (protocol.md 9). */

void
gradio_job_set_cache (GradioJob     *self,
                      GradioCacheUse use,
                      double         duration,
                      double         usual)
{
  self->cache_use = use;
  self->cache_duration = duration >= 0 ? duration : -1;
  self->usual_duration = usual >= 0 ? usual : -1;
}

GradioCacheUse
gradio_job_get_cache_use (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), GRADIO_CACHE_NOT_USED);

  return self->cache_use;
}

double
gradio_job_get_cache_duration (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  return self->cache_duration;
}

double
gradio_job_get_usual_duration (GradioJob *self)
{
  g_return_val_if_fail (GRADIO_IS_JOB (self), -1);

  return self->usual_duration;
}
