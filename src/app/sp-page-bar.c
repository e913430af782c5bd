/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-page-bar.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpPageBar {
  AdwBin         parent_instance;
  GtkBox        *row;     /* template child: a button for each entry */
  GtkMenuButton *menu;    /* template child: the same, where the row has no room */
  GPtrArray     *entries; /* owned, nullable: what the row was made for */
  char          *route;   /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpPageBar, sp_page_bar, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_GO,
  SIGNAL_OPEN,
} SpPageBarSignal;

static guint signals[SIGNAL_OPEN + 1];

/* Also after a press on the one that was active, which is none then. */
static void
show_active (SpPageBar *self)
{
  GtkWidget *child = gtk_widget_get_first_child (GTK_WIDGET (self->row));

  for (guint i = 0; i < self->entries->len && child != NULL; i++) {
    const SpPageEntry *entry = self->entries->pdata[i];

    if (entry->route != NULL)
      gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (child), g_str_equal (entry->route, self->route));
    child = gtk_widget_get_next_sibling (child);
  }
}

static void
go_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_GO], 0, g_variant_get_string (parameter, NULL));
  show_active (SP_PAGE_BAR (widget));
}

static void
open_cb (GtkWidget *widget, const char *name, GVariant *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_OPEN], 0, g_variant_get_string (parameter, NULL));
}

static void
sp_page_bar_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_PAGE_BAR);

  G_OBJECT_CLASS (sp_page_bar_parent_class)->dispose (object);
}

static void
sp_page_bar_finalize (GObject *object)
{
  SpPageBar *self = SP_PAGE_BAR (object);

  g_clear_pointer (&self->entries, g_ptr_array_unref);
  g_clear_pointer (&self->route, g_free);

  G_OBJECT_CLASS (sp_page_bar_parent_class)->finalize (object);
}

static void
sp_page_bar_class_init (SpPageBarClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_page_bar_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_page_bar_finalize;

  signals[SIGNAL_GO] = g_signal_new ("go", SP_TYPE_PAGE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                     G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_OPEN] = g_signal_new ("open", SP_TYPE_PAGE_BAR, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_STRING);

  gtk_widget_class_install_action (widget_class, "pages.go", "s", go_cb);
  gtk_widget_class_install_action (widget_class, "pages.open", "s", open_cb);
  gtk_widget_class_set_css_name (widget_class, "page-bar");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-page-bar.ui");
  gtk_widget_class_bind_template_child (widget_class, SpPageBar, row);
  gtk_widget_class_bind_template_child (widget_class, SpPageBar, menu);
}

static void
sp_page_bar_init (SpPageBar *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

static GtkWidget *
new_page_button (const SpPageEntry *entry)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (entry->label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pages.go");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", entry->route);

  return button;
}

/* What leads out of the app shows so, and where to. */
static GtkWidget *
new_link_button (const SpPageEntry *entry)
{
  GtkWidget *button = gtk_button_new ();
  GtkWidget *content = adw_button_content_new ();

  adw_button_content_set_label (ADW_BUTTON_CONTENT (content), entry->label);
  adw_button_content_set_icon_name (ADW_BUTTON_CONTENT (content), "adw-external-link-symbolic");
  gtk_button_set_child (GTK_BUTTON (button), content);
  gtk_widget_set_tooltip_text (button, entry->address);
  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), "pages.open");
  gtk_actionable_set_action_target (GTK_ACTIONABLE (button), "s", entry->address);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, entry->label, -1);

  return button;
}

static gboolean
are_equal (GPtrArray *a, GPtrArray *b)
{
  if (a == NULL || a->len != b->len)
    return FALSE;

  for (guint i = 0; i < a->len; i++) {
    const SpPageEntry *one = a->pdata[i];
    const SpPageEntry *other = b->pdata[i];

    if (!g_str_equal (one->label, other->label) || g_strcmp0 (one->route, other->route) != 0 ||
        g_strcmp0 (one->address, other->address) != 0)
      return FALSE;
  }

  return TRUE;
}

static void
fill_row (SpPageBar *self, GPtrArray *entries)
{
  GtkWidget *child = NULL;

  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self->row))) != NULL)
    gtk_box_remove (self->row, child);

  for (guint i = 0; i < entries->len; i++) {
    const SpPageEntry *entry = entries->pdata[i];
    GtkWidget         *button = entry->route != NULL ? new_page_button (entry) : new_link_button (entry);

    gtk_widget_add_css_class (button, "flat");
    gtk_box_append (self->row, button);
  }
}

/* An underscore in the name of a page is no mnemonic. */
static char *
dup_menu_label (const char *label)
{
  GString *text = g_string_new (label);

  g_string_replace (text, "_", "__", 0);

  return g_string_free (text, FALSE);
}

static void
fill_menu (SpPageBar *self, GPtrArray *entries)
{
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < entries->len; i++) {
    const SpPageEntry    *entry = entries->pdata[i];
    g_autofree char      *label = dup_menu_label (entry->label);
    g_autoptr (GMenuItem) item = g_menu_item_new (label, NULL);

    if (entry->route != NULL)
      g_menu_item_set_action_and_target (item, "pages.go", "s", entry->route);
    else
      g_menu_item_set_action_and_target (item, "pages.open", "s", entry->address);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (self->menu, G_MENU_MODEL (menu));
}

void
sp_page_bar_update (SpPageBar *self, GPtrArray *entries, const char *route, const char *title)
{
  g_return_if_fail (SP_IS_PAGE_BAR (self));
  g_return_if_fail (entries != NULL);
  g_return_if_fail (route != NULL);

  g_free (self->route);
  self->route = g_strdup (route);
  if (!are_equal (self->entries, entries)) { /* else the focus would be lost with a button */
    fill_row (self, entries);
    fill_menu (self, entries);
    g_clear_pointer (&self->entries, g_ptr_array_unref);
    self->entries = g_ptr_array_ref (entries);
  }
  show_active (self);
  gtk_menu_button_set_label (self->menu, title != NULL && *title != '\0' ? title : _("Pages"));
  gtk_widget_set_visible (GTK_WIDGET (self), entries->len > 0);
}
