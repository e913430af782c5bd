/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-choice-entry.h"

#include "gradio.h"
#include "sp-resources.h"

struct _SpChoiceEntry {
  GtkWidget           parent_instance;
  GtkEntry           *entry;     /* template child */
  GtkPopover         *popover;   /* template child */
  GtkListView        *list;      /* template child */
  GtkStringFilter    *filter;    /* template child */
  GtkFilterListModel *filtered;  /* template child */
  GtkSingleSelection *selection; /* template child */
  GListModel         *choices;   /* owned */
  JsonNode           *value;     /* owned: what was set or chosen; NULL once the user typed */
  gboolean            strict;    /* only a choice will do */
  gboolean            searching; /* the text is no longer that of the value */
  gboolean            quiet;     /* the text is not being changed by the user */
};

G_DEFINE_FINAL_TYPE (SpChoiceEntry, sp_choice_entry, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
  SIGNAL_KEY_UP,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
close_list (SpChoiceEntry *self)
{
  gtk_popover_popdown (self->popover);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, FALSE,
                               -1);
}

static void
open_list (SpChoiceEntry *self, const char *search)
{
  gtk_string_filter_set_search (self->filter, search);
  gtk_single_selection_set_selected (self->selection, GTK_INVALID_LIST_POSITION);
  if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) == 0) {
    close_list (self);
    return;
  }

  gtk_widget_set_size_request (GTK_WIDGET (self->popover), gtk_widget_get_width (GTK_WIDGET (self)),
                               -1);
  gtk_popover_popup (self->popover);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self->entry), GTK_ACCESSIBLE_STATE_EXPANDED, TRUE,
                               -1);
}

static void
show_text (SpChoiceEntry *self, const char *text)
{
  self->quiet = TRUE;
  if (!g_str_equal (gtk_editable_get_text (GTK_EDITABLE (self->entry)), text))
    gtk_editable_set_text (GTK_EDITABLE (self->entry), text);
  self->quiet = FALSE;
  self->searching = FALSE;
}

static void
show_value (SpChoiceEntry *self)
{
  guint                position = sp_choice_list_find (self->choices, self->value);
  g_autoptr (SpChoice) choice = NULL;

  if (position != G_MAXUINT)
    choice = g_list_model_get_item (self->choices, position);
  else if (!json_node_is_null (self->value))
    choice = self->strict ? sp_choice_new_unknown (self->value) : sp_choice_new_custom (self->value);
  show_text (self, choice != NULL ? sp_choice_get_label (choice) : "");
  if (choice != NULL && self->strict && !sp_choice_is_known (choice))
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "unknown-choice");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "unknown-choice");
}

static void
choose (SpChoiceEntry *self, guint position)
{
  g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (choice == NULL)
    return;

  g_clear_pointer (&self->value, json_node_unref);
  self->value = json_node_ref (sp_choice_get_value (choice));
  show_text (self, sp_choice_get_label (choice));
  gtk_editable_set_position (GTK_EDITABLE (self->entry), -1);
  close_list (self);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, choice);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
row_activated_cb (SpChoiceEntry *self, guint position)
{
  choose (self, position);
}

static JsonNode *
find_by_label (SpChoiceEntry *self, const char *label)
{
  for (guint i = 0; i < g_list_model_get_n_items (self->choices); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (self->choices, i);

    if (g_str_equal (sp_choice_get_label (choice), label))
      return json_node_ref (sp_choice_get_value (choice));
  }

  return NULL;
}

/* The whole name of a choice is as good as choosing it from the list. */
static gboolean
take_named_choice (SpChoiceEntry *self)
{
  JsonNode *value = find_by_label (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));

  self->searching = value == NULL;
  if (value == NULL)
    return FALSE;

  g_clear_pointer (&self->value, json_node_unref);
  self->value = value;
  gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "unknown-choice");

  return TRUE;
}

static void
text_changed_cb (SpChoiceEntry *self)
{
  if (self->quiet)
    return;

  if (gtk_widget_get_mapped (GTK_WIDGET (self)))
    open_list (self, gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  if (!self->strict)
    g_clear_pointer (&self->value, json_node_unref);
  else if (!take_named_choice (self)) /* it is a search until one is chosen */
    return;
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
activate_cb (SpChoiceEntry *self)
{
  guint position = gtk_single_selection_get_selected (self->selection);

  if (self->strict && position == GTK_INVALID_LIST_POSITION)
    position = 0; /* the best of what was found */
  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)) && position != GTK_INVALID_LIST_POSITION)
    choose (self, position);
  else
    close_list (self);
}

static void
icon_pressed_cb (SpChoiceEntry *self)
{
  if (!gtk_editable_get_editable (GTK_EDITABLE (self->entry)))
    return;

  if (gtk_widget_get_visible (GTK_WIDGET (self->popover)))
    close_list (self);
  else
    open_list (self, NULL);
}

/* What was typed and is no choice goes away again. */
static void
left_cb (SpChoiceEntry *self)
{
  close_list (self);
  if (self->searching)
    show_value (self);
}

/* Keys as web pages call them. */
static char *
describe_key (guint keyval)
{
  static const struct {
    guint       keyval;
    const char *name;
  } names[] = {
    { GDK_KEY_BackSpace, "Backspace" },
    { GDK_KEY_Control_L, "Control" },
    { GDK_KEY_Control_R, "Control" },
    { GDK_KEY_Down, "ArrowDown" },
    { GDK_KEY_KP_Enter, "Enter" },
    { GDK_KEY_Left, "ArrowLeft" },
    { GDK_KEY_Page_Down, "PageDown" },
    { GDK_KEY_Page_Up, "PageUp" },
    { GDK_KEY_Return, "Enter" },
    { GDK_KEY_Right, "ArrowRight" },
    { GDK_KEY_Shift_L, "Shift" },
    { GDK_KEY_Shift_R, "Shift" },
    { GDK_KEY_Up, "ArrowUp" },
  };
  gunichar    character = gdk_keyval_to_unicode (keyval);
  const char *name = gdk_keyval_name (keyval);
  char        text[8] = { 0 };

  for (gsize i = 0; i < G_N_ELEMENTS (names); i++) {
    if (names[i].keyval == keyval)
      return g_strdup (names[i].name);
  }
  if (character == 0 || g_unichar_iscntrl (character))
    return g_strdup (name != NULL ? name : "Unidentified");
  g_unichar_to_utf8 (character, text);

  return g_strdup (text);
}

static void
key_released_cb (SpChoiceEntry *self, guint keyval)
{
  g_autoptr (JsonNode) data = json_node_new (JSON_NODE_OBJECT);
  JsonObject          *object = json_object_new ();
  g_autofree char     *key = describe_key (keyval);

  json_object_set_string_member (object, "key", key);
  json_object_set_string_member (object, "input_value",
                                 gtk_editable_get_text (GTK_EDITABLE (self->entry)));
  json_node_take_object (data, object);
  g_signal_emit (self, signals[SIGNAL_KEY_UP], 0, data);
}

static void
move_selection (SpChoiceEntry *self, int by)
{
  guint n_items = g_list_model_get_n_items (G_LIST_MODEL (self->selection));
  guint position = gtk_single_selection_get_selected (self->selection);

  if (!gtk_widget_get_visible (GTK_WIDGET (self->popover))) {
    open_list (self, NULL);
    return;
  }
  if (n_items == 0)
    return;

  if (position == GTK_INVALID_LIST_POSITION)
    position = by > 0 ? 0 : n_items - 1;
  else if (by > 0)
    position = MIN (position + 1, n_items - 1);
  else
    position = position > 0 ? position - 1 : 0;
  gtk_single_selection_set_selected (self->selection, position);
  gtk_widget_activate_action (GTK_WIDGET (self->list), "list.scroll-to-item", "u", position);
}

static gboolean
key_pressed_cb (SpChoiceEntry *self, guint keyval, guint keycode, GdkModifierType state)
{
  if (!gtk_editable_get_editable (GTK_EDITABLE (self->entry)) ||
      (state & gtk_accelerator_get_default_mod_mask () & ~GDK_ALT_MASK) != 0)
    return GDK_EVENT_PROPAGATE;

  switch (keyval) {
  case GDK_KEY_Down:
  case GDK_KEY_KP_Down:
    move_selection (self, 1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Up:
  case GDK_KEY_KP_Up:
    move_selection (self, -1);
    return GDK_EVENT_STOP;
  case GDK_KEY_Escape:
    if (!gtk_widget_get_visible (GTK_WIDGET (self->popover)))
      return GDK_EVENT_PROPAGATE;
    close_list (self);
    return GDK_EVENT_STOP;
  default:
    return GDK_EVENT_PROPAGATE;
  }
}

static gboolean
sp_choice_entry_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_CHOICE_ENTRY (widget)->entry));
}

static void
sp_choice_entry_dispose (GObject *object)
{
  SpChoiceEntry *self = SP_CHOICE_ENTRY (object);
  GtkWidget     *child = NULL;

  self->quiet = TRUE;
  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_CHOICE_ENTRY);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);
  g_clear_object (&self->choices);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_choice_entry_parent_class)->dispose (object);
}

static void
sp_choice_entry_class_init (SpChoiceEntryClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_choice_entry_dispose;
  widget_class->grab_focus = sp_choice_entry_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CHOICE_ENTRY, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SP_TYPE_CHOICE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_CHOICE);
  signals[SIGNAL_KEY_UP] = g_signal_new ("key-up", SP_TYPE_CHOICE_ENTRY, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, JSON_TYPE_NODE);

  g_type_ensure (SP_TYPE_CHOICE);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-choice-entry.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, entry);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, popover);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, list);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, filter);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, filtered);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceEntry, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, icon_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_released_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, text_changed_cb);
}

static void
sp_choice_entry_init (SpChoiceEntry *self)
{
  self->choices = G_LIST_MODEL (g_list_store_new (SP_TYPE_CHOICE));
  self->value = json_node_new (JSON_NODE_NULL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* Text, cursor and an open list stay: an app may fetch choices as its user types. */
void
sp_choice_entry_set_choices (SpChoiceEntry *self, GListModel *choices)
{
  g_return_if_fail (SP_IS_CHOICE_ENTRY (self));
  g_return_if_fail (G_IS_LIST_MODEL (choices));

  g_set_object (&self->choices, choices);
  gtk_filter_list_model_set_model (self->filtered, choices);
  if (self->value != NULL && !self->searching)
    show_value (self);
}

void
sp_choice_entry_set_editable (SpChoiceEntry *self, gboolean editable)
{
  g_return_if_fail (SP_IS_CHOICE_ENTRY (self));

  gtk_editable_set_editable (GTK_EDITABLE (self->entry), editable);
  gtk_entry_set_icon_from_icon_name (self->entry, GTK_ENTRY_ICON_SECONDARY,
                                     editable ? "pan-down-symbolic" : NULL);
}

void
sp_choice_entry_set_value (SpChoiceEntry *self, JsonNode *value)
{
  JsonNode *node = NULL;

  g_return_if_fail (SP_IS_CHOICE_ENTRY (self));

  node = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  g_clear_pointer (&self->value, json_node_unref);
  self->value = node;
  show_value (self);
}

void
sp_choice_entry_set_strict (SpChoiceEntry *self, gboolean strict)
{
  g_autoptr (JsonNode) value = NULL;

  g_return_if_fail (SP_IS_CHOICE_ENTRY (self));

  if (self->strict == strict)
    return;

  value = sp_choice_entry_dup_value (self);
  self->strict = strict;
  sp_choice_entry_set_value (self, value);
}

JsonNode *
sp_choice_entry_dup_value (SpChoiceEntry *self)
{
  const char *text = NULL;
  JsonNode   *node = NULL;

  g_return_val_if_fail (SP_IS_CHOICE_ENTRY (self), NULL);

  if (self->value != NULL)
    return json_node_ref (self->value);

  text = gtk_editable_get_text (GTK_EDITABLE (self->entry));
  node = find_by_label (self, text);

  return node != NULL ? node : json_node_init_string (json_node_alloc (), text);
}

GtkWidget *
sp_choice_entry_get_entry (SpChoiceEntry *self)
{
  g_return_val_if_fail (SP_IS_CHOICE_ENTRY (self), NULL);

  return GTK_WIDGET (self->entry);
}
