/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-progress.h"

#include "gradio-json.h"

#include <glib/gi18n-lib.h>
#include <math.h>
#include <string.h>

G_DEFINE_BOXED_TYPE (GradioProgress, gradio_progress, gradio_progress_copy, gradio_progress_free)

GradioProgress *
gradio_progress_copy (const GradioProgress *self)
{
  GradioProgress *copy;

  g_return_val_if_fail (self != NULL, NULL);

  copy = g_new (GradioProgress, 1);
  *copy = *self;
  copy->unit = g_strdup (self->unit);
  copy->desc = g_strdup (self->desc);

  return copy;
}

void
gradio_progress_free (GradioProgress *self)
{
  if (self == NULL)
    return;

  g_free (self->unit);
  g_free (self->desc);
  g_free (self);
}

/* Two decimals at most, and none that are zero. */
static char *
format_number (double number)
{
  char  buffer[G_ASCII_DTOSTR_BUF_SIZE];
  char *end;

  if (fabs (number) >= 1e15)
    return g_strdup_printf ("%g", number);

  g_ascii_formatd (buffer, sizeof buffer, "%.2f", number);
  end = buffer + strlen (buffer);
  while (end[-1] == '0')
    end--;
  if (end[-1] == '.')
    end--;

  return g_strndup (buffer, end - buffer);
}

static char *
dup_count (const GradioProgress *self)
{
  g_autofree char *index = NULL;
  g_autofree char *length = NULL;

  if (self->index < 0)
    return NULL;

  index = format_number (self->index);
  if (self->length < 0)
    return g_steal_pointer (&index);

  length = format_number (self->length);
  return g_strdup_printf ("%s/%s", index, length);
}

static gboolean
is_text (const char *text)
{
  return text != NULL && *text != '\0';
}

/* Units are words in the middle of a sentence (“steps”); here they begin one. */
static char *
dup_capitalized (const char *text)
{
  g_autofree char *first = g_utf8_substring (text, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);

  return g_strconcat (upper, g_utf8_next_char (text), NULL);
}

static char *
dup_label (const GradioProgress *self)
{
  char *label = NULL;

  /* “it” is what tqdm counts when nobody said what it is. */
  if (is_text (self->desc))
    label = g_strdup (self->desc);
  else if (is_text (self->unit) && !g_str_equal (self->unit, "it"))
    label = dup_capitalized (self->unit);

  return label != NULL ? g_strstrip (g_strdelimit (label, "\r\n\t", ' ')) : NULL;
}

char *
gradio_progress_dup_text (const GradioProgress *self)
{
  g_autofree char *label = NULL;
  g_autofree char *count = NULL;

  g_return_val_if_fail (self != NULL, NULL);

  label = dup_label (self);
  count = dup_count (self);
  if (label != NULL && count != NULL)
    return g_strdup_printf (C_("progress", "%s %s"), label, count);
  if (count != NULL)
    return g_steal_pointer (&count);

  /* Every unit without a count is called “steps”: how far it is says more. */
  if (self->fraction >= 0 && !is_text (self->desc))
    return g_strdup_printf (_("%d %%"), (int) round (CLAMP (self->fraction, 0, 1) * 100));
  if (label != NULL)
    return g_steal_pointer (&label);

  return g_strdup (_("In progress"));
}

static double
get_count (JsonObject *object,
           const char *member)
{
  double count = gradio_json_get_double (object, member, -1);

  return isfinite (count) && count >= 0 ? count : -1;
}

static double
get_fraction (JsonObject *object,
              double      index,
              double      length)
{
  double fraction = gradio_json_get_double (object, "progress", NAN);

  if (isnan (fraction) && index >= 0 && length > 0)
    fraction = index / length;

  return isnan (fraction) ? -1 : CLAMP (fraction, 0, 1);
}

static GradioProgress *
new_from_json (JsonObject *object)
{
  GradioProgress *self = g_new0 (GradioProgress, 1);

  self->index = get_count (object, "index");
  self->length = get_count (object, "length");
  self->fraction = get_fraction (object, self->index, self->length);
  self->unit = g_strdup (gradio_json_get_string (object, "unit", NULL));
  self->desc = g_strdup (gradio_json_get_string (object, "desc", NULL));

  return self;
}

GPtrArray *
gradio_progress_list_from_json (JsonArray *progress_data)
{
  GPtrArray *list = g_ptr_array_new_with_free_func ((GDestroyNotify) gradio_progress_free);
  guint      length = progress_data != NULL ? json_array_get_length (progress_data) : 0;

  for (guint i = 0; i < length; i++) {
    JsonNode *node = json_array_get_element (progress_data, i);

    if (JSON_NODE_HOLDS_OBJECT (node))
      g_ptr_array_add (list, new_from_json (json_node_get_object (node)));
  }

  return list;
}
