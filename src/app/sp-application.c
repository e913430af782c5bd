/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-application.h"

#include "sp-bench.h"
#include "sp-resources.h"
#include "sp-window.h"

#include <glib/gi18n-lib.h>

/* What links of the desktop begin with; an address follows. */
#define SCHEME "spaceport:"

/* Seconds. Without a window the program stays for so long after it has told something: what is done with a notification
 * comes to a program that runs, and not to one that ended. Nobody says whether it was put away. */
#define TOLD_STAY (10 * 60)

struct _SpApplication {
  AdwApplication  parent_instance;
  SpSettings     *settings;    /* owned */
  SpRecentApps   *recent;      /* owned */
  SpLibrary      *library;     /* owned */
  SpHubAccounts  *accounts;    /* owned */
  SpHubPictures  *pictures;    /* owned, NULL until one is asked for */
  SpAwakeNotices *notices;     /* owned */
  SpBench        *bench;       /* owned, nullable */
  char           *page_scheme; /* owned, nullable: what the user chose for the app in front */
  gboolean        measured;
  gboolean        held;      /* by what the user wants to be told */
  gboolean        quitting;  /* once its last window is closed */
  guint           told_stay; /* seconds */
  guint           stay;      /* holds it, too: the user may come by a notification; 0: not */
};

G_DEFINE_FINAL_TYPE (SpApplication, sp_application, ADW_TYPE_APPLICATION)

/* Who closes the last window waits for it all the same. */
static void
notices_cb (SpApplication *self)
{
  gboolean holds = !sp_awake_notices_is_empty (self->notices);

  if (self->held == holds)
    return;

  self->held = holds;
  if (holds)
    g_application_hold (G_APPLICATION (self));
  else
    g_application_release (G_APPLICATION (self));
}

static void
end_stay (SpApplication *self)
{
  if (self->stay == 0)
    return;

  g_clear_handle_id (&self->stay, g_source_remove);
  g_application_release (G_APPLICATION (self));
}

static gboolean
stay_cb (gpointer user_data)
{
  SpApplication *self = user_data;

  self->stay = 0;
  g_application_release (G_APPLICATION (self));

  return G_SOURCE_REMOVE;
}

static void
told_cb (SpApplication *self)
{
  if (gtk_application_get_windows (GTK_APPLICATION (self)) != NULL)
    return;

  g_application_hold (G_APPLICATION (self));
  end_stay (self); /* of what was told before */
  self->stay = g_timeout_add_seconds (self->told_stay, stay_cb, self);
}

static SpWindow *
ensure_window (SpApplication *self)
{
  GtkApplication *application = GTK_APPLICATION (self);
  GtkWindow      *window = gtk_application_get_active_window (application);
  SpWindow       *created;

  for (GList *i = gtk_application_get_windows (application); i != NULL && !SP_IS_WINDOW (window); i = i->next)
    window = i->data; /* the active one may be a dialog */
  self->quitting = FALSE;
  if (SP_IS_WINDOW (window))
    return SP_WINDOW (window);

  created = sp_window_new (application, self->settings, self->recent, self->library, self->accounts);
  if (self->measured) {
    gtk_window_set_default_size (GTK_WINDOW (created), 1280, 900);
    g_clear_object (&self->bench);
    self->bench = sp_bench_new (created);
  }

  return created;
}

static void
open_reference (SpWindow   *window,
                const char *reference)
{
  sp_window_open (window, g_str_has_prefix (reference, SCHEME) ? reference + strlen (SCHEME) : reference);
}

static void
present_window (SpWindow *window)
{
  if (sp_window_is_empty (window))
    sp_window_new_tab (window);
  gtk_window_present (GTK_WINDOW (window));
}

static void
sp_application_activate (GApplication *application)
{
  present_window (ensure_window (SP_APPLICATION (application)));
}

static void
sp_application_open (GApplication *application,
                     GFile       **files,
                     int           n_files,
                     const char   *hint)
{
  SpWindow *window = ensure_window (SP_APPLICATION (application));

  for (int i = 0; i < n_files; i++) {
    g_autofree char *uri = g_file_get_uri (files[i]);

    open_reference (window, uri);
  }
  present_window (window);
}

static int
sp_application_command_line (GApplication            *application,
                             GApplicationCommandLine *command_line)
{
  SpWindow         *window = ensure_window (SP_APPLICATION (application));
  GVariantDict     *options = g_application_command_line_get_options_dict (command_line);
  g_autofree char **references = NULL;

  if (g_variant_dict_lookup (options, G_OPTION_REMAINING, "^a&s", &references))
    for (int i = 0; references[i] != NULL; i++)
      open_reference (window, references[i]);
  present_window (window);

  return EXIT_SUCCESS;
}

static int
sp_application_handle_local_options (GApplication *application,
                                     GVariantDict *options)
{
  if (!g_variant_dict_contains (options, "version"))
    return -1; /* go on */

  g_print ("Spaceport %s\n", PACKAGE_VERSION);

  return EXIT_SUCCESS;
}

static void
apply_color_scheme (const char *name)
{
  AdwColorScheme scheme = ADW_COLOR_SCHEME_DEFAULT;

  if (g_str_equal (name, "light"))
    scheme = ADW_COLOR_SCHEME_FORCE_LIGHT;
  else if (g_str_equal (name, "dark"))
    scheme = ADW_COLOR_SCHEME_FORCE_DARK;

  adw_style_manager_set_color_scheme (adw_style_manager_get_default (), scheme);
}

static void
update_color_scheme (SpApplication *self)
{
  g_autoptr (GVariant) own = sp_settings_dup_value (self->settings, "color-scheme");
  gboolean             is_own = self->page_scheme == NULL || g_str_equal (self->page_scheme, "system");

  apply_color_scheme (is_own ? g_variant_get_string (own, NULL) : self->page_scheme);
}

static void
page_color_scheme_cb (GSimpleAction *action,
                      GVariant      *parameter,
                      gpointer       user_data)
{
  SpApplication *self = user_data;

  g_free (self->page_scheme);
  self->page_scheme = g_variant_dup_string (parameter, NULL);
  update_color_scheme (self);
}

static void
color_scheme_cb (GSimpleAction *action,
                 GVariant      *state,
                 gpointer       user_data)
{
  SpApplication *self = user_data;

  sp_settings_set_value (self->settings, "color-scheme", state);
  update_color_scheme (self);
  g_simple_action_set_state (action, state);
}

static void
about_cb (GSimpleAction *action,
          GVariant      *parameter,
          gpointer       user_data)
{
  GtkWindow *window = gtk_application_get_active_window (GTK_APPLICATION (user_data));

  adw_show_about_window (window,
                         "application-name", _("Spaceport"),
                         "application-icon", APPLICATION_ID,
                         "version", PACKAGE_VERSION,
                         "developer-name", _("The Spaceport authors"),
                         "comments", _("Opens Gradio apps as native windows. What you enter goes to the app that you "
                                        "opened; the program itself reports nothing to anybody."),
                         "license-type", GTK_LICENSE_GPL_3_0,
                         /* Translators: put your names here, one a line. */
                         "translator-credits", _("translator-credits"),
                         NULL);
}

/* From a notification: the window may be one that was left to the background. */
static void
show_page_cb (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  sp_window_show_page (ensure_window (user_data), g_variant_get_string (parameter, NULL));
}

/* From a notification, too: a Space whose page may be closed by now. */
static void
open_app_cb (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  SpWindow *window = ensure_window (user_data);

  if (!sp_window_show_page (window, g_variant_get_string (parameter, NULL)))
    sp_window_open (window, g_variant_get_string (parameter, NULL));
  gtk_window_present (GTK_WINDOW (window));
}

static void
quit_cb (GSimpleAction *action,
         GVariant      *parameter,
         gpointer       user_data)
{
  SpApplication *self = user_data;
  GList         *window = gtk_application_get_windows (GTK_APPLICATION (self));

  self->quitting = TRUE;
  if (window == NULL) {
    sp_awake_notices_clear (self->notices);
    end_stay (self);
  }
  while (window != NULL) { /* closing them keeps their size */
    GList *next = window->next;

    gtk_window_close (window->data);
    window = next;
  }
}

static void
add_actions (SpApplication *self)
{
  static const GActionEntry entries[] = {
    { .name = "about", .activate = about_cb },
    { .name = "open-app", .activate = open_app_cb, .parameter_type = "s" },
    { .name = "page-color-scheme", .activate = page_color_scheme_cb, .parameter_type = "s" },
    { .name = "quit", .activate = quit_cb },
    { .name = "show-page", .activate = show_page_cb, .parameter_type = "s" },
  };
  g_autoptr (GVariant)      scheme = sp_settings_dup_value (self->settings, "color-scheme");
  g_autoptr (GSimpleAction) action = g_simple_action_new_stateful ("color-scheme", G_VARIANT_TYPE_STRING, scheme);

  update_color_scheme (self);
  g_signal_connect_object (action, "change-state", G_CALLBACK (color_scheme_cb), self, 0);
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (action));
  g_action_map_add_action_entries (G_ACTION_MAP (self), entries, G_N_ELEMENTS (entries), self);
}

static void
add_shortcuts (GtkApplication *application)
{
  static const struct {
    const char *action;
    const char *keys[4];
  } shortcuts[] = {
    { "app.quit", { "<Control>q" } },
    { "win.new-tab", { "<Control>t" } },
    { "win.close-tab", { "<Control>w" } },
    { "win.focus-address", { "<Control>l" } },
    { "win.reload", { "<Control>r", "F5" } },
    { "win.run", { "<Control>Return", "<Control>KP_Enter" } },
    { "win.show-jobs", { "<Control>j" } },
    { "win.discover('')", { "<Control>d" } },
    { "win.show-view('app')", { "<Alt>1" } },
    { "win.show-view('api')", { "<Alt>2" } },
    { "win.show-view('jobs')", { "<Alt>3" } },
    { "win.show-view('files')", { "<Alt>4" } },
    { "win.show-view('logs')", { "<Alt>5" } },
    { "win.find", { "<Control>f", "<Control>k" } },
    { "win.show-help-overlay", { "<Control>question" } },
    { "win.open-menu", { "F10" } },
  };

  for (gsize i = 0; i < G_N_ELEMENTS (shortcuts); i++)
    gtk_application_set_accels_for_action (application, shortcuts[i].action, (const char **) shortcuts[i].keys);
  for (int i = 0; i < 9; i++) {
    g_autofree char *action = g_strdup_printf ("win.go-to-page(%d)", i);
    g_autofree char *key = g_strdup_printf ("<Control>%d", i + 1);

    gtk_application_set_accels_for_action (application, action, (const char *[]){ key, NULL });
  }
}

static void
sp_application_startup (GApplication *application)
{
  SpApplication *self = SP_APPLICATION (application);

  G_APPLICATION_CLASS (sp_application_parent_class)->startup (application);

  self->settings = sp_settings_new (self->measured);
  self->recent = sp_recent_apps_new (self->settings);
  self->library = sp_library_new (NULL, self->settings);
  self->accounts = sp_hub_accounts_new ();
  sp_library_set_accounts (self->library, self->accounts);
  sp_awake_notices_set_accounts (self->notices, self->accounts);
  sp_hub_accounts_load_async (self->accounts, NULL, NULL, NULL);
  gtk_window_set_default_icon_name (APPLICATION_ID);
  sp_components_init_style (gdk_display_get_default ());
  /* A text that can be selected should not be, only because Tab came to it. */
  g_object_set (gtk_settings_get_default (), "gtk-label-select-on-focus", FALSE, NULL);
  add_actions (self);
  add_shortcuts (GTK_APPLICATION (application));
}

static void
sp_application_window_added (GtkApplication *application,
                             GtkWindow      *window)
{
  GTK_APPLICATION_CLASS (sp_application_parent_class)->window_added (application, window);
  end_stay (SP_APPLICATION (application)); /* the window holds it */
}

static void
sp_application_window_removed (GtkApplication *application,
                               GtkWindow      *window)
{
  SpApplication *self = SP_APPLICATION (application);

  GTK_APPLICATION_CLASS (sp_application_parent_class)->window_removed (application, window);
  if (self->quitting && gtk_application_get_windows (application) == NULL)
    sp_awake_notices_clear (self->notices);
}

static void
sp_application_finalize (GObject *object)
{
  SpApplication *self = SP_APPLICATION (object);

  g_clear_handle_id (&self->stay, g_source_remove);
  g_clear_object (&self->bench);
  g_clear_object (&self->notices);
  g_clear_object (&self->pictures);
  g_clear_object (&self->accounts);
  g_clear_object (&self->library);
  g_clear_object (&self->recent);
  g_clear_object (&self->settings);
  g_clear_pointer (&self->page_scheme, g_free);

  G_OBJECT_CLASS (sp_application_parent_class)->finalize (object);
}

static void
sp_application_class_init (SpApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = sp_application_finalize;
  application_class->startup = sp_application_startup;
  GTK_APPLICATION_CLASS (klass)->window_added = sp_application_window_added;
  GTK_APPLICATION_CLASS (klass)->window_removed = sp_application_window_removed;
  application_class->activate = sp_application_activate;
  application_class->open = sp_application_open;
  application_class->command_line = sp_application_command_line;
  application_class->handle_local_options = sp_application_handle_local_options;
}

static void
sp_application_init (SpApplication *self)
{
  static const GOptionEntry options[] = {
    { "version", 0, 0, G_OPTION_ARG_NONE, NULL, N_("Show the version and leave"), NULL },
    { G_OPTION_REMAINING, 0, 0, G_OPTION_ARG_STRING_ARRAY, NULL, NULL, N_("[ADDRESS…]") },
    { NULL },
  };

  self->notices = sp_awake_notices_new ();
  g_signal_connect_object (self->notices, "changed", G_CALLBACK (notices_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->notices, "told", G_CALLBACK (told_cb), self, G_CONNECT_SWAPPED);
  self->told_stay = TOLD_STAY;
  g_application_add_main_option_entries (G_APPLICATION (self), options);
  g_application_set_option_context_summary (
    G_APPLICATION (self),
    _("Opens Gradio apps. An address is a web address, “owner/name” of a Space, or “localhost:7860”."));
}

SpApplication *
sp_application_new (gboolean measured)
{
  GApplicationFlags flags = G_APPLICATION_HANDLES_OPEN | G_APPLICATION_HANDLES_COMMAND_LINE;
  SpApplication    *self;

  if (measured)
    flags |= G_APPLICATION_NON_UNIQUE;
  self = g_object_new (SP_TYPE_APPLICATION, "application-id", APPLICATION_ID, "flags", flags, NULL);
  self->measured = measured;

  return self;
}

SpHubPictures *
sp_application_get_pictures (SpApplication *self)
{
  g_return_val_if_fail (SP_IS_APPLICATION (self), NULL);

  if (self->pictures == NULL)
    self->pictures = sp_hub_pictures_new (NULL);

  return self->pictures;
}

SpAwakeNotices *
sp_application_get_notices (SpApplication *self)
{
  g_return_val_if_fail (SP_IS_APPLICATION (self), NULL);

  return self->notices;
}

void
sp_application_set_told_stay (SpApplication *self,
                              guint          seconds)
{
  g_return_if_fail (SP_IS_APPLICATION (self));

  self->told_stay = seconds;
}

void
sp_application_call_off_quit (SpApplication *self)
{
  g_return_if_fail (SP_IS_APPLICATION (self));

  self->quitting = FALSE;
}
