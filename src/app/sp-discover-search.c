/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-search.h"

#include "sp-discover-banner.h"
#include "sp-discover-categories.h"
#include "sp-discover-collections.h"
#include "sp-discover-filters.h"
#include "sp-hub-card.h"
#include "sp-hub-error.h"
#include "sp-hub-repo.h"
#include "sp-plain-words.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpDiscoverSearch {
  AdwBin                 parent_instance;
  GtkEditable           *entry;          /* template child */
  GtkToggleButton       *filters_button; /* template child */
  GtkRevealer           *filters_place;  /* template child */
  SpDiscoverFilters     *filters;        /* template child */
  SpDiscoverCategories  *categories;     /* template child */
  GtkWidget             *heading;        /* template child: of one collection */
  GtkWidget             *back;           /* template child: to all of them */
  GtkLabel              *heading_text;   /* template child */
  SpDiscoverBanner      *banner;         /* template child */
  GtkSpinner            *spinner;        /* template child */
  GtkStack              *stack;          /* template child: “loading”, “cards”, “collections”, “nothing”, “error” */
  GtkScrolledWindow     *scroller;       /* template child */
  GtkGridView           *grid;           /* template child */
  SpDiscoverCollections *collections;    /* template child */
  AdwStatusPage         *nothing;        /* template child */
  GtkWidget             *clear;          /* template child: takes the filters off */
  GtkWidget             *further;        /* template child: asks for more where nothing fitted yet */
  AdwStatusPage         *error;          /* template child */
  SpHubQuery            *query;          /* owned */
  SpHubSearch           *search;         /* owned */
  GSignalGroup          *pauses;         /* owned: of the session */
  guint                  tick;           /* 0: none */
  guint                  frames_left;    /* before the cards have their places */
  gboolean               started;
};

G_DEFINE_FINAL_TYPE (SpDiscoverSearch, sp_discover_search, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CHOSEN,
  SIGNAL_ASKED,
} SpDiscoverSearchSignal;

static guint signals[SIGNAL_ASKED + 1];

/* What has come */

/* Whether there are collections to choose from, and not Spaces. */
static gboolean
lists_collections (SpDiscoverSearch *self)
{
  return sp_discover_categories_has_collections (self->categories) &&
         sp_hub_query_get_collection (self->query) == NULL;
}

static void
show_nothing (SpDiscoverSearch *self)
{
  const char      *words = sp_hub_query_get_words (self->query);
  g_autofree char *text = NULL;
  g_autofree char *markup = NULL;

  text = words != NULL ? g_strdup_printf (_("Nothing Found for “%s”"), words) : g_strdup (_("Nothing Found"));
  markup = g_markup_escape_text (text, -1);
  adw_status_page_set_title (self->nothing, markup);
  gtk_widget_set_visible (self->clear, sp_hub_query_count_filters (self->query) > 0);
  gtk_widget_set_visible (self->further, !lists_collections (self) && !sp_hub_search_is_at_end (self->search));
}

static const char *
get_title (const GError *error)
{
  if (error->domain == SP_HUB_ERROR && error->code == SP_HUB_ERROR_UNREACHABLE)
    return _("The Hub Can’t Be Reached");
  if (error->domain == SP_HUB_ERROR && error->code == SP_HUB_ERROR_BUSY)
    return _("The Hub Asks for a Pause");
  if (error->domain == SP_HUB_ERROR && error->code == SP_HUB_ERROR_SERVER)
    return _("The Hub Has Trouble");
  if (error->domain == SP_HUB_ERROR && error->code == SP_HUB_ERROR_CREDENTIALS)
    return _("Your Sign-In Is No Longer Valid");

  return _("The Hub Did Not Answer As It Should");
}

static void
show_error (SpDiscoverSearch *self,
            const GError     *error)
{
  g_autofree char *text = NULL;

  /* Translators: after a sentence on why the Hub cannot be asked. */
  text = g_strdup_printf ("%s\n\n%s", error->message, _("Your library and installed apps still work."));
  adw_status_page_set_title (self->error, get_title (error));
  sp_plain_words_describe (self->error, text);
}

static gboolean
is_empty (SpDiscoverSearch *self)
{
  return lists_collections (self) ? sp_discover_collections_is_empty (self->collections)
                                  : g_list_model_get_n_items (G_LIST_MODEL (self->search)) == 0;
}

static gboolean
is_loading (SpDiscoverSearch *self)
{
  return lists_collections (self) ? sp_discover_collections_is_loading (self->collections)
                                  : sp_hub_search_is_loading (self->search);
}

static const GError *
get_error (SpDiscoverSearch *self)
{
  return lists_collections (self) ? sp_discover_collections_get_error (self->collections)
                                  : sp_hub_search_get_error (self->search);
}

static gint64
get_kept_since (SpDiscoverSearch *self)
{
  return lists_collections (self) ? sp_discover_collections_get_kept_since (self->collections)
                                  : sp_hub_search_get_kept_since (self->search);
}

static void
update (SpDiscoverSearch *self)
{
  const GError *error;
  gboolean      empty, loading, listing;

  if (self->stack == NULL || self->search == NULL)
    return; /* being disposed of, or not yet made */

  error = get_error (self);
  empty = is_empty (self);
  loading = is_loading (self) || !self->started;
  listing = lists_collections (self);
  gtk_spinner_set_spinning (self->spinner, loading);
  gtk_widget_set_sensitive (GTK_WIDGET (self->filters_button), !listing); /* they are of Spaces */
  gtk_widget_set_sensitive (GTK_WIDGET (self->filters), !listing);
  gtk_widget_set_visible (self->heading, sp_hub_query_get_collection (self->query) != NULL);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "discover.back", gtk_widget_get_visible (self->heading));
  sp_discover_banner_update (self->banner, sp_hub_search_get_session (self->search), get_kept_since (self),
                             empty ? NULL : error);
  if (!empty) {
    gtk_stack_set_visible_child_name (self->stack, listing ? "collections" : "cards");
  } else if (loading) {
    gtk_stack_set_visible_child_name (self->stack, "loading");
  } else if (error != NULL) {
    show_error (self, error);
    gtk_stack_set_visible_child_name (self->stack, "error");
  } else {
    show_nothing (self);
    gtk_stack_set_visible_child_name (self->stack, "nothing");
  }
}

/* Half a page before the end, so that the next cards are there when one comes to it. What failed is asked for again by
 * the user only. */
static void
scrolled_cb (SpDiscoverSearch *self)
{
  GtkAdjustment *adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  double         page = gtk_adjustment_get_page_size (adjustment);
  double         rest = gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_value (adjustment) - page;

  if (self->search != NULL && self->started && page > 0 && rest < page / 2 &&
      gtk_widget_get_mapped (GTK_WIDGET (self->grid)) && sp_hub_search_get_error (self->search) == NULL)
    sp_hub_search_load_more (self->search);
}

static gboolean
tick_cb (GtkWidget     *widget,
         GdkFrameClock *clock,
         gpointer       user_data)
{
  SpDiscoverSearch *self = SP_DISCOVER_SEARCH (widget);

  if (self->frames_left-- > 0)
    return G_SOURCE_CONTINUE;

  self->tick = 0;
  scrolled_cb (self);

  return G_SOURCE_REMOVE;
}

/* A page may be too short to fill the window. Whether it is can be told once its cards have their places. */
static void
loading_cb (SpDiscoverSearch *self)
{
  if (sp_hub_search_is_loading (self->search))
    return;

  self->frames_left = 1;
  if (self->tick == 0)
    self->tick = gtk_widget_add_tick_callback (GTK_WIDGET (self), tick_cb, NULL, NULL);
}

static void
show_filters (SpDiscoverSearch *self)
{
  guint            n = sp_hub_query_count_filters (self->query);
  g_autofree char *label = n > 0 ? g_strdup_printf (_("Filters (%u)"), n) : g_strdup (_("Filters"));

  gtk_button_set_label (GTK_BUTTON (self->filters_button), label);
}

/* Words are looked for in Spaces only. */
static void
start_collections (SpDiscoverSearch *self)
{
  sp_hub_query_set_words (self->query, NULL);
  gtk_editable_set_text (self->entry, "");
  sp_hub_search_stop (self->search);
  sp_discover_collections_load (self->collections, sp_hub_search_get_session (self->search));
}

/* Asks for the first page of what is looked for now. */
static void
start (SpDiscoverSearch *self)
{
  self->started = TRUE;
  show_filters (self);
  sp_discover_collections_stop (self->collections);
  if (lists_collections (self))
    start_collections (self);
  else
    sp_hub_search_start (self->search, self->query);
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  update (self);
}

/* The pause that the Hub asked for may be over; the search itself goes on by itself. */
static void
pause_cb (SpDiscoverSearch *self)
{
  if (self->started && lists_collections (self) && g_error_matches (get_error (self), SP_HUB_ERROR, SP_HUB_ERROR_BUSY) &&
      sp_hub_session_get_pause_left (sp_hub_search_get_session (self->search)) == 0)
    start (self);
  else
    update (self);
}

static void
collection_chosen_cb (SpDiscoverSearch *self,
                      SpCollection     *collection)
{
  sp_hub_query_set_collection (self->query, sp_collection_get_id (collection));
  gtk_label_set_label (self->heading_text, sp_collection_get_title (collection));
  start (self);
  gtk_widget_grab_focus (self->back);
}

static void
back_cb (GtkWidget  *widget,
         const char *action,
         GVariant   *parameter)
{
  SpDiscoverSearch *self = SP_DISCOVER_SEARCH (widget);

  sp_hub_query_set_collection (self->query, NULL);
  sp_hub_search_stop (self->search);
  update (self);
  sp_discover_collections_focus (self->collections);
}

/* What the user does */

static void
words_changed_cb (SpDiscoverSearch *self)
{
  const char      *before = sp_hub_query_get_words (self->query);
  g_autofree char *words = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));

  if (g_strcmp0 (before != NULL ? before : "", words) == 0)
    return;

  if (sp_discover_categories_has_collections (self->categories))
    sp_discover_categories_leave_collections (self->categories);
  sp_hub_query_set_words (self->query, words);
  start (self);
}

/* What can only be a Space's id is not searched for. */
static void
entry_activate_cb (SpDiscoverSearch *self)
{
  g_autofree char      *words = g_strstrip (g_strdup (gtk_editable_get_text (self->entry)));
  g_autoptr (SpHubRepo) repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, words, NULL);

  if (repo != NULL)
    g_signal_emit (self, signals[SIGNAL_ASKED], 0, words);
  else
    words_changed_cb (self);
}

static void
stop_search_cb (SpDiscoverSearch *self)
{
  gtk_editable_set_text (self->entry, "");
}

/* From the words to what was found, past all that lies between. */
static gboolean
entry_key_cb (SpDiscoverSearch *self,
              guint             keyval)
{
  if (keyval != GDK_KEY_Down || !gtk_widget_get_mapped (GTK_WIDGET (self->grid)))
    return GDK_EVENT_PROPAGATE;

  gtk_widget_child_focus (GTK_WIDGET (self->grid), GTK_DIR_TAB_FORWARD);

  return GDK_EVENT_STOP;
}

static void
filters_toggled_cb (SpDiscoverSearch *self)
{
  gtk_revealer_set_reveal_child (self->filters_place, gtk_toggle_button_get_active (self->filters_button));
}

static void
clear_cb (SpDiscoverSearch *self)
{
  sp_discover_filters_clear (self->filters);
}

static void
further_cb (SpDiscoverSearch *self)
{
  sp_hub_search_load_more (self->search);
}

static void
retry_cb (SpDiscoverSearch *self)
{
  if (!lists_collections (self) && !is_empty (self) && sp_hub_search_get_kept_since (self->search) == 0)
    sp_hub_search_load_more (self->search);
  else
    start (self);
}

static void
activate_cb (SpDiscoverSearch *self,
             guint             position)
{
  g_autoptr (SpHubSpace) space = g_list_model_get_item (G_LIST_MODEL (self->search), position);

  if (space != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, space);
}

/* The cards */

static void
setup_cb (SpDiscoverSearch *self,
          GtkListItem      *item)
{
  gtk_list_item_set_child (item, sp_hub_card_new ());
}

static void
bind_cb (SpDiscoverSearch *self,
         GtkListItem      *item)
{
  GtkWidget       *card = gtk_list_item_get_child (item);
  SpHubSpace      *space = gtk_list_item_get_item (item);
  g_autofree char *description = sp_hub_card_dup_description (space);

  sp_hub_card_set_space (SP_HUB_CARD (card), space);
  /* What has the focus is the cell around it. */
  gtk_accessible_update_property (GTK_ACCESSIBLE (gtk_widget_get_parent (card)), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  description, -1);
}

static void
unbind_cb (SpDiscoverSearch *self,
           GtkListItem      *item)
{
  sp_hub_card_set_space (SP_HUB_CARD (gtk_list_item_get_child (item)), NULL);
}

static void
sp_discover_search_map (GtkWidget *widget)
{
  SpDiscoverSearch *self = SP_DISCOVER_SEARCH (widget);

  GTK_WIDGET_CLASS (sp_discover_search_parent_class)->map (widget);
  if (!self->started)
    start (self);
}

static void
sp_discover_search_dispose (GObject *object)
{
  SpDiscoverSearch *self = SP_DISCOVER_SEARCH (object);

  if (self->search != NULL)
    sp_hub_search_stop (self->search);
  if (self->grid != NULL)
    gtk_grid_view_set_model (self->grid, NULL);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DISCOVER_SEARCH);
  g_clear_object (&self->pauses);
  g_clear_object (&self->search);
  g_clear_object (&self->query);

  G_OBJECT_CLASS (sp_discover_search_parent_class)->dispose (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-discover-search.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, entry);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, filters_button);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, filters_place);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, filters);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, categories);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, heading);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, back);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, heading_text);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, banner);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, spinner);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, stack);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, grid);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, collections);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, nothing);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, clear);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, further);
  gtk_widget_class_bind_template_child (widget_class, SpDiscoverSearch, error);
  gtk_widget_class_bind_template_callback (widget_class, words_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, entry_key_cb);
  gtk_widget_class_bind_template_callback (widget_class, stop_search_cb);
  gtk_widget_class_bind_template_callback (widget_class, filters_toggled_cb);
  gtk_widget_class_bind_template_callback (widget_class, start);
  gtk_widget_class_bind_template_callback (widget_class, update);
  gtk_widget_class_bind_template_callback (widget_class, collection_chosen_cb);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, further_cb);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
}

static void
sp_discover_search_class_init (SpDiscoverSearchClass *klass)
{
  GType type = SP_TYPE_DISCOVER_SEARCH;

  G_OBJECT_CLASS (klass)->dispose = sp_discover_search_dispose;
  GTK_WIDGET_CLASS (klass)->map = sp_discover_search_map;

  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_HUB_SPACE);
  signals[SIGNAL_ASKED] =
    g_signal_new ("asked", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SP_TYPE_DISCOVER_BANNER);
  g_type_ensure (SP_TYPE_DISCOVER_CATEGORIES);
  g_type_ensure (SP_TYPE_DISCOVER_COLLECTIONS);
  g_type_ensure (SP_TYPE_DISCOVER_FILTERS);
  bind_template (GTK_WIDGET_CLASS (klass));
  gtk_widget_class_install_action (GTK_WIDGET_CLASS (klass), "discover.back", NULL, back_cb);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Left, GDK_ALT_MASK, "discover.back", NULL);
  gtk_widget_class_add_binding_action (GTK_WIDGET_CLASS (klass), GDK_KEY_Back, 0, "discover.back", NULL);
}

static void
sp_discover_search_init (SpDiscoverSearch *self)
{
  GtkAdjustment *adjustment;

  gtk_widget_init_template (GTK_WIDGET (self));
  self->query = sp_hub_query_new ();
  sp_discover_filters_set_query (self->filters, self->query);
  sp_discover_categories_set_query (self->categories, self->query);
  show_filters (self);
  self->pauses = g_signal_group_new (SP_TYPE_HUB_SESSION);
  g_signal_group_connect_object (self->pauses, "notify::pause-left", G_CALLBACK (pause_cb), self, G_CONNECT_SWAPPED);
  adjustment = gtk_scrolled_window_get_vadjustment (self->scroller);
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

GtkWidget *
sp_discover_search_new (SpHubSession *session)
{
  SpDiscoverSearch *self = g_object_new (SP_TYPE_DISCOVER_SEARCH, NULL);
  GtkNoSelection   *selection;

  self->search = sp_hub_search_new (session);
  g_signal_group_set_target (self->pauses, session);
  g_signal_connect_object (self->search, "notify", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "notify::loading", G_CALLBACK (loading_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->search, "items-changed", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  selection = gtk_no_selection_new (g_object_ref (G_LIST_MODEL (self->search)));
  gtk_grid_view_set_model (self->grid, GTK_SELECTION_MODEL (selection));
  g_object_unref (selection);
  update (self);

  return GTK_WIDGET (self);
}

void
sp_discover_search_set_account (SpDiscoverSearch *self,
                                SpHubSession     *session,
                                const char       *user)
{
  gboolean is_other;

  g_return_if_fail (SP_IS_DISCOVER_SEARCH (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  is_other = sp_hub_search_get_session (self->search) != session;
  if (is_other) {
    sp_hub_search_set_session (self->search, session);
    g_signal_group_set_target (self->pauses, session);
  }
  sp_discover_categories_set_user (self->categories, user);
  if (is_other && self->started)
    start (self);
}

void
sp_discover_search_set_words (SpDiscoverSearch *self,
                              const char       *words)
{
  g_return_if_fail (SP_IS_DISCOVER_SEARCH (self));
  g_return_if_fail (words != NULL);

  gtk_editable_set_text (self->entry, words);
  gtk_editable_set_position (self->entry, -1);
  if (self->started)
    words_changed_cb (self);
  else
    sp_hub_query_set_words (self->query, words);
}

void
sp_discover_search_focus_entry (SpDiscoverSearch *self)
{
  g_return_if_fail (SP_IS_DISCOVER_SEARCH (self));

  gtk_widget_grab_focus (GTK_WIDGET (self->entry));
}

void
sp_discover_search_reload (SpDiscoverSearch *self)
{
  g_return_if_fail (SP_IS_DISCOVER_SEARCH (self));

  start (self);
}

SpHubSearch *
sp_discover_search_get_model (SpDiscoverSearch *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_SEARCH (self), NULL);

  return self->search;
}
