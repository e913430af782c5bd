/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-discover-collections.h"

#include "sp-hub-call.h"

#include <string.h>

#define PATH "/api/collections?sort=trending&limit=60"

struct _SpDiscoverCollections {
  AdwBin        parent_instance;
  GtkListBox   *list;
  GPtrArray    *collections; /* element-type SpCollection: of the rows, in their order */
  GCancellable *cancellable; /* nullable: nothing is asked for */
  GError       *error;       /* nullable */
  gint64        kept_since;
  int           chosen; /* a row */
};

G_DEFINE_FINAL_TYPE (SpDiscoverCollections, sp_discover_collections, ADW_TYPE_BIN)

typedef enum {
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
} SpDiscoverCollectionsSignal;

static guint signals[SIGNAL_CHOSEN + 1];

static GtkWidget *
new_row (SpCollection *collection)
{
  const char      *id = sp_collection_get_id (collection);
  GtkWidget       *row = adw_action_row_new ();
  GtkWidget       *arrow = gtk_image_new_from_icon_name ("go-next-symbolic");
  g_autofree char *owner = g_strndup (id, strcspn (id, "/"));

  adw_preferences_row_set_use_markup (ADW_PREFERENCES_ROW (row), FALSE);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), sp_collection_get_title (collection));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (row), owner);
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), arrow);
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), TRUE);

  return row;
}

static void
show (SpDiscoverCollections *self,
      GPtrArray             *collections)
{
  GtkListBoxRow *row;

  while ((row = gtk_list_box_get_row_at_index (self->list, 0)) != NULL)
    gtk_list_box_remove (self->list, GTK_WIDGET (row));
  g_ptr_array_set_size (self->collections, 0);
  self->chosen = 0;

  for (guint i = 0; i < collections->len; i++) {
    SpCollection *collection = g_ptr_array_index (collections, i);

    g_ptr_array_add (self->collections, g_object_ref (collection));
    gtk_list_box_append (self->list, new_row (collection));
  }
}

static void
called_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpDiscoverCollections) self = user_data;
  g_autoptr (GError)                error = NULL;
  g_autoptr (GPtrArray)             collections = NULL;
  gint64                            kept_since = 0;
  g_autoptr (JsonNode)              answer = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, &kept_since, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  g_clear_object (&self->cancellable);
  self->error = g_steal_pointer (&error);
  if (answer != NULL) {
    collections = sp_collection_parse_trending (answer);
    self->kept_since = kept_since;
    show (self, collections);
  }
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
row_activated_cb (SpDiscoverCollections *self,
                  GtkListBoxRow         *row)
{
  self->chosen = gtk_list_box_row_get_index (row);
  g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, g_ptr_array_index (self->collections, self->chosen));
}

static void
sp_discover_collections_dispose (GObject *object)
{
  sp_discover_collections_stop (SP_DISCOVER_COLLECTIONS (object));

  G_OBJECT_CLASS (sp_discover_collections_parent_class)->dispose (object);
}

static void
sp_discover_collections_finalize (GObject *object)
{
  SpDiscoverCollections *self = SP_DISCOVER_COLLECTIONS (object);

  g_ptr_array_unref (self->collections);
  g_clear_error (&self->error);

  G_OBJECT_CLASS (sp_discover_collections_parent_class)->finalize (object);
}

static void
sp_discover_collections_class_init (SpDiscoverCollectionsClass *klass)
{
  GType type = SP_TYPE_DISCOVER_COLLECTIONS;

  G_OBJECT_CLASS (klass)->dispose = sp_discover_collections_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_discover_collections_finalize;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] =
    g_signal_new ("chosen", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_COLLECTION);
}

static void
sp_discover_collections_init (SpDiscoverCollections *self)
{
  GtkWidget *scroller = gtk_scrolled_window_new ();
  GtkWidget *clamp = adw_clamp_new ();

  self->collections = g_ptr_array_new_with_free_func (g_object_unref);
  self->list = GTK_LIST_BOX (gtk_list_box_new ());
  g_object_set (self->list, "selection-mode", GTK_SELECTION_NONE, "valign", GTK_ALIGN_START, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->list), "boxed-list");
  g_signal_connect_object (self->list, "row-activated", G_CALLBACK (row_activated_cb), self, G_CONNECT_SWAPPED);
  g_object_set (clamp, "maximum-size", 720, "child", self->list, NULL);
  gtk_widget_add_css_class (clamp, "collections");
  g_object_set (scroller, "hscrollbar-policy", GTK_POLICY_NEVER, "child", clamp, NULL);
  adw_bin_set_child (ADW_BIN (self), scroller);
}

void
sp_discover_collections_load (SpDiscoverCollections *self,
                              SpHubSession          *session)
{
  const SpHubCall call = { .path = PATH, .keep = TRUE };

  g_return_if_fail (SP_IS_DISCOVER_COLLECTIONS (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  sp_discover_collections_stop (self);
  self->cancellable = g_cancellable_new ();
  sp_hub_call_async (session, &call, self->cancellable, called_cb, g_object_ref (self));
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

void
sp_discover_collections_stop (SpDiscoverCollections *self)
{
  g_return_if_fail (SP_IS_DISCOVER_COLLECTIONS (self));

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_error (&self->error);
}

gboolean
sp_discover_collections_is_loading (SpDiscoverCollections *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_COLLECTIONS (self), FALSE);

  return self->cancellable != NULL;
}

gboolean
sp_discover_collections_is_empty (SpDiscoverCollections *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_COLLECTIONS (self), TRUE);

  return self->collections->len == 0;
}

const GError *
sp_discover_collections_get_error (SpDiscoverCollections *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_COLLECTIONS (self), NULL);

  return self->error;
}

gint64
sp_discover_collections_get_kept_since (SpDiscoverCollections *self)
{
  g_return_val_if_fail (SP_IS_DISCOVER_COLLECTIONS (self), 0);

  return self->kept_since;
}

void
sp_discover_collections_focus (SpDiscoverCollections *self)
{
  GtkListBoxRow *row;

  g_return_if_fail (SP_IS_DISCOVER_COLLECTIONS (self));

  row = gtk_list_box_get_row_at_index (self->list, self->chosen);
  if (row != NULL)
    gtk_widget_grab_focus (GTK_WIDGET (row));
}
