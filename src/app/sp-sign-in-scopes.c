/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-sign-in-scopes.h"

#include "sp-hub-scope.h"

#include <glib/gi18n-lib.h>

/* Each is good for something that this program can do. */
static const char *const offered[] = { "read-repos", "gated-repos", "read-billing", "read-collections",
                                       "manage-repos" };

struct _SpSignInScopes {
  AdwExpanderRow parent_instance;
  GtkSwitch     *switches[G_N_ELEMENTS (offered)]; /* in rows of this one */
  GStrv          others;                           /* owned, nullable: what was asked for besides */
};

G_DEFINE_FINAL_TYPE (SpSignInScopes, sp_sign_in_scopes, ADW_TYPE_EXPANDER_ROW)

typedef enum {
  SIGNAL_CHANGED,
} SpSignInScopesSignal;

static guint signals[SIGNAL_CHANGED + 1];

static void
show_words (SpSignInScopes *self)
{
  g_auto (GStrv)      scopes = sp_sign_in_scopes_dup (self);
  g_autofree char    *who = sp_hub_scope_dup_words ("openid");
  g_autofree char    *face = sp_hub_scope_dup_words ("profile");
  g_autoptr (GString) words = g_string_new (NULL);

  g_string_append_printf (words, "• %s\n• %s", who, face);
  for (guint i = 0; scopes[i] != NULL; i++) {
    g_autofree char *allowed = sp_hub_scope_dup_words (scopes[i]);
    g_autofree char *markup = g_markup_escape_text (allowed, -1);

    g_string_append_printf (words, "\n• %s", markup);
  }
  adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), words->str);
}

static void
switched_cb (SpSignInScopes *self)
{
  show_words (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static char *
dup_title (const char *scope)
{
  g_autofree char *words = sp_hub_scope_dup_words (scope);
  g_autofree char *first = g_utf8_substring (words, 0, 1);
  g_autofree char *upper = g_utf8_strup (first, -1);
  g_autofree char *text = g_strconcat (upper, words + strlen (first), NULL);

  return g_markup_escape_text (text, -1);
}

static GtkSwitch *
add_switch (SpSignInScopes *self, const char *scope)
{
  g_autofree char *title = dup_title (scope);
  GtkWidget       *toggle = gtk_switch_new ();
  GtkWidget       *row = adw_action_row_new ();

  gtk_widget_set_valign (toggle, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), title);
  adw_action_row_set_title_lines (ADW_ACTION_ROW (row), 0);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), toggle);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), toggle);
  g_signal_connect_object (toggle, "notify::active", G_CALLBACK (switched_cb), self, G_CONNECT_SWAPPED);
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), row);

  return GTK_SWITCH (toggle);
}

static void
sp_sign_in_scopes_finalize (GObject *object)
{
  g_clear_pointer (&SP_SIGN_IN_SCOPES (object)->others, g_strfreev);

  G_OBJECT_CLASS (sp_sign_in_scopes_parent_class)->finalize (object);
}

static void
sp_sign_in_scopes_class_init (SpSignInScopesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_sign_in_scopes_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_SIGN_IN_SCOPES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
}

static void
sp_sign_in_scopes_init (SpSignInScopes *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    self->switches[i] = add_switch (self, offered[i]);
  show_words (self);
}

static gboolean
is_basic (const char *scope)
{
  return g_str_equal (scope, "openid") || g_str_equal (scope, "profile");
}

void
sp_sign_in_scopes_ask (SpSignInScopes *self, const char *const *scopes)
{
  static const char *const none[] = { NULL };
  g_autoptr (GStrvBuilder) others = g_strv_builder_new ();

  g_return_if_fail (SP_IS_SIGN_IN_SCOPES (self));

  if (scopes == NULL)
    scopes = none;
  for (guint i = 0; i < G_N_ELEMENTS (offered); i++) {
    g_signal_handlers_block_by_func (self->switches[i], switched_cb, self);
    gtk_switch_set_active (self->switches[i], g_strv_contains (scopes, offered[i]));
    g_signal_handlers_unblock_by_func (self->switches[i], switched_cb, self);
  }
  for (guint i = 0; scopes[i] != NULL; i++) {
    gboolean known = is_basic (scopes[i]);

    for (guint j = 0; j < G_N_ELEMENTS (offered); j++)
      known = known || g_str_equal (scopes[i], offered[j]);
    if (!known)
      g_strv_builder_add (others, scopes[i]);
  }
  g_strfreev (self->others);
  self->others = g_strv_builder_end (others);
  show_words (self);
}

GStrv
sp_sign_in_scopes_dup (SpSignInScopes *self)
{
  g_autoptr (GStrvBuilder) scopes = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_SIGN_IN_SCOPES (self), NULL);

  for (guint i = 0; i < G_N_ELEMENTS (offered); i++)
    if (self->switches[i] != NULL && gtk_switch_get_active (self->switches[i]))
      g_strv_builder_add (scopes, offered[i]);
  if (self->others != NULL)
    g_strv_builder_addv (scopes, (const char **) self->others);

  return g_strv_builder_end (scopes);
}
