/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-confidence.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gradio.h"
#include "sp-number-text.h"

struct _SpConfidence {
  GObject parent_instance;
  char   *name;
  double  number; /* NaN when there is none */
};

G_DEFINE_FINAL_TYPE (SpConfidence, sp_confidence, G_TYPE_OBJECT)

static void
sp_confidence_finalize (GObject *object)
{
  g_clear_pointer (&SP_CONFIDENCE (object)->name, g_free);

  G_OBJECT_CLASS (sp_confidence_parent_class)->finalize (object);
}

static void
sp_confidence_class_init (SpConfidenceClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_confidence_finalize;
}

static void
sp_confidence_init (SpConfidence *self)
{
}

char *
sp_confidence_dup_name (JsonNode *node)
{
  if (node == NULL || json_node_is_null (node))
    return g_strdup ("");
  if (gradio_json_is_string (node))
    return json_node_dup_string (node);

  return gradio_json_write (node);
}

SpConfidence *
sp_confidence_new (JsonNode *entry)
{
  SpConfidence *self = g_object_new (SP_TYPE_CONFIDENCE, NULL);
  JsonObject   *object =
    entry != NULL && JSON_NODE_HOLDS_OBJECT (entry) ? json_node_get_object (entry) : NULL;

  self->number = gradio_json_get_double (object, "confidence", NAN);
  self->name =
    sp_confidence_dup_name (object != NULL ? json_object_get_member (object, "label") : entry);

  return self;
}

const char *
sp_confidence_get_name (SpConfidence *self)
{
  g_return_val_if_fail (SP_IS_CONFIDENCE (self), NULL);

  return self->name;
}

double
sp_confidence_get_fraction (SpConfidence *self)
{
  g_return_val_if_fail (SP_IS_CONFIDENCE (self), 0);

  return isnan (self->number) ? 0 : CLAMP (self->number, 0, 1);
}

char *
sp_confidence_dup_text (SpConfidence *self)
{
  g_return_val_if_fail (SP_IS_CONFIDENCE (self), NULL);

  if (isnan (self->number))
    return g_strdup ("–");
  if (self->number < 0 || self->number > 1)
    return sp_number_text_format_double (self->number);
  if (self->number > 0 && self->number < 0.01)
    /* Translators: a share of less than one per cent; the space does not break. */
    return g_strdup_printf (_("%.2f %%"), self->number * 100);

  /* Translators: a share in per cent; the space does not break. */
  return g_strdup_printf (_("%.0f %%"), self->number * 100);
}
