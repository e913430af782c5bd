/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-page.h"

#include "sp-care-commits.h"
#include "sp-care-files.h"
#include "sp-care-logs.h"
#include "sp-care-overview.h"
#include "sp-care-variables.h"
#include "sp-hub-error.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-state-label.h"
#include "sp-sign-in-dialog.h"

#include <glib/gi18n-lib.h>

struct _SpCarePage {
  AdwBin           parent_instance;
  GtkLabel        *heading;   /* template child */
  SpStateLabel    *state;     /* template child */
  GtkStack        *stack;     /* template child: “loading”, “problem”, “space” */
  AdwStatusPage   *problem;   /* template child */
  GtkWidget       *sign_in;   /* template child */
  AdwViewStack    *views;     /* template child */
  SpCareOverview  *overview;  /* template child */
  SpCareVariables *variables; /* template child */
  SpCareLogs      *logs;      /* template child */
  SpCareFiles     *files;     /* template child */
  SpCareCommits   *commits;   /* template child */
  SpCareSpace     *space;     /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpCarePage, sp_care_page, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
} SpCarePageProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SIGNAL_DELETED,
} SpCarePageSignal;

static guint signals[SIGNAL_DELETED + 1];

static const char *
get_title (SpCarePage *self)
{
  SpHubSpace *space = self->space != NULL ? sp_care_space_get_space (self->space) : NULL;

  if (space != NULL)
    return sp_hub_space_get_title (space);

  return self->space != NULL ? sp_care_space_get_id (self->space) : "";
}

static void
show_problem (SpCarePage   *self,
              const GError *error)
{
  sp_plain_words_describe (self->problem, error->message);
  gtk_widget_set_visible (self->sign_in, g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS) ||
                                           g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND));
  gtk_stack_set_visible_child_name (self->stack, "problem");
}

static void
show_title (SpCarePage *self)
{
  if (g_strcmp0 (gtk_label_get_label (self->heading), get_title (self)) == 0)
    return;

  gtk_label_set_label (self->heading, get_title (self));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->heading), sp_care_space_get_id (self->space));
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

/* What cannot be asked again is shown as it was. */
static void
update (SpCarePage *self)
{
  const GError *error = sp_care_space_get_error (self->space);

  show_title (self);
  sp_state_label_set_runtime (self->state, sp_care_space_get_runtime (self->space));
  if (sp_care_space_get_space (self->space) != NULL)
    gtk_stack_set_visible_child_name (self->stack, "space");
  else if (error != NULL)
    show_problem (self, error);
}

/* What is live is shown as it is anyway, and what is not on the screen is asked for when it comes there. */
static void
reload_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  SpCarePage *self = SP_CARE_PAGE (widget);

  if (sp_care_space_get_space (self->space) == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_care_space_load (self->space);
  sp_care_variables_reload (self->variables);
  sp_care_logs_reload (self->logs);
  sp_care_commits_reload (self->commits);
}

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.open-hub-app", "s", sp_care_page_get_id (SP_CARE_PAGE (widget)));
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.duplicate-space", "s", sp_care_page_get_id (SP_CARE_PAGE (widget)));
}

static void
sign_in_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.sign-in-for", "(s^as)",
                              _("To take care of a Space, sign in as one of its owners."),
                              SP_SIGN_IN_TO_MANAGE);
}

static void
show_page_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  const char      *what = g_variant_get_string (parameter, NULL);
  g_autofree char *address = sp_care_space_dup_address (SP_CARE_PAGE (widget)->space,
                                                        g_str_equal (what, "page") ? NULL : what);

  sp_platform_open_uri (widget, address);
}

static void
deleted_cb (SpCarePage *self)
{
  g_signal_emit (self, signals[SIGNAL_DELETED], 0);
}

static void
sp_care_page_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_care_page_parent_class)->map (widget);
  if (SP_CARE_PAGE (widget)->space != NULL)
    sp_care_space_set_watched (SP_CARE_PAGE (widget)->space, TRUE);
}

static void
sp_care_page_unmap (GtkWidget *widget)
{
  if (SP_CARE_PAGE (widget)->space != NULL)
    sp_care_space_set_watched (SP_CARE_PAGE (widget)->space, FALSE);
  GTK_WIDGET_CLASS (sp_care_page_parent_class)->unmap (widget);
}

static void
sp_care_page_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  switch ((SpCarePageProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, get_title (SP_CARE_PAGE (object)));
    break;
  }
}

static void
sp_care_page_dispose (GObject *object)
{
  SpCarePage *self = SP_CARE_PAGE (object);

  if (self->space != NULL)
    g_signal_handlers_disconnect_by_data (self->space, self);
  g_clear_object (&self->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CARE_PAGE);

  G_OBJECT_CLASS (sp_care_page_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  g_type_ensure (SP_TYPE_STATE_LABEL);
  g_type_ensure (SP_TYPE_CARE_OVERVIEW);
  g_type_ensure (SP_TYPE_CARE_VARIABLES);
  g_type_ensure (SP_TYPE_CARE_LOGS);
  g_type_ensure (SP_TYPE_CARE_FILES);
  g_type_ensure (SP_TYPE_CARE_COMMITS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-care-page.ui");
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, heading);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, state);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, stack);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, problem);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, sign_in);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, views);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, overview);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, variables);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, logs);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, files);
  gtk_widget_class_bind_template_child (widget_class, SpCarePage, commits);
  gtk_widget_class_bind_template_callback (widget_class, deleted_cb);
}

static void
sp_care_page_class_init (SpCarePageClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_care_page_get_property;
  object_class->dispose = sp_care_page_dispose;
  widget_class->map = sp_care_page_map;
  widget_class->unmap = sp_care_page_unmap;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_DELETED] = g_signal_new ("deleted", SP_TYPE_CARE_PAGE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_install_action (widget_class, "care.reload", NULL, reload_cb);
  gtk_widget_class_install_action (widget_class, "care.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "care.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "care.sign-in", NULL, sign_in_cb);
  gtk_widget_class_install_action (widget_class, "care.show-page", "s", show_page_cb);
  bind_template (widget_class);
}

static void
sp_care_page_init (SpCarePage *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/* The owner's account where it is one of the user's, since another one may do less. */
static SpHubSession *
find_session (SpHubAccounts *accounts,
              const char    *id)
{
  g_auto (GStrv) parts = g_strsplit (id, "/", 2);
  SpHubAccount  *account = parts[0] != NULL ? sp_hub_accounts_find (accounts, parts[0]) : NULL;

  return account != NULL ? sp_hub_account_get_session (account) : sp_hub_accounts_get_session (accounts);
}

GtkWidget *
sp_care_page_new (SpHubAccounts *accounts,
                  const char    *id)
{
  SpCarePage *self = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNTS (accounts), NULL);
  g_return_val_if_fail (id != NULL, NULL);

  self = g_object_new (SP_TYPE_CARE_PAGE, NULL);
  self->space = sp_care_space_new (find_session (accounts, id), id);
  g_signal_connect_object (self->space, "changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  sp_care_overview_set_space (self->overview, self->space);
  sp_care_variables_set_space (self->variables, self->space);
  sp_care_logs_set_space (self->logs, self->space);
  sp_care_files_set_space (self->files, self->space);
  sp_care_commits_set_space (self->commits, self->space);
  update (self);
  sp_care_space_load (self->space);

  return GTK_WIDGET (self);
}

const char *
sp_care_page_get_id (SpCarePage *self)
{
  g_return_val_if_fail (SP_IS_CARE_PAGE (self), NULL);

  return sp_care_space_get_id (self->space);
}

gboolean
sp_care_page_find (SpCarePage *self)
{
  g_return_val_if_fail (SP_IS_CARE_PAGE (self), FALSE);

  if (!gtk_widget_get_mapped (GTK_WIDGET (self->logs)))
    return FALSE;

  sp_care_logs_find (self->logs);

  return TRUE;
}
