/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-choice.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#include "gradio.h"

#define MAX_LABEL 1000 /* bytes */

struct _SpChoice {
  GObject   parent_instance;
  char     *label;
  JsonNode *value; /* owned */
  gboolean  is_known;
  gboolean  selected;
};

G_DEFINE_FINAL_TYPE (SpChoice, sp_choice, G_TYPE_OBJECT)

typedef enum {
  PROP_LABEL = 1,
  PROP_SELECTED,
} SpChoiceProperty;

static GParamSpec *properties[PROP_SELECTED + 1];

static void
sp_choice_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpChoice *self = SP_CHOICE (object);

  switch ((SpChoiceProperty) prop_id) {
  case PROP_LABEL:
    g_value_set_string (value, self->label);
    break;
  case PROP_SELECTED:
    g_value_set_boolean (value, self->selected);
    break;
  }
}

static void
sp_choice_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpChoiceProperty) prop_id) {
  case PROP_SELECTED:
    sp_choice_set_selected (SP_CHOICE (object), g_value_get_boolean (value));
    break;
  case PROP_LABEL: /* read only */
    g_assert_not_reached ();
  }
}

static void
sp_choice_finalize (GObject *object)
{
  SpChoice *self = SP_CHOICE (object);

  g_clear_pointer (&self->label, g_free);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_choice_parent_class)->finalize (object);
}

static void
sp_choice_class_init (SpChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_choice_get_property;
  object_class->set_property = sp_choice_set_property;
  object_class->finalize = sp_choice_finalize;

  properties[PROP_LABEL] =
    g_param_spec_string ("label", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_SELECTED] =
    g_param_spec_boolean ("selected", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_choice_init (SpChoice *self)
{
}

/* A text as it is, anything else as JSON; on one line, for lists have rows of one height, and cut off where nobody reads
 * on: rows have it as their tooltip too. */
static char *
describe (JsonNode *node)
{
  char *text =
    gradio_json_is_string (node) ? json_node_dup_string (node) : gradio_json_write (node);

  if (strlen (text) > MAX_LABEL)
    *g_utf8_find_prev_char (text, text + MAX_LABEL) = '\0';

  return g_strdelimit (text, "\r\n", ' ');
}

static SpChoice *
sp_choice_new (JsonNode *label, JsonNode *value)
{
  SpChoice *self = g_object_new (SP_TYPE_CHOICE, NULL);

  self->label = describe (label);
  self->value = json_node_ref (value);
  self->is_known = TRUE;

  return self;
}

SpChoice *
sp_choice_new_unknown (JsonNode *value)
{
  SpChoice        *self = sp_choice_new (value, value);
  g_autofree char *text = g_steal_pointer (&self->label);

  /* Translators: a value of the app's that is none of those to choose from. */
  self->label = g_strdup_printf (_("%s (not in the list)"), text);
  self->is_known = FALSE;

  return self;
}

SpChoice *
sp_choice_new_custom (JsonNode *value)
{
  SpChoice *self = sp_choice_new (value, value);

  self->is_known = FALSE;

  return self;
}

const char *
sp_choice_get_label (SpChoice *self)
{
  return self->label;
}

JsonNode *
sp_choice_get_value (SpChoice *self)
{
  return self->value;
}

gboolean
sp_choice_is_known (SpChoice *self)
{
  return self->is_known;
}

gboolean
sp_choice_get_selected (SpChoice *self)
{
  return self->selected;
}

void
sp_choice_set_selected (SpChoice *self, gboolean selected)
{
  g_return_if_fail (SP_IS_CHOICE (self));

  selected = !!selected;
  if (self->selected == selected)
    return;

  self->selected = selected;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SELECTED]);
}

/* A server sends 2 or 2.0 as it likes. */
char *
sp_choice_dup_key (JsonNode *value)
{
  double number = 0;

  if (!gradio_json_is_number (value) || json_node_get_value_type (value) == G_TYPE_INT64)
    return gradio_json_write (value);

  number = json_node_get_double (value);
  if (floor (number) == number && fabs (number) < 0x1p53)
    return g_strdup_printf ("%" G_GINT64_FORMAT, (gint64) number);

  return gradio_json_write (value);
}

GListStore *
sp_choice_list_new (JsonArray *choices)
{
  GListStore           *list = g_list_store_new (SP_TYPE_CHOICE);
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; choices != NULL && i < json_array_get_length (choices); i++) {
    JsonNode  *element = json_array_get_element (choices, i);
    JsonArray *pair = JSON_NODE_HOLDS_ARRAY (element) ? json_node_get_array (element) : NULL;

    if (pair != NULL && json_array_get_length (pair) == 2)
      g_ptr_array_add (
        items, sp_choice_new (json_array_get_element (pair, 0), json_array_get_element (pair, 1)));
    else
      g_ptr_array_add (items, sp_choice_new (element, element));
  }
  g_list_store_splice (list, 0, 0, items->pdata, items->len);

  return list;
}

guint
sp_choice_list_find (GListModel *list, JsonNode *value)
{
  guint n_items = g_list_model_get_n_items (list);

  for (guint i = 0; i < n_items; i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (list, i);

    if (choice->is_known && gradio_json_equal (choice->value, value))
      return i;
  }

  return G_MAXUINT;
}

JsonNode *
sp_choice_build_select_data (GListModel *list, SpChoice *choice, int selected)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();
  guint       index = sp_choice_list_find (list, choice->value);

  json_object_set_int_member (object, "index", index == G_MAXUINT ? -1 : (gint64) index);
  json_object_set_member (object, "value", json_node_copy (choice->value));
  if (selected >= 0)
    json_object_set_boolean_member (object, "selected", selected);
  json_node_take_object (node, object);

  return node;
}
