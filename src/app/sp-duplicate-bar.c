/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-duplicate-bar.h"

#include "sp-hub-repo.h"
#include "sp-resources.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpDuplicateBar {
  AdwBin    parent_instance;
  GtkLabel *label;    /* template child */
  char     *space_id; /* owned, NULL until it is shown */
  gboolean  closed;   /* by the user */
};

G_DEFINE_FINAL_TYPE (SpDuplicateBar, sp_duplicate_bar, ADW_TYPE_BIN)

static void
duplicate_cb (SpDuplicateBar *self)
{
  gtk_widget_activate_action (GTK_WIDGET (self), "win.duplicate-space", "s", self->space_id);
}

static void
close_cb (SpDuplicateBar *self)
{
  self->closed = TRUE;
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}

static void
sp_duplicate_bar_dispose (GObject *object)
{
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DUPLICATE_BAR);

  G_OBJECT_CLASS (sp_duplicate_bar_parent_class)->dispose (object);
}

static void
sp_duplicate_bar_finalize (GObject *object)
{
  g_clear_pointer (&SP_DUPLICATE_BAR (object)->space_id, g_free);

  G_OBJECT_CLASS (sp_duplicate_bar_parent_class)->finalize (object);
}

static void
sp_duplicate_bar_class_init (SpDuplicateBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_duplicate_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_duplicate_bar_finalize;

  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_STATUS);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-duplicate-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDuplicateBar, label);
  gtk_widget_class_bind_template_callback (widget_class, duplicate_cb);
  gtk_widget_class_bind_template_callback (widget_class, close_cb);
}

static void
sp_duplicate_bar_init (SpDuplicateBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static char *
dup_text (double seconds)
{
  g_autofree char *estimate = sp_time_words_estimate (seconds);

  if (estimate == NULL)
    return g_strdup (_("This Space has more visitors than it can serve. A copy of your own has no queue."));

  /* Translators: “about 3 min left” stands for %s. */
  return g_strdup_printf (_("Many wait for this Space: %s. A copy of your own has no queue."), estimate);
}

void
sp_duplicate_bar_tell (SpDuplicateBar *self, const char *space_id, double seconds)
{
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *text = NULL;

  g_return_if_fail (SP_IS_DUPLICATE_BAR (self));

  /* It is what an app says of itself. */
  repo = space_id != NULL ? sp_hub_repo_new (SP_HUB_KIND_SPACE, space_id, NULL) : NULL;
  if (repo == NULL || self->closed)
    return;

  g_free (self->space_id);
  self->space_id = g_strdup (space_id);
  text = dup_text (seconds);
  gtk_label_set_label (self->label, text);
  gtk_widget_set_visible (GTK_WIDGET (self), TRUE);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text, -1);
}
