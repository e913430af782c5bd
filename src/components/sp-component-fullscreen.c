/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#include "sp-fullscreen-window.h"

/* Shows the content of a component in a window of its own that fills the screen, and takes it back.
 * The content is the same widget all the while, so that nothing of what it holds is lost. */

static void
enter (SpComponent *self)
{
  SpComponentPrivate   *priv = sp_component_get_private (self);
  g_autoptr (GtkWidget) content = g_object_ref (priv->content);
  SpFullscreenWindow   *window = sp_fullscreen_window_new (self);
  GHashTableIter        iter;
  gpointer              name = NULL;

  g_hash_table_iter_init (&iter, priv->disabled_actions);
  while (g_hash_table_iter_next (&iter, &name, NULL))
    sp_fullscreen_window_set_action_enabled (window, name, FALSE);

  /* The page behind does not move. */
  gtk_widget_set_size_request (GTK_WIDGET (priv->frame), -1,
                               gtk_widget_get_height (GTK_WIDGET (priv->frame)));
  gtk_overlay_set_child (priv->frame, NULL);
  sp_fullscreen_window_set_content (window, content);
  priv->window = GTK_WINDOW (window);
  gtk_window_set_title (priv->window, priv->label != NULL ? priv->label : priv->type_name);
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
  sp_fullscreen_window_set_content (SP_FULLSCREEN_WINDOW (window), NULL);
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

void
sp_component_set_action_enabled (SpComponent *self, const char *name, gboolean enabled)
{
  SpComponentPrivate *priv = sp_component_get_private (self);

  g_return_if_fail (SP_IS_COMPONENT (self));
  g_return_if_fail (name != NULL);

  /* GTK does not tell what it was told. */
  if (enabled)
    g_hash_table_remove (priv->disabled_actions, name);
  else
    g_hash_table_add (priv->disabled_actions, g_strdup (name));
  gtk_widget_action_set_enabled (GTK_WIDGET (self), name, enabled);
  if (priv->window != NULL)
    sp_fullscreen_window_set_action_enabled (SP_FULLSCREEN_WINDOW (priv->window), name, enabled);
}

SpComponent *
sp_component_find (GtkWidget *widget)
{
  GtkWidget *component = NULL;
  GtkRoot   *root = NULL;

  g_return_val_if_fail (GTK_IS_WIDGET (widget), NULL);

  component = gtk_widget_get_ancestor (widget, SP_TYPE_COMPONENT);
  root = gtk_widget_get_root (widget);
  if (component == NULL && SP_IS_FULLSCREEN_WINDOW (root))
    return sp_fullscreen_window_get_component (SP_FULLSCREEN_WINDOW (root));

  return (SpComponent *) component;
}
