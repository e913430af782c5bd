/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-component-private.h"

#include <glib/gi18n-lib.h>

/* Shows the content of a component in a window of its own that fills the screen, and takes it back.
 * The content is the same widget all the while, so that nothing of what it holds is lost. */

#define COMPONENT_KEY "sp-component"

static void
forward_cb (GSimpleAction *action, GVariant *parameter, gpointer user_data)
{
  const char *name = g_object_get_data (G_OBJECT (action), "sp-action-name");

  gtk_widget_activate_action_variant (GTK_WIDGET (user_data), name, parameter);
}

static GSimpleActionGroup *
get_group (GHashTable *groups, const char *prefix)
{
  GSimpleActionGroup *group = g_hash_table_lookup (groups, prefix);

  if (group == NULL) {
    group = g_simple_action_group_new ();
    g_hash_table_insert (groups, g_strdup (prefix), group);
  }

  return group;
}

/* The buttons in the content look for the actions of its component above them, where it is not any
 * more. */
static void
forward_actions (SpComponent *self, GtkWidget *window)
{
  g_autoptr (GHashTable) groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  const char            *name = NULL;
  const GVariantType    *parameter_type = NULL;
  GHashTableIter         iter;
  gpointer               prefix = NULL;
  gpointer               group = NULL;

  for (guint i = 0; gtk_widget_class_query_action (GTK_WIDGET_GET_CLASS (self), i, NULL, &name,
                                                   &parameter_type, NULL);
       i++) {
    const char               *dot = strchr (name, '.');
    g_autofree char          *start = dot != NULL ? g_strndup (name, dot - name) : NULL;
    g_autoptr (GSimpleAction) action = NULL;

    if (dot == NULL)
      continue;

    action = g_simple_action_new (dot + 1, parameter_type);
    g_object_set_data_full (G_OBJECT (action), "sp-action-name", g_strdup (name), g_free);
    g_signal_connect_object (action, "activate", G_CALLBACK (forward_cb), self, 0);
    g_action_map_add_action (G_ACTION_MAP (get_group (groups, start)), G_ACTION (action));
  }

  g_hash_table_iter_init (&iter, groups);
  while (g_hash_table_iter_next (&iter, &prefix, &group))
    gtk_widget_insert_action_group (window, prefix, group);
}

static gboolean
close_cb (SpComponent *self)
{
  sp_component_leave_fullscreen (self);

  return TRUE; /* the window is gone already */
}

static void
add_keys (GtkWidget *window)
{
  GtkEventController *keys = gtk_shortcut_controller_new ();

  gtk_shortcut_controller_add_shortcut (
    GTK_SHORTCUT_CONTROLLER (keys),
    gtk_shortcut_new (gtk_shortcut_trigger_parse_string ("Escape|F11"),
                      gtk_named_action_new ("component.fullscreen")));
  gtk_widget_add_controller (window, keys);
}

static GtkWidget *
new_leave_button (void)
{
  const char *words = _("Leave Full Screen");
  GtkWidget  *button = NULL;

  button = g_object_new (GTK_TYPE_BUTTON, "icon-name", "view-restore-symbolic", "tooltip-text", words,
                         "action-name", "component.fullscreen", "halign", GTK_ALIGN_END, "valign",
                         GTK_ALIGN_START, "margin-top", 12, "margin-end", 12, NULL);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  gtk_widget_add_css_class (button, "osd");
  gtk_widget_add_css_class (button, "circular");

  return button;
}

static GtkWindow *
new_window (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);
  GtkRoot            *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget          *window = gtk_window_new ();

  gtk_window_set_title (GTK_WINDOW (window), priv->label != NULL ? priv->label : priv->type_name);
  gtk_window_set_modal (GTK_WINDOW (window), TRUE);
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (window), GTK_WINDOW (root));
  gtk_widget_add_css_class (window, "component-fullscreen");
  g_object_set_data (G_OBJECT (window), COMPONENT_KEY, self);
  g_signal_connect_object (window, "close-request", G_CALLBACK (close_cb), self, G_CONNECT_SWAPPED);
  forward_actions (self, window);
  add_keys (window);

  return GTK_WINDOW (window);
}

static void
enter (SpComponent *self)
{
  SpComponentPrivate   *priv = sp_component_get_private (self);
  g_autoptr (GtkWidget) content = g_object_ref (priv->content);
  GtkWidget            *overlay = gtk_overlay_new ();

  /* The page behind does not move. */
  gtk_widget_set_size_request (GTK_WIDGET (priv->frame), -1,
                               gtk_widget_get_height (GTK_WIDGET (priv->frame)));
  gtk_overlay_set_child (priv->frame, NULL);
  gtk_overlay_set_child (GTK_OVERLAY (overlay), content);
  gtk_overlay_add_overlay (GTK_OVERLAY (overlay), new_leave_button ());
  priv->window = new_window (self);
  gtk_window_set_child (priv->window, overlay);
  gtk_window_fullscreen (priv->window);
  gtk_window_present (priv->window);
  gtk_widget_child_focus (content, GTK_DIR_TAB_FORWARD);
}

void
sp_component_leave_fullscreen (SpComponent *self)
{
  SpComponentPrivate   *priv = sp_component_get_private (self);
  g_autoptr (GtkWidget) content = NULL;
  GtkWindow            *window = g_steal_pointer (&priv->window);

  if (window == NULL)
    return;

  content = g_object_ref (priv->content);
  gtk_overlay_set_child (GTK_OVERLAY (gtk_window_get_child (window)), NULL);
  gtk_overlay_set_child (priv->frame, content);
  gtk_widget_set_size_request (GTK_WIDGET (priv->frame), -1, -1);
  gtk_window_destroy (window);
}

void
sp_component_toggle_fullscreen (SpComponent *self)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  if (priv->window != NULL)
    sp_component_leave_fullscreen (self);
  else if (priv->content != NULL && gtk_widget_get_mapped (priv->content))
    enter (self);
}

SpComponent *
sp_component_find (GtkWidget *widget)
{
  GtkWidget *component = NULL;
  GtkRoot   *root = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  component = gtk_widget_get_ancestor (widget, SP_TYPE_COMPONENT);
  root = gtk_widget_get_root (widget);
  if (component == NULL && root != NULL)
    component = g_object_get_data (G_OBJECT (root), COMPONENT_KEY);

  return component != NULL ? SP_COMPONENT (component) : NULL;
}
