/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-categories.h"

#include <glib/gi18n-lib.h>

struct _SpDiscoverCategories {
  AdwBin      parent_instance;
  GtkBox     *box;
  GPtrArray  *buttons;     /* owned, of GtkToggleButton: see PLACE_ALL */
  SpHubQuery *query;       /* owned, NULL at first */
  char       *user;        /* owned, nullable */
  gboolean    quiet;       /* it is not the user who changes something */
  gboolean    collections; /* these are wanted, not the Spaces */
};

G_DEFINE_FINAL_TYPE (SpDiscoverCategories, sp_discover_categories, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CHANGED,
} SpDiscoverCategoriesSignal;

static guint signals[SIGNAL_CHANGED + 1];

/* The first buttons; those of sp_hub_categories follow, then the user's own. */
enum {
  PLACE_ALL,
  PLACE_RECENT,
  PLACE_COLLECTIONS,
  PLACE_CATEGORIES,
};

static guint
get_own_place (SpDiscoverCategories *self)
{
  return self->buttons->len - 1;
}

static void
toggled_cb (SpDiscoverCategories *self,
            GtkToggleButton      *button)
{
  guint position = 0;

  if (self->quiet || self->query == NULL || !gtk_toggle_button_get_active (button))
    return;

  g_ptr_array_find (self->buttons, button, &position);
  self->collections = position == PLACE_COLLECTIONS;
  sp_hub_query_set_mine (self->query, position == get_own_place (self) ? self->user : NULL);
  sp_hub_query_set_recent (self->query, position == PLACE_RECENT);
  sp_hub_query_set_collection (self->query, NULL);
  sp_hub_query_set_category (self->query, position >= PLACE_CATEGORIES && position < get_own_place (self)
                                            ? sp_hub_categories[position - PLACE_CATEGORIES].name
                                            : NULL);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

/* Reached by the keyboard, it may be out of sight. */
static void
focus_cb (SpDiscoverCategories *self)
{
  GtkScrolledWindow *scroller = GTK_SCROLLED_WINDOW (adw_bin_get_child (ADW_BIN (self)));
  GtkAdjustment     *adjustment = gtk_scrolled_window_get_hadjustment (scroller);
  GtkWidget         *focus = gtk_widget_get_focus_child (GTK_WIDGET (self->box));
  graphene_rect_t    bounds;

  if (focus != NULL && gtk_widget_compute_bounds (focus, GTK_WIDGET (self->box), &bounds))
    gtk_adjustment_clamp_page (adjustment, bounds.origin.x, bounds.origin.x + bounds.size.width);
}

static GtkWidget *
add_button (SpDiscoverCategories *self,
            const char           *label)
{
  GtkWidget *button = gtk_toggle_button_new_with_label (label);

  gtk_widget_add_css_class (button, "flat");
  gtk_widget_add_css_class (button, "category");
  if (self->buttons->len > 0)
    gtk_toggle_button_set_group (GTK_TOGGLE_BUTTON (button), g_ptr_array_index (self->buttons, 0));
  g_signal_connect_object (button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->box, button);
  g_ptr_array_add (self->buttons, button);

  return button;
}

/* The first one is everything, in the order that is asked for: with words it is not what is trending. */
static const char *
get_first_label (SpHubQuery *query)
{
  switch (sp_hub_query_get_sort (query)) {
  case SP_HUB_SORT_BEST:
    return sp_hub_query_get_words (query) != NULL ? _("Best match") : _("Trending");
  case SP_HUB_SORT_TRENDING:
    break;
  case SP_HUB_SORT_LIKES:
    return _("Most liked");
  case SP_HUB_SORT_CREATED:
    return _("Newest");
  case SP_HUB_SORT_MODIFIED:
    return _("Last changed");
  }

  return _("Trending");
}

static void
show_first (SpDiscoverCategories *self)
{
  gtk_button_set_label (g_ptr_array_index (self->buttons, 0), get_first_label (self->query));
}

static void
show_query (SpDiscoverCategories *self)
{
  const char *category = self->query != NULL ? sp_hub_query_get_category (self->query) : NULL;
  guint       position = 0;

  for (guint i = 0; category != NULL && sp_hub_categories[i].name != NULL; i++) {
    if (g_str_equal (sp_hub_categories[i].name, category))
      position = PLACE_CATEGORIES + i;
  }
  if (self->query != NULL && sp_hub_query_get_recent (self->query))
    position = PLACE_RECENT;
  if (self->collections)
    position = PLACE_COLLECTIONS;
  if (self->query != NULL && sp_hub_query_get_mine (self->query) != NULL)
    position = get_own_place (self);
  self->quiet = TRUE;
  gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, position), TRUE);
  self->quiet = FALSE;
}

static void
sp_discover_categories_dispose (GObject *object)
{
  g_clear_object (&SP_DISCOVER_CATEGORIES (object)->query);

  G_OBJECT_CLASS (sp_discover_categories_parent_class)->dispose (object);
}

static void
sp_discover_categories_finalize (GObject *object)
{
  SpDiscoverCategories *self = SP_DISCOVER_CATEGORIES (object);

  g_ptr_array_unref (self->buttons);
  g_free (self->user);

  G_OBJECT_CLASS (sp_discover_categories_parent_class)->finalize (object);
}

static void
sp_discover_categories_class_init (SpDiscoverCategoriesClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = sp_discover_categories_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_discover_categories_finalize;

  signals[SIGNAL_CHANGED] =
    g_signal_new ("changed", SP_TYPE_DISCOVER_CATEGORIES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
}

static void
sp_discover_categories_init (SpDiscoverCategories *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();

  self->buttons = g_ptr_array_new ();
  self->box = GTK_BOX (gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 3));
  g_object_set (scroller, "vscrollbar-policy", GTK_POLICY_NEVER, "hscrollbar-policy", GTK_POLICY_EXTERNAL, "child",
                self->box, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Categories"), -1);

  add_button (self, _("Trending"));
  /* Translators: Spaces that are new. */
  add_button (self, _("This week"));
  /* Translators: Spaces that somebody put together on the Hub under a title. */
  add_button (self, _("Collections"));
  for (guint i = 0; sp_hub_categories[i].name != NULL; i++)
    add_button (self, sp_hub_category_get_title (sp_hub_categories[i].name));
  /* Translators: the user's own Spaces. */
  gtk_widget_set_visible (add_button (self, _("Mine")), FALSE);
  g_signal_connect_object (self->box, "notify::focus-child", G_CALLBACK (focus_cb), self, G_CONNECT_SWAPPED);
  gtk_toggle_button_set_active (g_ptr_array_index (self->buttons, 0), TRUE);
}

void
sp_discover_categories_set_query (SpDiscoverCategories *self,
                                  SpHubQuery           *query)
{
  g_return_if_fail (SP_IS_DISCOVER_CATEGORIES (self));
  g_return_if_fail (SP_IS_HUB_QUERY (query));

  g_return_if_fail (self->query == NULL);

  self->query = g_object_ref (query);
  g_signal_connect_object (query, "notify::words", G_CALLBACK (show_first), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (query, "notify::sort", G_CALLBACK (show_first), self, G_CONNECT_SWAPPED);
  show_first (self);
  show_query (self);
}

void
sp_discover_categories_set_user (SpDiscoverCategories *self,
                                 const char           *user)
{
  g_return_if_fail (SP_IS_DISCOVER_CATEGORIES (self));

  if (g_strcmp0 (self->user, user) == 0)
    return;

  g_free (self->user);
  self->user = g_strdup (user);
  gtk_widget_set_visible (g_ptr_array_index (self->buttons, get_own_place (self)), user != NULL);
  if (self->query != NULL && sp_hub_query_get_mine (self->query) != NULL) {
    sp_hub_query_set_mine (self->query, user);
    show_query (self);
    g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
  }
}

gboolean
sp_discover_categories_has_collections (SpDiscoverCategories *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_CATEGORIES (self), FALSE);

  return self->collections;
}

void
sp_discover_categories_leave_collections (SpDiscoverCategories *self)
{
  g_return_if_fail (SP_IS_DISCOVER_CATEGORIES (self));
  g_return_if_fail (self->query != NULL);

  self->collections = FALSE;
  sp_hub_query_set_collection (self->query, NULL);
  show_query (self);
}
