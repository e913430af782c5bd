/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-moment.h"

#include "gradio.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>

#define MAX_MOMENT G_GINT64_CONSTANT (32503680000) /* the year 3000 */
#define DAY (24 * 60 * 60)

gint64
sp_hub_moment_parse (JsonNode *node)
{
  double number;

  if (node != NULL && gradio_json_is_number (node)) {
    number = json_node_get_double (node);
    if (number > MAX_MOMENT)
      number /= 1000;
    return number > 0 && number < MAX_MOMENT ? (gint64) number : 0;
  }

  if (node == NULL || !gradio_json_is_string (node))
    return 0;

  return MAX (sp_hub_text_read_date (json_node_get_string (node)), 0);
}

char *
sp_hub_moment_dup_words (gint64 moment)
{
  g_autoptr (GDateTime) date = g_date_time_new_from_unix_local (moment);
  gint64                distance = moment - g_get_real_time () / G_USEC_PER_SEC;

  if (date == NULL)
    return g_strdup (_("some day"));

  if (ABS (distance) < DAY)
    /* Translators: a time of the day for g_date_time_format(), such as 18:40. */
    return g_date_time_format (date, _("%H:%M"));

  /* Translators: a date and a time of the day for g_date_time_format(). */
  return g_date_time_format (date, _("%x, %H:%M"));
}
