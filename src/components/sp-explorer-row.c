/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-explorer-row.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpExplorerRow {
  GtkWidget parent_instance;

  GtkWidget      *box;     /* template child */
  GtkCheckButton *check;   /* template child */
  GtkCheckButton *partner; /* template child: makes a radio button of check */
  GtkWidget      *mark;    /* template child */
  GtkImage       *icon;    /* template child */
  GtkLabel       *name;    /* template child */
  GtkSpinner     *spinner; /* template child */
  GtkWidget      *retry;   /* template child */

  SpExplorerItem *item;
  SpExplorerTree *tree;
  GSignalGroup   *item_signals;
  GSignalGroup   *tree_signals;
  gboolean        interactive;
  gboolean        quiet; /* not the user changes the check box */
};

G_DEFINE_FINAL_TYPE (SpExplorerRow, sp_explorer_row, GTK_TYPE_WIDGET)

typedef enum {
  PROP_INTERACTIVE = 1,
} SpExplorerRowProperty;

static GParamSpec *properties[PROP_INTERACTIVE + 1];

enum {
  SIGNAL_CLICKED,
  SIGNAL_TOGGLED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static const char *
choose_icon (SpExplorerItem *item)
{
  switch (sp_explorer_item_get_kind (item)) {
  case SP_EXPLORER_FOLDER:
  case SP_EXPLORER_SELF:
    return "folder-symbolic";
  case SP_EXPLORER_PROBLEM:
    return "dialog-warning-symbolic";
  case SP_EXPLORER_FILE:
  case SP_EXPLORER_WAIT:
  case SP_EXPLORER_EMPTY:
    break;
  }

  return "text-x-generic-symbolic";
}

static void
update_icon (SpExplorerRow *self)
{
  g_autofree char  *type = NULL;
  g_autoptr (GIcon) icon = NULL;

  if (sp_explorer_item_get_kind (self->item) != SP_EXPLORER_FILE) {
    gtk_image_set_from_icon_name (self->icon, choose_icon (self->item));
    return;
  }
  type = g_content_type_guess (sp_explorer_item_get_name (self->item), NULL, 0, NULL);
  icon = g_content_type_get_symbolic_icon (type);
  gtk_image_set_from_gicon (self->icon, icon);
}

static void
update_marks (SpExplorerRow *self)
{
  SpExplorerMark mark = SP_EXPLORER_NONE;
  SpExplorerKind kind = SP_EXPLORER_WAIT;
  gboolean       single = FALSE;
  gboolean       can_check = FALSE;

  if (self->item == NULL)
    return;

  mark = sp_explorer_tree_get_mark (self->tree, self->item);
  kind = sp_explorer_item_get_kind (self->item);
  single = sp_explorer_tree_get_single (self->tree);
  can_check = sp_explorer_item_is_choice (self->item) || (kind == SP_EXPLORER_FOLDER && !single);

  self->quiet = TRUE;
  gtk_check_button_set_group (self->check, single ? self->partner : NULL);
  gtk_check_button_set_active (self->check, mark == SP_EXPLORER_ALL);
  gtk_check_button_set_active (self->partner, mark != SP_EXPLORER_ALL);
  gtk_check_button_set_inconsistent (self->check, mark == SP_EXPLORER_SOME);
  self->quiet = FALSE;
  gtk_widget_set_visible (GTK_WIDGET (self->check), self->interactive && can_check);
  gtk_widget_set_visible (self->mark, !self->interactive && mark != SP_EXPLORER_NONE);
  gtk_widget_set_opacity (self->mark, mark == SP_EXPLORER_SOME ? 0.5 : 1);
  gtk_accessible_update_state (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_STATE_CHECKED,
                               mark == SP_EXPLORER_ALL    ? GTK_ACCESSIBLE_TRISTATE_TRUE
                               : mark == SP_EXPLORER_SOME ? GTK_ACCESSIBLE_TRISTATE_MIXED
                                                          : GTK_ACCESSIBLE_TRISTATE_FALSE,
                               -1);
}

static void
update_state (SpExplorerRow *self)
{
  SpExplorerKind kind = SP_EXPLORER_FILE;
  gboolean       is_asked = FALSE;

  if (self->item == NULL)
    return;

  kind = sp_explorer_item_get_kind (self->item);
  is_asked = kind == SP_EXPLORER_WAIT ||
             sp_explorer_item_get_state (self->item) == SP_EXPLORER_ASKED;
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), is_asked);
  gtk_spinner_set_spinning (self->spinner, is_asked);
  gtk_widget_set_visible (GTK_WIDGET (self->icon),
                          kind != SP_EXPLORER_WAIT && kind != SP_EXPLORER_EMPTY);
  gtk_widget_set_visible (self->retry, kind == SP_EXPLORER_PROBLEM);
}

static void
show_item (SpExplorerRow *self)
{
  SpExplorerKind kind = sp_explorer_item_get_kind (self->item);
  const char    *name = sp_explorer_item_get_name (self->item);
  gboolean       is_note = kind == SP_EXPLORER_WAIT || kind == SP_EXPLORER_EMPTY;

  gtk_label_set_text (self->name, name);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->name), g_utf8_strlen (name, -1) > 30 ? name : NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->check), GTK_ACCESSIBLE_PROPERTY_LABEL, name,
                                  -1);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
  if (is_note || kind == SP_EXPLORER_SELF)
    gtk_widget_add_css_class (GTK_WIDGET (self->name), "dim-label");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->name), "dim-label");
  update_icon (self);
  update_state (self);
  update_marks (self);
}

static void
check_toggled_cb (SpExplorerRow *self)
{
  if (self->quiet || self->item == NULL)
    return;

  g_signal_emit (self, signals[SIGNAL_TOGGLED], 0, gtk_check_button_get_active (self->check));
  update_marks (self); /* of a folder, it is not known yet */
}

static void
clicked_cb (SpExplorerRow *self)
{
  if (self->item != NULL && (sp_explorer_item_is_choice (self->item) ||
                             sp_explorer_item_get_kind (self->item) == SP_EXPLORER_FOLDER))
    g_signal_emit (self, signals[SIGNAL_CLICKED], 0);
}

static void
retry_clicked_cb (SpExplorerRow *self)
{
  SpExplorerItem *folder = self->item != NULL ? sp_explorer_item_get_folder (self->item) : NULL;

  if (folder != NULL)
    sp_explorer_tree_load (self->tree, folder);
}

static void
sp_explorer_row_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpExplorerRowProperty) prop_id) {
  case PROP_INTERACTIVE:
    g_value_set_boolean (value, SP_EXPLORER_ROW (object)->interactive);
    break;
  }
}

static void
sp_explorer_row_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpExplorerRowProperty) prop_id) {
  case PROP_INTERACTIVE:
    sp_explorer_row_set_interactive (SP_EXPLORER_ROW (object), g_value_get_boolean (value));
    break;
  }
}

static void
sp_explorer_row_dispose (GObject *object)
{
  SpExplorerRow *self = SP_EXPLORER_ROW (object);

  g_clear_object (&self->item_signals);
  g_clear_object (&self->tree_signals);
  g_clear_object (&self->item);
  g_clear_object (&self->tree);
  g_clear_pointer (&self->box, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_explorer_row_parent_class)->dispose (object);
}

static void
sp_explorer_row_class_init (SpExplorerRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_explorer_row_get_property;
  object_class->set_property = sp_explorer_row_set_property;
  object_class->dispose = sp_explorer_row_dispose;

  properties[PROP_INTERACTIVE] =
    g_param_spec_boolean ("interactive", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_CLICKED] = g_signal_new ("clicked", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_TOGGLED] = g_signal_new ("toggled", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_BOOLEAN);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-explorer-row");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_CHECKBOX);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-explorer-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, box);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, check);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, partner);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, mark);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, icon);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpExplorerRow, retry);
  gtk_widget_class_bind_template_callback (widget_class, check_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_clicked_cb);
}

static void
sp_explorer_row_init (SpExplorerRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->item_signals = g_signal_group_new (SP_TYPE_EXPLORER_ITEM);
  g_signal_group_connect_swapped (self->item_signals, "notify::state", G_CALLBACK (update_state),
                                  self);
  self->tree_signals = g_signal_group_new (SP_TYPE_EXPLORER_TREE);
  g_signal_group_connect_swapped (self->tree_signals, "marks", G_CALLBACK (update_marks), self);
}

GtkWidget *
sp_explorer_row_new (void)
{
  return g_object_new (SP_TYPE_EXPLORER_ROW, NULL);
}

void
sp_explorer_row_set_item (SpExplorerRow *self, SpExplorerItem *item, SpExplorerTree *tree)
{
  SpExplorerItem *folder = NULL;

  g_return_if_fail (SP_IS_EXPLORER_ROW (self) && (item == NULL) == (tree == NULL));

  g_set_object (&self->item, item);
  g_set_object (&self->tree, tree);
  g_signal_group_set_target (self->item_signals, item);
  g_signal_group_set_target (self->tree_signals, tree);
  if (item == NULL)
    return;

  show_item (self);
  folder = sp_explorer_item_get_folder (item);
  if (folder != NULL && sp_explorer_item_get_kind (item) == SP_EXPLORER_WAIT)
    sp_explorer_tree_load (tree, folder);
}

SpExplorerItem *
sp_explorer_row_get_item (SpExplorerRow *self)
{
  g_return_val_if_fail (SP_IS_EXPLORER_ROW (self), NULL);

  return self->item;
}

void
sp_explorer_row_set_interactive (SpExplorerRow *self, gboolean interactive)
{
  g_return_if_fail (SP_IS_EXPLORER_ROW (self));

  if (self->interactive == interactive)
    return;

  self->interactive = interactive;
  update_marks (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERACTIVE]);
}
