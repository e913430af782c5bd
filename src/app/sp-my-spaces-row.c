/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-my-spaces-row.h"

#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-state-label.h"
#include "sp-time-words.h"

#include <glib/gi18n-lib.h>

struct _SpMySpacesRow {
  AdwBin        parent_instance;
  GtkLabel     *emoji;       /* template child */
  GtkLabel     *title;       /* template child */
  GtkLabel     *name;        /* template child */
  SpStateLabel *state;       /* template child */
  GtkLabel     *facts;       /* template child */
  GtkWidget    *menu_button; /* template child */
  SpHubSpace   *space;       /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpMySpacesRow, sp_my_spaces_row, ADW_TYPE_BIN)

static char *
dup_hardware (SpHubRuntime *runtime)
{
  const char *flavour = sp_hub_runtime_get_requested_hardware (runtime);

  return sp_hub_hardware_dup_name (flavour != NULL ? flavour : sp_hub_runtime_get_hardware (runtime));
}

static char *
dup_facts (SpHubSpace *space)
{
  SpHubRuntime         *runtime = sp_hub_space_get_runtime (space);
  g_autofree char      *hardware = runtime != NULL ? dup_hardware (runtime) : NULL;
  g_autoptr (GPtrArray) words = g_ptr_array_new_with_free_func (g_free);
  gint64                bytes = sp_hub_space_get_used_storage (space);
  gint64                modified = sp_hub_space_get_last_modified (space);

  if (hardware != NULL && *hardware != '\0')
    g_ptr_array_add (words, g_steal_pointer (&hardware));
  g_ptr_array_add (words, g_strdup (sp_hub_space_is_private (space) ? _("Private") : _("Public")));
  if (bytes >= 0)
    g_ptr_array_add (words, g_format_size ((guint64) bytes));
  if (modified != 0)
    g_ptr_array_add (words, sp_time_words_ago (modified, g_get_real_time () / G_USEC_PER_SEC));
  g_ptr_array_add (words, NULL);

  return g_strjoinv (" · ", (char **) words->pdata);
}

/* What has the focus is the cell around it. */
static void
name_cell (SpMySpacesRow *self,
           const char    *facts)
{
  GtkWidget       *cell = gtk_widget_get_parent (GTK_WIDGET (self));
  const char      *title = sp_hub_space_get_title (self->space);
  const char      *state = sp_state_label_get_words (self->state);
  g_autofree char *name = g_strjoin (", ", title, sp_hub_space_get_id (self->space), facts,
                                     *state != '\0' ? state : NULL, NULL);

  if (cell != NULL)
    gtk_accessible_update_property (GTK_ACCESSIBLE (cell), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
show_space (SpMySpacesRow *self)
{
  const char      *emoji = sp_hub_space_get_emoji (self->space);
  const char      *title = sp_hub_space_get_title (self->space);
  g_autofree char *facts = dup_facts (self->space);
  g_autofree char *menu = g_strdup_printf (_("Menu of “%s”"), sp_hub_space_get_id (self->space));

  gtk_label_set_label (self->emoji, emoji != NULL ? emoji : "");
  gtk_label_set_label (self->title, title);
  gtk_label_set_label (self->name, sp_hub_space_get_id (self->space));
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->title), title);
  sp_state_label_set_runtime (self->state, sp_hub_space_get_runtime (self->space));
  gtk_label_set_label (self->facts, facts);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->menu_button), GTK_ACCESSIBLE_PROPERTY_LABEL, menu, -1);
  gtk_widget_set_tooltip_text (self->menu_button, menu);
  name_cell (self, facts);
}

static void
pass_on (GtkWidget  *widget,
         const char *action)
{
  SpMySpacesRow *self = SP_MY_SPACES_ROW (widget);

  if (self->space != NULL)
    gtk_widget_activate_action (widget, action, "s", sp_hub_space_get_id (self->space));
}

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  pass_on (widget, "win.open-hub-app");
}

static void
manage_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  pass_on (widget, "win.manage-space");
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  pass_on (widget, "win.duplicate-space");
}

static void
show_page_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  SpHubSpace      *space = SP_MY_SPACES_ROW (widget)->space;
  g_autofree char *address = space != NULL ? sp_hub_space_dup_page (space) : NULL;

  if (address != NULL)
    sp_platform_open_uri (widget, address);
}

static void
sp_my_spaces_row_dispose (GObject *object)
{
  g_clear_object (&SP_MY_SPACES_ROW (object)->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_MY_SPACES_ROW);

  G_OBJECT_CLASS (sp_my_spaces_row_parent_class)->dispose (object);
}

static void
sp_my_spaces_row_class_init (SpMySpacesRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_my_spaces_row_dispose;

  gtk_widget_class_install_action (widget_class, "row.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "row.manage", NULL, manage_cb);
  gtk_widget_class_install_action (widget_class, "row.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "row.show-page", NULL, show_page_cb);
  g_type_ensure (SP_TYPE_STATE_LABEL);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-my-spaces-row.ui");
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, emoji);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, title);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, name);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, state);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, facts);
  gtk_widget_class_bind_template_child (widget_class, SpMySpacesRow, menu_button);
}

static void
sp_my_spaces_row_init (SpMySpacesRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_my_spaces_row_new (void)
{
  return g_object_new (SP_TYPE_MY_SPACES_ROW, NULL);
}

void
sp_my_spaces_row_set_space (SpMySpacesRow *self,
                            SpHubSpace    *space)
{
  g_return_if_fail (SP_IS_MY_SPACES_ROW (self));
  g_return_if_fail (space == NULL || SP_IS_HUB_SPACE (space));

  if (g_set_object (&self->space, space) && space != NULL)
    show_space (self);
}
