/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-install-badge.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpInstallBadge {
  AdwBin      parent_instance;
  GtkWidget  *button;        /* template child */
  GtkLabel   *percent;       /* template child */
  GListModel *installations; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpInstallBadge, sp_install_badge, ADW_TYPE_BIN)

/* Returns (transfer full): what is under way, in words. */
static char *
dup_words (guint       n,
           const char *title)
{
  if (n == 1)
    return g_strdup_printf (_("“%s” is being installed"), title);

  return g_strdup_printf (ngettext ("%u Space is being installed", "%u Spaces are being installed", n), n);
}

static void
update (SpInstallBadge *self)
{
  g_autofree char *title = NULL;
  g_autofree char *percent = NULL;
  g_autofree char *words = NULL;
  double           sum = 0;
  guint            n = 0;

  if (self->button == NULL)
    return; /* being disposed of */

  for (guint i = 0; i < g_list_model_get_n_items (self->installations); i++) {
    g_autoptr (SpInstallation) installation = g_list_model_get_item (self->installations, i);

    if (sp_installation_get_state (installation) != SP_INSTALLATION_RUNNING)
      continue;
    sum += CLAMP (sp_installation_get_fraction (installation), 0, 1);
    g_free (title);
    title = g_strdup (sp_installation_get_title (installation));
    n++;
  }

  gtk_widget_set_visible (GTK_WIDGET (self), n > 0);
  if (n == 0)
    return;

  percent = g_strdup_printf (_("%d %%"), (int) (100 * sum / n));
  words = dup_words (n, title);
  gtk_label_set_label (self->percent, percent);
  gtk_widget_set_tooltip_text (self->button, words);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, words,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, percent, -1);
}

static void
items_changed_cb (SpInstallBadge *self,
                  guint           position,
                  guint           removed,
                  guint           added)
{
  for (guint i = position; i < position + added; i++) {
    g_autoptr (SpInstallation) installation = g_list_model_get_item (self->installations, i);

    g_signal_connect_object (installation, "progress", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
    g_signal_connect_object (installation, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  }
  update (self);
}

static void
sp_install_badge_dispose (GObject *object)
{
  SpInstallBadge *self = SP_INSTALL_BADGE (object);

  self->button = NULL;
  if (self->installations != NULL)
    g_signal_handlers_disconnect_by_data (self->installations, self);
  g_clear_object (&self->installations);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_INSTALL_BADGE);

  G_OBJECT_CLASS (sp_install_badge_parent_class)->dispose (object);
}

static void
sp_install_badge_class_init (SpInstallBadgeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_install_badge_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-install-badge.ui");
  gtk_widget_class_bind_template_child (widget_class, SpInstallBadge, button);
  gtk_widget_class_bind_template_child (widget_class, SpInstallBadge, percent);
}

static void
sp_install_badge_init (SpInstallBadge *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_install_badge_set_library (SpInstallBadge *self,
                              SpLibrary      *library)
{
  g_return_if_fail (SP_IS_INSTALL_BADGE (self));
  g_return_if_fail (SP_IS_LIBRARY (library));
  g_return_if_fail (self->installations == NULL);

  self->installations = g_object_ref (sp_library_get_installations (library));
  g_signal_connect_object (self->installations, "items-changed", G_CALLBACK (items_changed_cb), self,
                           G_CONNECT_SWAPPED);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (self->installations));
}
