/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-run-words.h"

#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

static char *
dup_caption (SpBlock *block)
{
  g_autoptr (JsonNode) value = NULL;
  const char          *text = NULL;

  if (block == NULL)
    return NULL;

  if (g_str_equal (sp_block_get_type_name (block), "button")) {
    value = sp_block_dup_value (block);
    text = gradio_json_is_string (value) ? json_node_get_string (value) : NULL;
  } else {
    text = gradio_json_get_string (sp_block_get_props (block), "label", NULL);
  }

  return text != NULL && *text != '\0' ? g_utf8_make_valid (text, -1) : NULL;
}

char *
sp_run_words_name (SpBlocks *blocks, SpRun *run)
{
  const char *function = NULL;
  char       *caption = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);
  g_return_val_if_fail (SP_IS_RUN (run), NULL);

  caption = dup_caption (sp_blocks_get_block (blocks, sp_run_get_trigger_id (run)));
  if (caption != NULL)
    return caption;

  function = sp_dependency_get_name (sp_run_get_dependency (run));
  if (function != NULL && *function != '\0')
    return g_strdup_printf ("/%s", function);

  return g_strdup_printf (_("Function %d"), sp_dependency_get_id (sp_run_get_dependency (run)));
}

/* Of a run that has no @job nothing but how it ended is known. */
static char *
dup_outcome (GradioJob *job, const GError *error)
{
  g_autofree char *time = NULL;

  if (error != NULL && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return g_strdup_printf (_("Failed: %s"), error->message);
  if (job == NULL)
    return g_strdup (error != NULL ? _("Stopped") : _("Done"));

  time = sp_time_words_duration (gradio_job_get_elapsed (job));
  if (error != NULL)
    return g_strdup_printf (_("Stopped · %s"), time);

  switch (gradio_job_get_cache_use (job)) {
  case GRADIO_CACHE_USED:
    return g_strdup_printf (_("From cache · %s"), time);
  case GRADIO_CACHE_USED_PARTLY:
    return g_strdup_printf (_("Partly from cache · %s"), time);
  case GRADIO_CACHE_NOT_USED:
    break;
  }

  return g_strdup_printf (_("Done · %s"), time);
}

char *
sp_run_words_outcome (SpRun *run)
{
  g_return_val_if_fail (SP_IS_RUN (run), NULL);

  return dup_outcome (sp_run_get_job (run), sp_run_get_error (run));
}

char *
sp_run_words_job_outcome (GradioJob *job)
{
  g_autoptr (GError) stopped = NULL;

  g_return_val_if_fail (GRADIO_IS_JOB (job), NULL);

  if (gradio_job_get_state (job) == GRADIO_JOB_CANCELLED)
    stopped = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_CANCELLED, "");

  return dup_outcome (job, stopped != NULL ? stopped : gradio_job_get_error (job));
}
