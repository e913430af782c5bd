/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-settings-window.h"

#include "sp-resources.h"
#include "sp-space-secrets.h"

#include <glib/gi18n-lib.h>

/* Limits are chosen in units that people think in. */
#define MEMORY_UNIT (G_GUINT64_CONSTANT (1) << 20)
#define DISK_UNIT (G_GUINT64_CONSTANT (1) << 30)
#define IDLE_UNIT 60

struct _SpSpaceSettingsWindow {
  AdwPreferencesWindow parent_instance;
  GtkSwitch           *network;   /* template child */
  GtkSwitch           *gpu;       /* template child */
  GtkSwitch           *keep;      /* template child */
  GtkSpinButton       *memory;    /* template child */
  GtkSpinButton       *disk;      /* template child */
  GtkSpinButton       *processes; /* template child */
  GtkSpinButton       *idle;      /* template child */
  GtkWidget           *restart;   /* template child */
  SpSpaceSecrets      *secrets;   /* template child */
  SpLibrary           *library;   /* owned */
  SpInstalledSpace    *space;     /* owned */
};

G_DEFINE_FINAL_TYPE (SpSpaceSettingsWindow, sp_space_settings_window, ADW_TYPE_PREFERENCES_WINDOW)

static void
keep_cb (SpSpaceSettingsWindow *self)
{
  if (self->library != NULL)
    sp_library_set_keeps_running (self->library, sp_installed_space_get_id (self->space),
                                  gtk_switch_get_active (self->keep));
}

static void
restart_clicked_cb (SpSpaceSettingsWindow *self)
{
  SpSpace           *space = sp_installed_space_get_space (self->space);
  g_autoptr (GError) error = NULL;

  gtk_widget_set_visible (self->restart, FALSE);
  sp_library_stop (self->library, sp_installed_space_get_id (self->space));
  if (space != NULL && !sp_library_start (self->library, space, &error))
    gtk_widget_activate_action (GTK_WIDGET (gtk_window_get_transient_for (GTK_WINDOW (self))), "win.toast", "(su)",
                                error->message, 5);
}

/* What runs was started with other ones. */
static void
secrets_changed_cb (SpSpaceSettingsWindow *self)
{
  if (sp_library_get_state (self->library, sp_installed_space_get_id (self->space)) == SP_RUNNER_RUNNING)
    gtk_widget_set_visible (self->restart, TRUE);
}

/* What runs was started with other settings. */
static void
changed_cb (SpSpaceSettingsWindow *self,
            GParamSpec            *pspec)
{
  const char *name = g_param_spec_get_name (pspec);

  if (!g_str_equal (name, "idle-timeout") &&
      sp_library_get_state (self->library, sp_installed_space_get_id (self->space)) == SP_RUNNER_RUNNING)
    gtk_widget_set_visible (self->restart, TRUE);
}

static void
sp_space_settings_window_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_SETTINGS_WINDOW);

  G_OBJECT_CLASS (sp_space_settings_window_parent_class)->dispose (object);
}

static void
sp_space_settings_window_finalize (GObject *object)
{
  SpSpaceSettingsWindow *self = SP_SPACE_SETTINGS_WINDOW (object);

  g_clear_object (&self->library);
  g_clear_object (&self->space);

  G_OBJECT_CLASS (sp_space_settings_window_parent_class)->finalize (object);
}

static void
sp_space_settings_window_class_init (SpSpaceSettingsWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_space_settings_window_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_space_settings_window_finalize;

  g_type_ensure (SP_TYPE_SPACE_SECRETS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-settings-window.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, network);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, gpu);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, keep);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, memory);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, disk);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, processes);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, idle);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, restart);
  gtk_widget_class_bind_template_callback (widget_class, keep_cb);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceSettingsWindow, secrets);
  gtk_widget_class_bind_template_callback (widget_class, restart_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, secrets_changed_cb);
}

static void
sp_space_settings_window_init (SpSpaceSettingsWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* From the setting, in its own unit, to what is shown; @user_data has the unit. */
static gboolean
divide_cb (GBinding     *binding,
           const GValue *from,
           GValue       *to,
           gpointer      user_data)
{
  guint64 unit = (guint64) GPOINTER_TO_SIZE (user_data);
  guint64 number = G_VALUE_HOLDS_UINT64 (from) ? g_value_get_uint64 (from) : g_value_get_uint (from);

  g_value_set_double (to, (double) (number / unit));

  return TRUE;
}

static gboolean
multiply_cb (GBinding     *binding,
             const GValue *from,
             GValue       *to,
             gpointer      user_data)
{
  guint64 unit = (guint64) GPOINTER_TO_SIZE (user_data);
  guint64 number = (guint64) g_value_get_double (from) * unit;

  if (G_VALUE_HOLDS_UINT64 (to))
    g_value_set_uint64 (to, number);
  else
    g_value_set_uint (to, (guint) number);

  return TRUE;
}

static void
bind_number (SpSpaceSettings *settings,
             const char      *name,
             GtkSpinButton   *button,
             guint64          unit)
{
  g_object_bind_property_full (settings, name, button, "value", G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL,
                               divide_cb, multiply_cb, GSIZE_TO_POINTER ((gsize) unit), NULL);
}

GtkWindow *
sp_space_settings_window_new (GtkWindow        *parent,
                              SpLibrary        *library,
                              SpInstalledSpace *space)
{
  SpSpaceSettingsWindow *self = g_object_new (SP_TYPE_SPACE_SETTINGS_WINDOW, "transient-for", parent, NULL);
  SpSpaceSettings       *settings = sp_installed_space_get_settings (space);
  const GBindingFlags    both = G_BINDING_SYNC_CREATE | G_BINDING_BIDIRECTIONAL;

  gtk_switch_set_active (self->keep, sp_library_get_keeps_running (library, sp_installed_space_get_id (space)));
  self->library = g_object_ref (library); /* from now on what changes is the user's choice */
  self->space = g_object_ref (space);
  sp_space_secrets_set_space (self->secrets, space);
  g_object_bind_property (settings, "network", self->network, "active", both);
  g_object_bind_property (settings, "gpu", self->gpu, "active", both);
  bind_number (settings, "memory-limit", self->memory, MEMORY_UNIT);
  bind_number (settings, "disk-limit", self->disk, DISK_UNIT);
  bind_number (settings, "process-limit", self->processes, 1);
  bind_number (settings, "idle-timeout", self->idle, IDLE_UNIT);
  g_signal_connect_object (settings, "notify", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);

  return GTK_WINDOW (self);
}
