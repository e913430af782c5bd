/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-places.h"

/* What is farther below what is seen is far, in heights of it. */
#define AHEAD 1.5

struct _SpAppPlaces {
  GArray    *array;    /* of SpAppPlace, the next one last */
  GtkWidget *viewport; /* owned, nullable */
};

void
sp_app_place_clear (SpAppPlace *self)
{
  g_clear_pointer (&self->node, json_object_unref);
}

SpAppPlaces *
sp_app_places_new (void)
{
  SpAppPlaces *self = g_new0 (SpAppPlaces, 1);

  self->array = g_array_new (FALSE, FALSE, sizeof (SpAppPlace));
  g_array_set_clear_func (self->array, (GDestroyNotify) sp_app_place_clear);

  return self;
}

void
sp_app_places_free (SpAppPlaces *self)
{
  g_array_unref (self->array);
  g_clear_object (&self->viewport);
  g_free (self);
}

void
sp_app_places_set_viewport (SpAppPlaces *self, GtkWidget *viewport)
{
  g_set_object (&self->viewport, viewport);
}

GtkWidget *
sp_app_places_get_viewport (SpAppPlaces *self)
{
  return self->viewport;
}

gboolean
sp_app_places_get_seen (SpAppPlaces *self)
{
  return self->viewport != NULL && gtk_widget_get_mapped (self->viewport);
}

void
sp_app_places_add (SpAppPlaces *self, JsonNode *node, SpAppPart *parent, gboolean within, guint stamp)
{
  SpAppPlace place = { NULL, parent, within, stamp };

  if (!JSON_NODE_HOLDS_OBJECT (node))
    return;

  place.node = json_object_ref (json_node_get_object (node));
  g_array_append_val (self->array, place);
}

guint
sp_app_places_get_length (SpAppPlaces *self)
{
  return self->array->len;
}

/* The array does not let go of what it holds. */
static SpAppPlace
take (SpAppPlaces *self, guint index)
{
  SpAppPlace place = g_array_index (self->array, SpAppPlace, index);

  json_object_ref (place.node);
  g_array_remove_index (self->array, index);

  return place;
}

gboolean
sp_app_places_take (SpAppPlaces *self, SpAppPlace *place)
{
  if (self->array->len == 0)
    return FALSE;

  *place = take (self, self->array->len - 1);

  return TRUE;
}

static gboolean
is_row (SpAppPart *part)
{
  return part->block != NULL && g_str_equal (sp_block_get_type_name (part->block), "row");
}

/* How far down the page what comes next into @parent would be. What has no size yet is at the top of where
 * it stands. Where it was scrolled to does not count: that is known before the widgets are moved. */
static double
find_top (SpAppPlaces *self, SpAppPart *parent)
{
  SpComponent    *before = parent->last;
  GtkWidget      *widget = GTK_WIDGET (before != NULL ? before : parent->component);
  GtkWidget      *page = gtk_viewport_get_child (GTK_VIEWPORT (self->viewport));
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (widget, page, &bounds))
    return 0; /* it stands at a side */

  return bounds.origin.y + (before != NULL && !is_row (parent) ? bounds.size.height : 0);
}

gboolean
sp_app_places_bring_near (SpAppPlaces *self)
{
  GtkAdjustment *adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (self->viewport));
  SpAppPart     *far = NULL;
  double         limit = 0;

  limit = gtk_adjustment_get_value (adjustment) + (1 + AHEAD) * gtk_adjustment_get_page_size (adjustment);

  /* The children of one part are all far or all near, so none comes before those that it follows. */
  for (guint i = self->array->len; i > 0; i--) {
    SpAppPart *parent = g_array_index (self->array, SpAppPlace, i - 1).parent;

    if (parent != far && find_top (self, parent) <= limit) {
      SpAppPlace place = take (self, i - 1);

      g_array_append_val (self->array, place);
      return TRUE;
    }
    far = parent;
  }

  return FALSE;
}

void
sp_app_places_drop (SpAppPlaces *self, SpAppPart *container, GHashTable *gone)
{
  for (guint i = self->array->len; i > 0; i--) {
    SpAppPart *parent = g_array_index (self->array, SpAppPlace, i - 1).parent;

    if (sp_app_part_is_inside (parent, container) || g_hash_table_contains (gone, parent))
      g_array_remove_index (self->array, i - 1);
  }
}

void
sp_app_places_cut (SpAppPlaces *self, guint length)
{
  if (length < self->array->len)
    g_array_set_size (self->array, length);
}

void
sp_app_places_clear (SpAppPlaces *self)
{
  g_array_set_size (self->array, 0);
}
