/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-installed-row-private.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SpInstalledRow, sp_installed_row, ADW_TYPE_ACTION_ROW)

typedef enum {
  PROP_NETWORK = 1,
} SpInstalledRowProperty;

static GParamSpec *properties[PROP_NETWORK + 1];

typedef enum {
  SIGNAL_OPEN,
  SIGNAL_UNINSTALL,
} SpInstalledRowSignal;

static guint signals[SIGNAL_UNINSTALL + 1];

static const char *
get_state_words (SpInstalledRow *self)
{
  if (sp_installed_space_get_problem (self->space) != NULL)
    return sp_installed_space_get_problem (self->space)->message;

  switch (sp_library_get_state (self->library, sp_installed_space_get_id (self->space))) {
  case SP_RUNNER_STOPPED:
    return _("Not running");
  case SP_RUNNER_INSTALLING:
  case SP_RUNNER_STARTING:
  case SP_RUNNER_WAITING:
    return _("Starting…");
  case SP_RUNNER_RUNNING:
    return _("Running");
  case SP_RUNNER_FAILED:
    return _("Stopped by an error");
  }

  return "";
}

static gboolean
is_up (SpInstalledRow *self)
{
  SpRunnerState state = sp_library_get_state (self->library, sp_installed_space_get_id (self->space));

  return state != SP_RUNNER_STOPPED && state != SP_RUNNER_FAILED;
}

static void
enable_actions (SpInstalledRow *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   up = is_up (self);
  gboolean   usable = sp_installed_space_get_problem (self->space) == NULL;
  gboolean   own = sp_installed_space_get_origin (self->space) == SP_INSTALLED_SPACE_OWN;

  gtk_widget_action_set_enabled (widget, "space.open", usable);
  gtk_widget_action_set_enabled (widget, "space.start", usable && !up);
  gtk_widget_action_set_enabled (widget, "space.stop", up);
  gtk_widget_action_set_enabled (widget, "space.update", own && sp_installed_space_get_manifest (self->space) != NULL);
  gtk_widget_action_set_enabled (widget, "space.rollback",
                                 own && sp_installed_space_get_previous_version (self->space) != NULL);
  gtk_widget_action_set_enabled (widget, "space.export", usable);
  gtk_widget_action_set_enabled (widget, "space.uninstall", own);
}

static void
show_toggle (SpInstalledRow *self)
{
  const char      *title = sp_installed_space_get_title (self->space);
  gboolean         up = is_up (self);
  g_autofree char *label = g_strdup_printf (up ? _("Stop “%s”") : _("Start “%s”"), title);

  gtk_button_set_icon_name (self->toggle, up ? "media-playback-stop-symbolic" : "media-playback-start-symbolic");
  gtk_actionable_set_action_name (GTK_ACTIONABLE (self->toggle), up ? "space.stop" : "space.start");
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->toggle), up ? _("Stop") : _("Start"));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->toggle), GTK_ACCESSIBLE_PROPERTY_LABEL, label, -1);
}

static void
update (SpInstalledRow *self)
{
  const char      *title = sp_installed_space_get_title (self->space);
  SpSpace         *space = sp_installed_space_get_space (self->space);
  const char      *emoji = space != NULL ? sp_space_get_emoji (space) : NULL;
  const char      *state = get_state_words (self);
  g_autofree char *menu = g_strdup_printf (_("Menu of “%s”"), title);
  g_autofree char *subtitle = NULL;

  /* Translators: how it is with a Space, such as “Running”, and its size on the disk. */
  subtitle = self->size != NULL ? g_strdup_printf (_("%s · %s"), state, self->size) : g_strdup (state);
  gtk_label_set_label (self->emoji, emoji != NULL ? emoji : "🚀");
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (self), title);
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), subtitle);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  show_toggle (self);
  enable_actions (self);
}

static void
state_cb (SpInstalledRow *self,
          const char     *id)
{
  if (g_str_equal (id, sp_installed_space_get_id (self->space)))
    update (self);
}

static void
network_cb (SpInstalledRow *self)
{
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NETWORK]);
}

static void
measured_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GError) error = NULL;
  SpSpaceSize        size;
  SpInstalledRow    *self = user_data;

  if (!sp_space_store_measure_finish (SP_SPACE_STORE (source), result, &size, &error)) {
    if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
      g_debug ("Not measured: %s", error->message);
    return; /* the row may be gone */
  }

  g_free (self->size);
  self->size = g_format_size (size.total.own + size.total.shared);
  update (self);
}

void
sp_installed_row_open (SpInstalledRow *self)
{
  SpSpace *space = sp_installed_space_get_space (self->space);

  if (space != NULL && sp_installed_space_get_problem (self->space) == NULL)
    g_signal_emit (self, signals[SIGNAL_OPEN], 0, space);
}

void
sp_installed_row_uninstall (SpInstalledRow *self)
{
  g_signal_emit (self, signals[SIGNAL_UNINSTALL], 0, self->space);
}

void
sp_installed_row_toast (SpInstalledRow *self,
                        const char     *text)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.toast", "(su)", text, 5);
}

static void
sp_installed_row_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (object);

  switch ((SpInstalledRowProperty) prop_id) {
  case PROP_NETWORK:
    g_value_set_boolean (value, self->space != NULL && sp_space_settings_get_network (
                                                         sp_installed_space_get_settings (self->space)));
    break;
  }
}

static void
sp_installed_row_set_property (GObject      *object,
                               guint         prop_id,
                               const GValue *value,
                               GParamSpec   *pspec)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (object);

  switch ((SpInstalledRowProperty) prop_id) {
  case PROP_NETWORK:
    g_object_set (sp_installed_space_get_settings (self->space), "network", g_value_get_boolean (value), NULL);
    if (is_up (self))
      sp_installed_row_toast (self, _("This counts when the Space is started the next time."));
    break;
  }
}

static void
sp_installed_row_dispose (GObject *object)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_INSTALLED_ROW);

  G_OBJECT_CLASS (sp_installed_row_parent_class)->dispose (object);
}

static void
sp_installed_row_finalize (GObject *object)
{
  SpInstalledRow *self = SP_INSTALLED_ROW (object);

  g_clear_object (&self->library);
  g_clear_object (&self->space);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->size, g_free);

  G_OBJECT_CLASS (sp_installed_row_parent_class)->finalize (object);
}

static void
sp_installed_row_class_init (SpInstalledRowClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_installed_row_get_property;
  object_class->set_property = sp_installed_row_set_property;
  object_class->dispose = sp_installed_row_dispose;
  object_class->finalize = sp_installed_row_finalize;

  properties[PROP_NETWORK] =
    g_param_spec_boolean ("network", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_OPEN] = g_signal_new ("open", SP_TYPE_INSTALLED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, SP_TYPE_SPACE);
  signals[SIGNAL_UNINSTALL] = g_signal_new ("uninstall", SP_TYPE_INSTALLED_ROW, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                            G_TYPE_NONE, 1, SP_TYPE_INSTALLED_SPACE);

  sp_installed_row_install_actions (widget_class);
  gtk_widget_class_install_property_action (widget_class, "space.network", "network");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-installed-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpInstalledRow, emoji);
  gtk_widget_class_bind_template_child (widget_class, SpInstalledRow, toggle);
  gtk_widget_class_bind_template_child (widget_class, SpInstalledRow, menu_button);
}

static void
sp_installed_row_init (SpInstalledRow *self)
{
  self->cancellable = g_cancellable_new ();
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_installed_row_new (SpLibrary        *library,
                      SpInstalledSpace *space)
{
  SpInstalledRow *self = g_object_new (SP_TYPE_INSTALLED_ROW, NULL);

  self->library = g_object_ref (library);
  self->space = g_object_ref (space);
  g_signal_connect_object (library, "state-changed", G_CALLBACK (state_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (space, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (sp_installed_space_get_settings (space), "notify::network", G_CALLBACK (network_cb), self,
                           G_CONNECT_SWAPPED);
  update (self);
  sp_installed_row_find_launcher (self);
  sp_space_store_measure_async (sp_library_get_store (library), space, self->cancellable, measured_cb, self);

  return GTK_WIDGET (self);
}

SpInstalledSpace *
sp_installed_row_get_space (SpInstalledRow *self)
{
  g_return_val_if_fail (SP_IS_INSTALLED_ROW (self), NULL);

  return self->space;
}
