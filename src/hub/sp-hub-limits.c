/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-limits.h"

#include "sp-hub-answer.h"

#include <string.h>

#define TOO_MANY 429
#define MAX_WINDOW 86400 /* seconds */

SpHubBucket
sp_hub_limits_get_bucket (const char *path)
{
  if (strstr (path, "/resolve/") != NULL || strstr (path, "/resolve-cache/") != NULL)
    return SP_HUB_BUCKET_RESOLVERS;

  return g_str_has_prefix (path, "/api/") ? SP_HUB_BUCKET_API : SP_HUB_BUCKET_PAGES;
}

/* `…;name=123`; a header of several has the first one that counts first. */
static gboolean
read_number (const char *header,
             const char *name,
             guint      *number)
{
  g_autofree char *start = g_strconcat (";", name, "=", NULL);
  const char      *at = header != NULL ? strstr (header, start) : NULL;

  if (at == NULL || !g_ascii_isdigit (at[strlen (start)]))
    return FALSE;

  *number = (guint) MIN (g_ascii_strtoull (at + strlen (start), NULL, 10), G_MAXINT);

  return TRUE;
}

/* The header says itself which requests it counts. */
static SpHubBucket
read_bucket (const char *header,
             SpHubBucket fallback)
{
  static const char *const names[] = { "\"api\"", "\"resolvers\"", "\"pages\"" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    if (strstr (header, names[i]) != NULL)
      return (SpHubBucket) i;

  return fallback;
}

void
sp_hub_limits_note (SpHubLimits *self,
                    SpHubBucket  bucket,
                    SoupMessage *message,
                    gint64       now)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (message);
  const char         *limit = soup_message_headers_get_list (headers, "RateLimit");
  const char         *policy = soup_message_headers_get_list (headers, "RateLimit-Policy");
  SpHubWindow        *window;
  guint               left;
  guint               rest;

  if (limit != NULL)
    bucket = read_bucket (limit, bucket);
  window = &self->windows[bucket];

  if (read_number (limit, "r", &left) && read_number (limit, "t", &rest)) {
    window->left = left;
    window->end = now + MIN (rest, MAX_WINDOW) * G_TIME_SPAN_SECOND;

    /* The next one would be refused. */
    if (left == 0)
      window->pause_until = window->end + G_TIME_SPAN_SECOND;
  }
  read_number (policy, "q", &window->quota);

  if (soup_message_get_status (message) == TOO_MANY)
    window->pause_until = MAX (window->pause_until, now + sp_hub_answer_get_wait (message) * G_TIME_SPAN_SECOND);
}

guint
sp_hub_limits_get_pause (const SpHubLimits *self,
                         SpHubBucket        bucket,
                         gint64             now)
{
  gint64 left = self->windows[bucket].pause_until - now;

  return left > 0 ? (guint) ((left + G_TIME_SPAN_SECOND - 1) / G_TIME_SPAN_SECOND) : 0;
}

gboolean
sp_hub_limits_is_low (const SpHubLimits *self,
                      SpHubBucket        bucket,
                      gint64             now)
{
  const SpHubWindow *window = &self->windows[bucket];

  return now < window->end && window->left < window->quota / 10;
}
