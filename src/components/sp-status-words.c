/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-status-words.h"

#include "sp-job-words.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>
#include <math.h>

/* A stranger's job may report any number of bars. */
#define MAX_LEVELS 8

/* “1.2k”, “3M”: as the page of the app has it. */
static char *
dup_count (double count)
{
  static const char units[][2] = { "", "k", "M", "G", "T", "P", "E", "Z" };
  guint             unit = 0;

  while (count > 1000 && unit + 1 < G_N_ELEMENTS (units)) {
    count /= 1000;
    unit++;
  }

  return g_strdup_printf ("%.*f%s", count == floor (count) ? 0 : 1, count, units[unit]);
}

static char *
dup_unit (const GradioProgress *level)
{
  const char      *unit = level->unit != NULL ? level->unit : "";
  g_autofree char *index = dup_count (level->index);
  g_autofree char *length = NULL;

  if (level->length < 0)
    return g_strstrip (g_strdup_printf ("%s %s", index, unit));

  length = dup_count (level->length);

  return g_strstrip (g_strdup_printf ("%s/%s %s", index, length, unit));
}

static void
append (GString *words, const char *between, const char *text)
{
  if (text == NULL || *text == '\0')
    return;

  if (words->len > 0)
    g_string_append (words, between);
  g_string_append (words, text);
}

static char *
free_to_text (GString *words)
{
  return g_string_free (words, words->len == 0);
}

char *
sp_status_words_units (GPtrArray *progress)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < MIN (progress->len, MAX_LEVELS); i++) {
    const GradioProgress *level = g_ptr_array_index (progress, i);
    g_autofree char      *unit = level->index >= 0 ? dup_unit (level) : NULL;

    append (words, " · ", unit);
  }

  return free_to_text (words);
}

static char *
dup_level (const GradioProgress *level)
{
  const char *desc = level->desc != NULL ? level->desc : "";
  char       *words = NULL;

  if (!(level->fraction >= 0))
    words = g_strdup (desc);
  else if (*desc == '\0')
    words = g_strdup_printf ("%.1f%%", level->fraction * 100);
  else
    words = g_strdup_printf ("%s - %.1f%%", desc, level->fraction * 100);

  return g_strstrip (g_strdelimit (words, "\r\n\t", ' '));
}

char *
sp_status_words_levels (GPtrArray *progress)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < MIN (progress->len, MAX_LEVELS); i++) {
    g_autofree char *level = dup_level (g_ptr_array_index (progress, i));

    append (words, " / ", level);
  }

  return free_to_text (words);
}

static char *
dup_time_left (GradioJob *job)
{
  double left = gradio_job_get_time_left (job);

  return left >= 0 ? g_strdup_printf (_("%d s left"), (int) ceil (left)) : NULL;
}

/* What it does, without times. */
static char *
dup_doing (GradioJob *job)
{
  GradioJobState state = gradio_job_get_state (job);
  double         retry_in = gradio_job_get_retry_in (job);
  char          *units = NULL;

  if (state == GRADIO_JOB_FAILED)
    return g_strdup (_("Error"));
  if (retry_in >= 0)
    return sp_job_words_retry (retry_in);
  if (state == GRADIO_JOB_PROCESSING)
    units = sp_status_words_units (gradio_job_get_progress (job));

  return units != NULL ? units
                       : sp_job_words_state (state, gradio_job_get_upload_fraction (job),
                                             gradio_job_get_queue_position (job),
                                             gradio_job_get_queue_size (job));
}

char *
sp_status_words_state (GradioJob *job)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char    *doing = dup_doing (job);
  g_autofree char    *left = dup_time_left (job);
  g_autofree char    *estimate = sp_time_words_estimate (gradio_job_get_eta (job));
  g_autofree char    *elapsed = sp_time_words_elapsed (gradio_job_get_elapsed (job));

  append (words, " · ", doing);
  if (gradio_job_get_state (job) == GRADIO_JOB_FAILED || gradio_job_get_retry_in (job) >= 0)
    return g_strdup (words->str);

  append (words, " · ", estimate);
  append (words, " · ", left != NULL ? left : elapsed);

  return g_strdup (words->str);
}

static char *
dup_place (GradioJob *job)
{
  int position = gradio_job_get_queue_position (job);
  int size = gradio_job_get_queue_size (job);

  if (position <= 0)
    return NULL;

  /* Translators: the place in a queue and how many wait there, such as “3 of 10”. */
  return g_strdup_printf (_("%d of %d"), position, MAX (position, size));
}

char *
sp_status_words_short (GradioJob *job)
{
  g_autoptr (GString) words = g_string_new (NULL);
  g_autofree char    *place = dup_place (job);
  g_autofree char    *units = sp_status_words_units (gradio_job_get_progress (job));
  g_autofree char    *left = dup_time_left (job);
  g_autofree char    *elapsed = sp_time_words_elapsed (gradio_job_get_elapsed (job));

  append (words, " · ", place);
  append (words, " · ", units);
  append (words, " · ", left != NULL ? left : elapsed);

  return g_strdup (words->str);
}

char *
sp_status_words_wait (GradioJob *job)
{
  GString         *words = g_string_new (NULL);
  GPtrArray       *progress = gradio_job_get_progress (job);
  g_autofree char *place = dup_place (job);
  g_autofree char *estimate = sp_time_words_estimate (gradio_job_get_eta (job));
  g_autofree char *percent = NULL;
  double           fraction = -1;

  if (progress->len > 0)
    fraction = ((GradioProgress *) g_ptr_array_index (progress, progress->len - 1))->fraction;
  if (fraction >= 0)
    percent = g_strdup_printf (_("%d %%"), (int) round (MIN (fraction, 1) * 100));
  append (words, " · ", place);
  append (words, " · ", percent);
  append (words, " · ", estimate);

  return free_to_text (words);
}

char *
sp_status_words_news (GradioJob *job)
{
  return sp_job_words_state (gradio_job_get_state (job), -1, gradio_job_get_queue_position (job),
                             gradio_job_get_queue_size (job));
}

char *
sp_status_words_cache (GradioJob *job)
{
  double           usual = gradio_job_get_usual_duration (job);
  double           seconds = gradio_job_get_cache_duration (job);
  g_autofree char *now = NULL;
  g_autofree char *before = NULL;

  if (gradio_job_get_cache_use (job) == GRADIO_CACHE_NOT_USED)
    return NULL;

  now = sp_time_words_duration (seconds >= 0 ? seconds : gradio_job_get_elapsed (job));
  if (usual > 0) {
    before = sp_time_words_duration (usual);
    /* Translators: what a result took with the cache of the app, and what it takes without. */
    return g_strdup_printf (_("From cache: %s instead of about %s"), now, before);
  }

  return g_strdup_printf (_("From cache: %s"), now);
}

/* The server's estimate tells when the end is to be. */
static double
get_estimated_fraction (GradioJob *job)
{
  double eta = gradio_job_get_eta (job);
  double elapsed = gradio_job_get_elapsed (job);

  return eta >= 0 && elapsed + eta > 0 ? elapsed / (elapsed + eta) : -1;
}

double
sp_status_words_fraction (GradioJob *job)
{
  GPtrArray *progress = gradio_job_get_progress (job);
  double     left = gradio_job_get_time_left (job);
  double     fraction = -1;

  if (left >= 0)
    return left / gradio_endpoint_get_time_limit (gradio_job_get_endpoint (job));
  if (gradio_job_get_state (job) == GRADIO_JOB_UPLOADING)
    return gradio_job_get_upload_fraction (job);
  if (progress->len > 0)
    fraction = ((GradioProgress *) g_ptr_array_index (progress, progress->len - 1))->fraction;
  else
    fraction = get_estimated_fraction (job);

  return fraction >= 0 ? MIN (fraction, 1) : -1;
}
