/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-app-tree.h"

#include "sp-app-part.h"
#include "sp-app-places.h"
#include "sp-pager.h"

/* How long parts are made before the window gets its turn: as long as that takes, for each turn lays out
 * all that is there, which would else cost the square of it. */
#define SHORTEST_SLICE (8 * G_TIME_SPAN_MILLISECOND)
#define LONGEST_SLICE (40 * G_TIME_SPAN_MILLISECOND)

/* So many parts are made even where nobody sees them yet: most apps have fewer. */
#define MADE_UNSEEN 300

/* So many at most before it is asked where they came to stand. */
#define MADE_AT_ONCE 30

struct _SpAppTree {
  GObject       parent_instance;
  GradioClient *client;      /* owned */
  SpBlocks     *blocks;      /* owned */
  SpAppPart    *root;        /* owned */
  GHashTable   *parts;       /* id -> SpAppPart, without the root */
  SpAppPlaces  *places;      /* owned: what is still to be made */
  GPtrArray    *pagers;      /* of SpPager that have not told what they show first */
  GPtrArray    *asides;      /* of SpComponent, not owned: what stands at a side, in the order of the page */
  GPtrArray    *held;        /* of SpComponent that keep their height until all is in its place */
  GtkWidget    *focus;       /* owned, nullable: had the focus when its component lost its place */
  int           cursor;      /* in it */
  SpComponent  *first_input; /* of a part */
  SpComponent  *first_part;  /* of the first one that is no layout */
  int           wanted;      /* id of a component that is to be made wherever it is, or -1 */
  guint         stamp;
  guint         idle;
  guint         tick;      /* of the viewport */
  gint64        slice_end; /* monotonic time; 0 when nothing was made just before */
  gboolean      replacing;
};

G_DEFINE_FINAL_TYPE (SpAppTree, sp_app_tree, G_TYPE_OBJECT)

typedef enum {
  PROP_BUILDING = 1,
} SpAppTreeProperty;

static GParamSpec *properties[PROP_BUILDING + 1];

typedef enum {
  SIGNAL_ASIDE,
  SIGNAL_MADE,
  SIGNAL_NOTICE,
} SpAppTreeSignal;

static guint signals[SIGNAL_NOTICE + 1];

static void
notice_cb (SpAppTree *self, const char *text)
{
  g_signal_emit (self, signals[SIGNAL_NOTICE], 0, text);
}

static void
event_cb (SpAppTree *self, const char *name, JsonNode *data, SpComponent *component)
{
  sp_blocks_dispatch (self->blocks, sp_component_get_id (component), name, data);
}

static void
button_clicked_cb (SpAppTree *self, int id)
{
  sp_blocks_dispatch (self->blocks, id, "click", NULL);
}

static SpAppPart *
get_part (SpAppTree *self, int id)
{
  return g_hash_table_lookup (self->parts, GINT_TO_POINTER (id));
}

/* The next place is the last of the list: children come in before what follows their parent. Only
 * pages come all together, for which of them is chosen is not known before. */
static void
add_places (SpAppTree *self, SpAppPart *parent, JsonArray *nodes)
{
  gboolean pages = SP_IS_PAGER (parent->component);

  parent->last = NULL;
  for (guint i = json_array_get_length (nodes); pages && i > 0; i--)
    sp_app_places_add (self->places, json_array_get_element (nodes, i - 1), parent, TRUE, self->stamp);
  for (guint i = json_array_get_length (nodes); i > 0; i--)
    sp_app_places_add (self->places, json_array_get_element (nodes, i - 1), parent, FALSE, self->stamp);
}

/* What nobody sees yet is made when it is shown first (blocks-runtime.md R17, R20). */
static void
add_children (SpAppTree *self, SpAppPart *part, JsonArray *nodes)
{
  g_clear_pointer (&part->waiting, json_array_unref);
  if (nodes == NULL || sp_app_part_get_depth (part) > SP_BLOCKS_DEEPEST)
    return;

  if (sp_app_part_is_shown (part))
    add_places (self, part, nodes);
  else
    part->waiting = json_array_ref (nodes);
}

static void
restore_focus (SpAppTree *self, SpAppPart *part)
{
  g_autoptr (GtkWidget) focus = NULL;

  if (self->focus == NULL || !gtk_widget_is_ancestor (self->focus, GTK_WIDGET (part->component)))
    return;

  focus = g_steal_pointer (&self->focus);
  if (GTK_IS_TEXT (focus)) { /* what is typed goes on at the cursor */
    gtk_text_grab_focus_without_selecting (GTK_TEXT (focus));
    gtk_editable_set_position (GTK_EDITABLE (focus), self->cursor);
  } else {
    gtk_widget_grab_focus (focus);
  }
}

static void build_now (SpAppTree *self);

static void
shown_cb (SpAppTree *self, GParamSpec *pspec, SpComponent *component)
{
  SpAppPart            *part = get_part (self, sp_component_get_id (component));
  g_autoptr (JsonArray) nodes = NULL;

  if (part == NULL || part->waiting == NULL || !sp_app_part_is_shown (part))
    return;

  nodes = g_steal_pointer (&part->waiting);
  self->stamp++;
  add_places (self, part, nodes);
  if (!self->replacing)
    build_now (self);
}

/* What only shows other components does so also while the app waits for its server. */
static gboolean
is_layout (SpComponent *component)
{
  return SP_IS_CONTAINER (component) || SP_IS_PAGER (component);
}

static SpAppPart *
make_part (SpAppTree *self, SpBlock *block, JsonArray *children)
{
  gboolean     has_children = children != NULL && json_array_get_length (children) > 0;
  SpAppPart   *part = sp_app_part_new (self->client, self->blocks, block, has_children);
  SpComponent *component = part->component;

  g_hash_table_insert (self->parts, GINT_TO_POINTER (sp_block_get_id (block)), part);
  g_signal_connect_object (component, "event", G_CALLBACK (event_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "notice", G_CALLBACK (notice_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (component, "button-clicked", G_CALLBACK (button_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  if (SP_IS_CONTAINER (component))
    g_signal_connect_object (component, "notify::shown", G_CALLBACK (shown_cb), self,
                             G_CONNECT_SWAPPED);
  if (SP_IS_PAGER (component))
    g_ptr_array_add (self->pagers, g_object_ref (component));
  if (sp_blocks_is_held (self->blocks) && !is_layout (component))
    gtk_widget_set_sensitive (GTK_WIDGET (component), FALSE);

  return part;
}

static void
note_first (SpAppTree *self, SpComponent *component)
{
  if (self->first_part == NULL)
    self->first_part = component;
  if (self->first_input == NULL && sp_component_get_interactive (component) &&
      gtk_widget_get_visible (GTK_WIDGET (component)))
    self->first_input = component;
}

/* The run loop has all there is of these. */
static gboolean
is_faceless (SpBlock *block)
{
  static const char *const types[] = { "api", "browserstate", "state", "timer", "variable", NULL };

  return g_strv_contains (types, sp_block_get_type_name (block));
}

static void
fill_place (SpAppTree *self, const SpAppPlace *place)
{
  int        id = (int) gradio_json_get_int (place->node, "id", -1);
  JsonArray *children = sp_blocks_get_children (self->blocks, id);
  SpBlock   *block = sp_blocks_get_block (self->blocks, id);
  SpAppPart *part = get_part (self, id);
  gboolean   is_new = part == NULL;

  /* A layout may not name a component twice, or within itself. */
  if (block == NULL || is_faceless (block) ||
      (part != NULL && (part->stamp == place->stamp || sp_app_part_is_inside (place->parent, part))))
    return;

  if (is_new)
    part = make_part (self, block, children);
  if (id == self->wanted)
    self->wanted = -1;
  part->sorts = !is_new;
  part->stamp = place->stamp;
  sp_app_part_place (part, place->parent);
  restore_focus (self, part);
  if (is_new) {
    if (sp_app_part_stands_aside (part)) {
      g_ptr_array_add (self->asides, part->component);
      g_signal_emit (self, signals[SIGNAL_ASIDE], 0, part->component);
    }
    if (children == NULL)
      note_first (self, part->component);
    g_signal_emit (self, signals[SIGNAL_MADE], 0, part->component);
  }
  if (!SP_IS_PAGER (place->parent->component))
    add_children (self, part, children);
}

static void
fill_page (SpAppTree *self, const SpAppPlace *place)
{
  int        id = (int) gradio_json_get_int (place->node, "id", -1);
  SpAppPart *page = get_part (self, id);

  if (page != NULL && page->parent == place->parent)
    add_children (self, page, sp_blocks_get_children (self->blocks, id));
}

static void
finish (SpAppTree *self)
{
  g_autoptr (GPtrArray) pagers = g_steal_pointer (&self->pagers);

  for (guint i = 0; i < self->held->len; i++)
    gtk_widget_set_size_request (self->held->pdata[i], -1, -1);
  g_ptr_array_set_size (self->held, 0);
  g_clear_object (&self->focus);
  self->pagers = g_ptr_array_new_with_free_func (g_object_unref);
  for (guint i = 0; i < pagers->len; i++)
    sp_pager_tell_first (pagers->pdata[i]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_BUILDING]);
}

static gboolean
makes_all (SpAppTree *self)
{
  return self->wanted >= 0 || g_hash_table_size (self->parts) < MADE_UNSEEN;
}

static void
build_slice (SpAppTree *self)
{
  SpAppPlace place = { 0 };
  gint64     begin = g_get_monotonic_time ();
  gint64     length = self->slice_end > 0 ? begin - self->slice_end : 0;

  length = CLAMP (length, SHORTEST_SLICE, LONGEST_SLICE);
  for (guint i = 0; i < MADE_AT_ONCE && g_get_monotonic_time () < begin + length; i++) {
    if (!sp_app_places_take (self->places, &place))
      break;
    if (place.within)
      fill_page (self, &place);
    else
      fill_place (self, &place);
    sp_app_place_clear (&place);
  }
  self->slice_end = g_get_monotonic_time ();
}

static gboolean build_cb (gpointer user_data);

/* After the window was drawn, and after all that the parts which are there already have to do. */
static void
build_later (SpAppTree *self)
{
  if (self->idle == 0 && self->tick == 0)
    self->idle = g_idle_add_full (G_PRIORITY_LOW, build_cb, self, NULL);
}

static gboolean
tick_cb (GtkWidget *viewport, GdkFrameClock *clock, gpointer user_data)
{
  SpAppTree *self = user_data;

  self->tick = 0;
  build_later (self);

  return G_SOURCE_REMOVE;
}

/* What was made just now has its place with the next frame, and whether more is near is known then. */
static void
build_after_frame (SpAppTree *self)
{
  self->tick = gtk_widget_add_tick_callback (sp_app_places_get_viewport (self->places), tick_cb, self, NULL);
}

/* What is far waits until the page is scrolled towards it. */
static gboolean
build_cb (gpointer user_data)
{
  SpAppTree *self = user_data;
  gboolean   all = makes_all (self) || !sp_app_places_get_seen (self->places);

  if (all || sp_app_places_bring_near (self->places)) {
    build_slice (self);
    if (sp_app_places_get_length (self->places) > 0 && all)
      return G_SOURCE_CONTINUE;
  }

  self->idle = 0;
  if (sp_app_places_get_length (self->places) > 0 && sp_app_places_bring_near (self->places)) {
    build_after_frame (self);
    return G_SOURCE_REMOVE;
  }

  self->slice_end = 0;
  if (sp_app_places_get_length (self->places) == 0)
    self->wanted = -1;
  finish (self);

  return G_SOURCE_REMOVE;
}

/* What fits into a slice is there when the next frame is drawn. */
static void
build_now (SpAppTree *self)
{
  build_slice (self);
  if (sp_app_tree_get_building (self))
    return;

  if (sp_app_places_get_length (self->places) > 0)
    build_later (self);
  else
    finish (self);
}

static void
scrolled_cb (SpAppTree *self)
{
  if (sp_app_places_get_length (self->places) > 0 && !self->replacing)
    build_later (self);
}

static void
keep_focus (SpAppTree *self, SpAppPart *part, GtkWidget *focus)
{
  if (focus == NULL || !gtk_widget_is_ancestor (focus, GTK_WIDGET (part->component)))
    return;

  g_set_object (&self->focus, focus);
  if (GTK_IS_TEXT (focus))
    self->cursor = gtk_editable_get_position (GTK_EDITABLE (focus));
}

/* What stays leaves the parts that go, and these leave what stays. Where the focus is has to be asked first: a part that
 * goes takes it from what is still within. */
static void
separate (SpAppTree *self, SpAppPart *container, GHashTable *gone)
{
  GtkRoot              *root = gtk_widget_get_root (GTK_WIDGET (container->component));
  g_autoptr (GtkWidget) focus = NULL;
  g_autoptr (GList)     parts = g_hash_table_get_values (self->parts);

  if (root != NULL)
    g_set_object (&focus, gtk_root_get_focus (root));
  for (GList *link = parts; link != NULL; link = link->next) {
    SpAppPart *part = link->data;
    gboolean   goes = g_hash_table_contains (gone, part);

    if (part->parent == NULL || goes == g_hash_table_contains (gone, part->parent))
      continue;

    if (!goes)
      keep_focus (self, part, focus);
    sp_app_part_loosen (part);
  }
}

static void
forget (SpAppTree *self, GHashTable *gone)
{
  GHashTableIter iter;
  gpointer       value = NULL;

  g_hash_table_iter_init (&iter, gone);
  while (g_hash_table_iter_next (&iter, &value, NULL)) {
    SpAppPart *part = value;

    if (self->first_input == part->component)
      self->first_input = NULL;
    if (self->first_part == part->component)
      self->first_part = NULL;
    g_ptr_array_remove (self->asides, part->component);
    g_signal_handlers_disconnect_by_data (part->component, self);
    g_hash_table_remove (self->parts, GINT_TO_POINTER (sp_block_get_id (part->block)));
  }
}

/* While parts are still to come the page does not get shorter: it would be scrolled away. */
static void
hold_height (SpAppTree *self, SpAppPart *part)
{
  gtk_widget_set_size_request (GTK_WIDGET (part->component), -1,
                               gtk_widget_get_height (GTK_WIDGET (part->component)));
  g_ptr_array_add (self->held, g_object_ref (part->component));
}

/* More functions may take a component as their input now (blocks-runtime.md R60). What could be
 * changed before still can. */
static void
unlock (SpAppTree *self)
{
  GHashTableIter iter;
  gpointer       value = NULL;

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &value)) {
    SpAppPart *part = value;

    if (!json_object_has_member (sp_block_get_props (part->block), "interactive") &&
        sp_blocks_is_interactive (self->blocks, part->block))
      sp_component_set_interactive (part->component, TRUE);
  }
}

/* Those which were in it and are in it again stay, with the focus, the cursor and how far they are
 * scrolled (blocks-runtime.md R57). */
static void
rendered_cb (SpAppTree *self, int id)
{
  SpAppPart             *part = get_part (self, id);
  JsonArray             *nodes = sp_blocks_get_children (self->blocks, id);
  g_autoptr (GHashTable) gone = NULL;
  guint                  n_places = 0;

  if (part == NULL || nodes == NULL || SP_COMPONENT_GET_CLASS (part->component)->add_child == NULL)
    return; /* no widget yet */

  self->replacing = TRUE; /* pages may come to the front meanwhile */
  gone = sp_app_part_find_gone (part, self->parts, self->blocks, nodes);
  hold_height (self, part);
  sp_app_places_drop (self->places, part, gone); /* while what stays is still in it */
  n_places = sp_app_places_get_length (self->places);
  separate (self, part, gone);
  sp_app_places_cut (self->places, n_places); /* pages that came to the front are filled below */
  forget (self, gone);
  part->sorts = TRUE;
  self->stamp++;
  add_children (self, part, nodes);
  self->replacing = FALSE;
  build_now (self);
  unlock (self);
}

static void
sp_app_tree_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpAppTreeProperty) prop_id) {
  case PROP_BUILDING:
    g_value_set_boolean (value, sp_app_tree_get_building (SP_APP_TREE (object)));
    break;
  }
}

static void
sp_app_tree_dispose (GObject *object)
{
  sp_app_tree_close (SP_APP_TREE (object));

  G_OBJECT_CLASS (sp_app_tree_parent_class)->dispose (object);
}

static void
sp_app_tree_finalize (GObject *object)
{
  SpAppTree *self = SP_APP_TREE (object);

  g_clear_pointer (&self->root, sp_app_part_free);
  g_clear_pointer (&self->parts, g_hash_table_unref);
  g_clear_pointer (&self->places, sp_app_places_free);
  g_clear_pointer (&self->pagers, g_ptr_array_unref);
  g_clear_pointer (&self->held, g_ptr_array_unref);
  g_clear_pointer (&self->asides, g_ptr_array_unref);
  g_clear_object (&self->blocks);
  g_clear_object (&self->client);

  G_OBJECT_CLASS (sp_app_tree_parent_class)->finalize (object);
}

static void
sp_app_tree_class_init (SpAppTreeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_app_tree_get_property;
  object_class->dispose = sp_app_tree_dispose;
  object_class->finalize = sp_app_tree_finalize;

  properties[PROP_BUILDING] = g_param_spec_boolean ("building", NULL, NULL, FALSE,
                                                    G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);

  signals[SIGNAL_ASIDE] = g_signal_new ("aside", SP_TYPE_APP_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                        NULL, G_TYPE_NONE, 1, SP_TYPE_CONTAINER);
  signals[SIGNAL_MADE] = g_signal_new ("made", SP_TYPE_APP_TREE, G_SIGNAL_RUN_LAST, 0, NULL, NULL,
                                       NULL, G_TYPE_NONE, 1, SP_TYPE_COMPONENT);
  signals[SIGNAL_NOTICE] = g_signal_new ("notice", SP_TYPE_APP_TREE, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_app_tree_init (SpAppTree *self)
{
  self->wanted = -1;
  self->parts =
    g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sp_app_part_free);
  self->places = sp_app_places_new ();
  self->pagers = g_ptr_array_new_with_free_func (g_object_unref);
  self->held = g_ptr_array_new_with_free_func (g_object_unref);
  self->asides = g_ptr_array_new ();
}

SpAppTree *
sp_app_tree_new (GradioClient *client, SpBlocks *blocks)
{
  SpAppTree *self = NULL;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);

  self = g_object_new (SP_TYPE_APP_TREE, NULL);
  self->client = g_object_ref (client);
  self->blocks = g_object_ref (blocks);
  self->root = sp_app_part_new (client, blocks, NULL, TRUE);
  g_signal_connect_object (blocks, "rendered", G_CALLBACK (rendered_cb), self, G_CONNECT_SWAPPED);

  return self;
}

GtkWidget *
sp_app_tree_get_root (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  return GTK_WIDGET (self->root->component);
}

void
sp_app_tree_follow (SpAppTree *self, GtkViewport *viewport)
{
  GtkAdjustment *adjustment = NULL;

  g_return_if_fail (SP_IS_APP_TREE (self));
  g_return_if_fail (GTK_IS_VIEWPORT (viewport));

  sp_app_places_set_viewport (self->places, GTK_WIDGET (viewport));
  adjustment = gtk_scrollable_get_vadjustment (GTK_SCROLLABLE (viewport));
  g_signal_connect_object (adjustment, "value-changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (adjustment, "changed", G_CALLBACK (scrolled_cb), self, G_CONNECT_SWAPPED);
}

void
sp_app_tree_build (SpAppTree *self)
{
  JsonObject *layout = NULL;

  g_return_if_fail (SP_IS_APP_TREE (self));
  g_return_if_fail (self->idle == 0);

  self->stamp++;
  layout = sp_blocks_get_layout (self->blocks);
  if (layout != NULL)
    add_children (self, self->root, gradio_json_get_array (layout, "children"));
  build_later (self);
}

gboolean
sp_app_tree_get_building (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), FALSE);

  return self->idle != 0 || self->tick != 0;
}

void
sp_app_tree_want (SpAppTree *self, int id)
{
  g_return_if_fail (SP_IS_APP_TREE (self));

  if (sp_app_places_get_length (self->places) == 0 || get_part (self, id) != NULL)
    return;

  self->wanted = id;
  build_later (self);
}

SpComponent *
sp_app_tree_get_component (SpAppTree *self, int id)
{
  SpAppPart *part = NULL;

  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  part = get_part (self, id);

  return part != NULL ? part->component : NULL;
}

GtkWidget *
sp_app_tree_get_first_input (SpAppTree *self)
{
  g_return_val_if_fail (SP_IS_APP_TREE (self), NULL);

  if (self->first_input != NULL || sp_app_tree_get_building (self))
    return GTK_WIDGET (self->first_input);

  return GTK_WIDGET (self->first_part);
}

void
sp_app_tree_tell_asides (SpAppTree *self)
{
  g_return_if_fail (SP_IS_APP_TREE (self));

  for (guint i = 0; i < self->asides->len; i++)
    if (gtk_widget_get_parent (self->asides->pdata[i]) == NULL)
      g_signal_emit (self, signals[SIGNAL_ASIDE], 0, self->asides->pdata[i]);
}

void
sp_app_tree_release (SpAppTree *self)
{
  GHashTableIter iter;
  gpointer       value = NULL;

  g_return_if_fail (SP_IS_APP_TREE (self));

  g_hash_table_iter_init (&iter, self->parts);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    gtk_widget_set_sensitive (GTK_WIDGET (((SpAppPart *) value)->component), TRUE);
}

void
sp_app_tree_close (SpAppTree *self)
{
  g_return_if_fail (SP_IS_APP_TREE (self));

  g_clear_handle_id (&self->idle, g_source_remove);
  if (self->tick != 0)
    gtk_widget_remove_tick_callback (sp_app_places_get_viewport (self->places), self->tick);
  self->tick = 0;
  sp_app_places_clear (self->places);
  g_ptr_array_set_size (self->pagers, 0);
  g_ptr_array_set_size (self->held, 0);
  g_ptr_array_set_size (self->asides, 0);
  g_clear_object (&self->focus);
  self->first_input = NULL;
  self->first_part = NULL;
  g_hash_table_remove_all (self->parts);
}
