/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-text-selection.h"

#define SETTLE_DELAY 300 /* milliseconds without a change: the user is done selecting */

/* What is selected in a text, told when it stays the same for a moment. */
struct _SpTextSelection {
  GObject      parent_instance;
  GtkWidget   *control;   /* weak */
  SpComponent *component; /* weak */
  guint        timeout_id;
  int          start; /* of what was told last */
  int          end;
};

G_DEFINE_FINAL_TYPE (SpTextSelection, sp_text_selection, G_TYPE_OBJECT)

static char *
dup_selected (SpTextSelection *self, int *start, int *end)
{
  GtkTextIter from, to;

  if (GTK_IS_TEXT_VIEW (self->control)) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));

    if (!gtk_text_buffer_get_selection_bounds (buffer, &from, &to))
      return NULL;
    *start = gtk_text_iter_get_offset (&from);
    *end = gtk_text_iter_get_offset (&to);
    return gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
  }

  if (!gtk_editable_get_selection_bounds (GTK_EDITABLE (self->control), start, end))
    return NULL;

  return gtk_editable_get_chars (GTK_EDITABLE (self->control), *start, *end);
}

static char *
dup_before (SpTextSelection *self, int start)
{
  if (GTK_IS_TEXT_VIEW (self->control)) {
    GtkTextBuffer *buffer = gtk_text_view_get_buffer (GTK_TEXT_VIEW (self->control));
    GtkTextIter    from, to;

    gtk_text_buffer_get_start_iter (buffer, &from);
    gtk_text_buffer_get_iter_at_offset (buffer, &to, start);
    return gtk_text_buffer_get_text (buffer, &from, &to, TRUE);
  }

  return gtk_editable_get_chars (GTK_EDITABLE (self->control), 0, start);
}

/* Pages count in UTF-16. */
static int
measure (const char *text)
{
  int n_units = 0;

  for (const char *place = text; *place != '\0'; place = g_utf8_next_char (place))
    n_units += g_utf8_get_char (place) > 0xffff ? 2 : 1;

  return n_units;
}

static gboolean
settled_cb (gpointer user_data)
{
  SpTextSelection     *self = user_data;
  int                  start = 0, end = 0;
  g_autofree char     *text = self->control != NULL ? dup_selected (self, &start, &end) : NULL;
  g_autofree char     *before = NULL;
  g_autoptr (JsonNode) data = NULL;
  JsonObject          *object = NULL;
  JsonArray           *index = NULL;

  self->timeout_id = 0;
  if (text == NULL || self->component == NULL || (self->start == start && self->end == end))
    return G_SOURCE_REMOVE;

  self->start = start;
  self->end = end;
  before = dup_before (self, start);
  data = json_node_new (JSON_NODE_OBJECT);
  object = json_object_new ();
  index = json_array_new ();
  json_array_add_int_element (index, measure (before));
  json_array_add_int_element (index, measure (before) + measure (text));
  json_object_set_string_member (object, "value", text);
  json_object_set_array_member (object, "index", index);
  json_node_take_object (data, object);
  sp_component_emit_event (self->component, "select", data);

  return G_SOURCE_REMOVE;
}

/* Whether it is where keys go, or would go if its window were the active one. */
static gboolean
is_focus (GtkWidget *control)
{
  GtkRoot   *root = gtk_widget_get_root (control);
  GtkWidget *focus = root != NULL ? gtk_root_get_focus (root) : NULL;

  return focus != NULL && (focus == control || gtk_widget_is_ancestor (focus, control));
}

/* Only what the user does counts: the control has the focus then. */
static void
changed_cb (SpTextSelection *self)
{
  int              start = 0, end = 0;
  g_autofree char *text = NULL;

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  if (self->control == NULL || self->component == NULL ||
      !is_focus (self->control))
    return;

  text = dup_selected (self, &start, &end);
  if (text != NULL)
    self->timeout_id = g_timeout_add (SETTLE_DELAY, settled_cb, self);
  else
    self->start = self->end = -1;
}

static void
sp_text_selection_finalize (GObject *object)
{
  SpTextSelection *self = SP_TEXT_SELECTION (object);

  g_clear_handle_id (&self->timeout_id, g_source_remove);
  g_clear_weak_pointer (&self->control);
  g_clear_weak_pointer (&self->component);

  G_OBJECT_CLASS (sp_text_selection_parent_class)->finalize (object);
}

static void
sp_text_selection_class_init (SpTextSelectionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_text_selection_finalize;
}

static void
sp_text_selection_init (SpTextSelection *self)
{
  self->start = self->end = -1;
}

SpTextSelection *
sp_text_selection_new (GtkWidget *control, SpComponent *component)
{
  SpTextSelection *self = g_object_new (SP_TYPE_TEXT_SELECTION, NULL);

  g_set_weak_pointer (&self->control, control);
  g_set_weak_pointer (&self->component, component);
  if (GTK_IS_TEXT_VIEW (control)) {
    g_signal_connect_object (gtk_text_view_get_buffer (GTK_TEXT_VIEW (control)), "mark-set",
                             G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  } else {
    g_signal_connect_object (control, "notify::selection-bound", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
    g_signal_connect_object (control, "notify::cursor-position", G_CALLBACK (changed_cb), self,
                             G_CONNECT_SWAPPED);
  }

  return self;
}
