/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-fullscreen-window.h"

#include <glib/gi18n-lib.h>

struct _SpFullscreenWindow {
  GtkWindow    parent_instance;
  SpComponent *component; /* weak */
  GtkOverlay  *overlay;   /* its child */
  GHashTable  *groups;    /* owned: prefix → owned GSimpleActionGroup */
};

G_DEFINE_FINAL_TYPE (SpFullscreenWindow, sp_fullscreen_window, GTK_TYPE_WINDOW)

/* An action of the component, by another name. */
typedef struct {
  GtkWidget *component; /* outlives the window, and with it this */
  char      *name;
} Forward;

static void
forward_free (gpointer data, GClosure *closure)
{
  Forward *forward = data;

  g_free (forward->name);
  g_free (forward);
}

static void
forward_cb (GSimpleAction *action, GVariant *parameter, Forward *forward)
{
  gtk_widget_activate_action_variant (forward->component, forward->name, parameter);
}

static GActionMap *
get_group (SpFullscreenWindow *self, const char *prefix)
{
  GSimpleActionGroup *group = g_hash_table_lookup (self->groups, prefix);

  if (group == NULL) {
    group = g_simple_action_group_new ();
    g_hash_table_insert (self->groups, g_strdup (prefix), group);
  }

  return G_ACTION_MAP (group);
}

static void
add_action (SpFullscreenWindow *self, const char *name, const GVariantType *parameter_type)
{
  g_auto (GStrv)            words = g_strsplit (name, ".", 2);
  g_autoptr (GSimpleAction) action = NULL;
  Forward                  *forward = NULL;

  if (words[1] == NULL)
    return;

  forward = g_new0 (Forward, 1);
  forward->component = GTK_WIDGET (self->component);
  forward->name = g_strdup (name);
  action = g_simple_action_new (words[1], parameter_type);
  g_signal_connect_data (action, "activate", G_CALLBACK (forward_cb), forward, forward_free, 0);
  g_action_map_add_action (get_group (self, words[0]), G_ACTION (action));
}

/* What is in the content looks for the actions of its component above, where it is not any more. */
static void
add_actions (SpFullscreenWindow *self)
{
  GtkWidgetClass     *klass = GTK_WIDGET_GET_CLASS (self->component);
  GType               owner = G_TYPE_INVALID;
  const char         *name = NULL;
  const char         *property = NULL;
  const GVariantType *parameter_type = NULL;
  GHashTableIter      iter;
  gpointer            prefix = NULL;
  gpointer            group = NULL;

  for (guint i = 0;
       gtk_widget_class_query_action (klass, i, &owner, &name, &parameter_type, &property); i++)
    add_action (self, name, parameter_type);

  g_hash_table_iter_init (&iter, self->groups);
  while (g_hash_table_iter_next (&iter, &prefix, &group))
    gtk_widget_insert_action_group (GTK_WIDGET (self), prefix, group);
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

/* The component takes its content back first. */
static gboolean
sp_fullscreen_window_close_request (GtkWindow *window)
{
  SpFullscreenWindow *self = SP_FULLSCREEN_WINDOW (window);

  if (self->component != NULL)
    gtk_widget_activate_action (GTK_WIDGET (self->component), "component.fullscreen", NULL);

  return TRUE; /* the window is gone already */
}

static void
sp_fullscreen_window_dispose (GObject *object)
{
  SpFullscreenWindow *self = SP_FULLSCREEN_WINDOW (object);

  g_clear_weak_pointer (&self->component);
  self->overlay = NULL;

  G_OBJECT_CLASS (sp_fullscreen_window_parent_class)->dispose (object);
}

static void
sp_fullscreen_window_finalize (GObject *object)
{
  g_clear_pointer (&SP_FULLSCREEN_WINDOW (object)->groups, g_hash_table_unref);

  G_OBJECT_CLASS (sp_fullscreen_window_parent_class)->finalize (object);
}

static void
sp_fullscreen_window_class_init (SpFullscreenWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_fullscreen_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_fullscreen_window_finalize;
  GTK_WINDOW_CLASS (klass)->close_request = sp_fullscreen_window_close_request;

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "component.fullscreen", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F11, 0, "component.fullscreen", NULL);
}

static void
sp_fullscreen_window_init (SpFullscreenWindow *self)
{
  self->groups = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_object_unref);
  self->overlay = GTK_OVERLAY (gtk_overlay_new ());
  gtk_overlay_add_overlay (self->overlay, new_leave_button ());
  gtk_window_set_child (GTK_WINDOW (self), GTK_WIDGET (self->overlay));
  gtk_window_set_modal (GTK_WINDOW (self), TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self), "component-fullscreen");
}

SpFullscreenWindow *
sp_fullscreen_window_new (SpComponent *component)
{
  SpFullscreenWindow *self = NULL;
  GtkRoot            *root = NULL;

  g_return_val_if_fail (SP_IS_COMPONENT (component), NULL);

  self = g_object_new (SP_TYPE_FULLSCREEN_WINDOW, NULL);
  g_set_weak_pointer (&self->component, component);
  add_actions (self);
  root = gtk_widget_get_root (GTK_WIDGET (component));
  if (GTK_IS_WINDOW (root))
    gtk_window_set_transient_for (GTK_WINDOW (self), GTK_WINDOW (root));

  return self;
}

SpComponent *
sp_fullscreen_window_get_component (SpFullscreenWindow *self)
{
  g_return_val_if_fail (SP_IS_FULLSCREEN_WINDOW (self), NULL);

  return self->component;
}

void
sp_fullscreen_window_set_content (SpFullscreenWindow *self, GtkWidget *content)
{
  g_return_if_fail (SP_IS_FULLSCREEN_WINDOW (self));

  gtk_overlay_set_child (self->overlay, content);
}

void
sp_fullscreen_window_set_action_enabled (SpFullscreenWindow *self, const char *name, gboolean enabled)
{
  g_auto (GStrv)      words = NULL;
  GSimpleActionGroup *group = NULL;
  GAction            *action = NULL;

  g_return_if_fail (SP_IS_FULLSCREEN_WINDOW (self));
  g_return_if_fail (name != NULL);

  words = g_strsplit (name, ".", 2);
  group = words[0] != NULL ? g_hash_table_lookup (self->groups, words[0]) : NULL;
  if (group != NULL && words[1] != NULL)
    action = g_action_map_lookup_action (G_ACTION_MAP (group), words[1]);
  if (action != NULL)
    g_simple_action_set_enabled (G_SIMPLE_ACTION (action), enabled);
}
