/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-long-list.h"

#include "sp-long-rows.h"
#include "sp-scrolling.h"

#define NEAR_END 100  /* pixels that may lack to the end for the list to follow it */
#define MOST_ROUNDS 6 /* of making rows that come into sight because others are lower than thought */
#define SLICE 4000    /* how long rows are made ahead before others have their turn, microseconds */

/* So many pages beyond what can be seen have widgets: made when there is time, and kept. */
#define PAGES_AHEAD 1
#define PAGES_KEPT 2

struct _SpLongList {
  GtkWidget parent_instance;

  SpScrolling scrolling;
  SpLongRows  rows;
  double      value; /* of the vertical adjustment, when it was last looked at */
  guint       idle_id;

  gboolean follows_end;
  gboolean sticks;      /* the user is at the end, and wants to stay there */
  gboolean configuring; /* the adjustment changes, and it is not the user's doing */
  gboolean near_end;
};

G_DEFINE_FINAL_TYPE_WITH_CODE (SpLongList,
                               sp_long_list,
                               GTK_TYPE_WIDGET,
                               G_IMPLEMENT_INTERFACE (GTK_TYPE_SCROLLABLE, NULL))

enum {
  PROP_NEAR_END = 1,
  PROP_SCROLLING, /* the first of several */
};

static GParamSpec *properties[PROP_NEAR_END + 1];

static double
get_value (SpLongList *self)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : self->rows.origin;
}

static int
get_page (SpLongList *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

/* The row that has the keyboard, also while the window has not. */
static GtkWidget *
find_focus (SpLongList *self)
{
  GtkRoot   *root = gtk_widget_get_root (GTK_WIDGET (self));
  GtkWidget *widget = root != NULL ? gtk_root_get_focus (root) : NULL;

  while (widget != NULL && gtk_widget_get_parent (widget) != GTK_WIDGET (self))
    widget = gtk_widget_get_parent (widget);

  return widget;
}

static void
set_near_end (SpLongList *self, gboolean near_end)
{
  if (self->near_end == near_end)
    return;

  self->near_end = near_end;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NEAR_END]);
}

/* How far it is to the end. */
static double
get_rest (SpLongList *self)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL
           ? gtk_adjustment_get_upper (adjustment) - gtk_adjustment_get_page_size (adjustment) -
               gtk_adjustment_get_value (adjustment)
           : 0;
}

static void
configure (SpLongList *self)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL];
  double         page = get_page (self);
  double         bottom = sp_long_rows_get_top (&self->rows, sp_long_rows_get_n (&self->rows));
  double         upper = MAX (bottom, self->rows.origin + page);
  double         value = 0;

  if (adjustment == NULL)
    return;

  value = CLAMP (gtk_adjustment_get_value (adjustment), self->rows.origin, upper - page);
  if (self->sticks && (self->rows.has_grown || get_rest (self) < 1))
    value = upper - page;
  self->configuring = TRUE;
  gtk_adjustment_configure (adjustment, value, self->rows.origin, upper, page * 0.1, page * 0.9, page);
  self->configuring = FALSE;
  self->value = value;
}

static gboolean
idle_cb (gpointer user_data)
{
  SpLongList *self = user_data;
  int         page = get_page (self);
  int         value = (int) get_value (self);
  gboolean    made = sp_long_rows_make (&self->rows, value - PAGES_AHEAD * page,
                                        value + (1 + PAGES_AHEAD) * page, value, g_get_monotonic_time () + SLICE);

  /* A row with the keyboard stays, wherever it is. */
  sp_long_rows_drop (&self->rows, value - PAGES_KEPT * page, value + (1 + PAGES_KEPT) * page, find_focus (self));
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (made)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
queue_idle (SpLongList *self)
{
  if (self->idle_id == 0 && sp_long_rows_get_n (&self->rows) > 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
allocate_rows (SpLongList *self, int width)
{
  int top = self->rows.origin - (int) get_value (self);

  for (guint i = 0; i < sp_long_rows_get_n (&self->rows); i++) {
    GtkWidget *row = sp_long_rows_get_widget (&self->rows, i);
    int        height = sp_long_rows_get_height (&self->rows, i);
    int        minimum = 0;

    if (row != NULL) {
      gtk_widget_measure (row, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (row,
                                &(GtkAllocation){ 0, top, MAX (width, minimum), height }, -1);
    }
    top += height;
  }
}

static void
sp_long_list_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpLongList *self = SP_LONG_LIST (widget);
  gboolean    made = TRUE;

  sp_long_rows_measure (&self->rows, width, (int) get_value (self));
  configure (self);
  for (int i = 0; i < MOST_ROUNDS && made; i++) {
    int value = (int) get_value (self);

    made = sp_long_rows_make (&self->rows, value, value + height, value, 0);
    sp_long_rows_make_guess (&self->rows);
    configure (self);
  }
  allocate_rows (self, width);
  self->rows.has_grown = FALSE;
  self->sticks = self->sticks && self->follows_end;
  set_near_end (self, get_rest (self) <= NEAR_END);
}

static void
sp_long_list_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  SpLongList *self = SP_LONG_LIST (widget);

  for (guint i = 0; i < sp_long_rows_get_n (&self->rows) && orientation == GTK_ORIENTATION_HORIZONTAL; i++) {
    GtkWidget *row = sp_long_rows_get_widget (&self->rows, i);
    int        least = 0, wanted = 0;

    if (row == NULL)
      continue;
    gtk_widget_measure (row, orientation, -1, &least, &wanted, NULL, NULL);
    *natural = MAX (*natural, wanted);
  }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *natural = sp_long_rows_get_top (&self->rows, sp_long_rows_get_n (&self->rows)) - self->rows.origin;
}

static GtkSizeRequestMode
sp_long_list_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_long_list_snapshot (GtkWidget *widget, GtkSnapshot *snapshot)
{
  SpLongList *self = SP_LONG_LIST (widget);
  int         top = self->rows.origin - (int) get_value (self);
  int         page = get_page (self);

  for (guint i = 0; i < sp_long_rows_get_n (&self->rows) && top < page; i++) {
    int bottom = top + sp_long_rows_get_height (&self->rows, i);

    if (sp_long_rows_get_widget (&self->rows, i) != NULL && bottom > 0)
      gtk_widget_snapshot_child (widget, sp_long_rows_get_widget (&self->rows, i), snapshot);
    top = bottom;
  }
}

/* Rows that come into sight are made here: widgets that are added while only this one is allocated leave those around
 * it without a place, and then they are not drawn. */
static void
scrolled_cb (SpLongList *self)
{
  double value = get_value (self);

  if (self->configuring)
    return;

  if (value < self->value - 0.5)
    self->sticks = FALSE;
  else if (get_rest (self) <= NEAR_END)
    self->sticks = self->follows_end || get_rest (self) < 1; /* wherever the end turns out to be */
  self->value = value;
  sp_long_rows_make (&self->rows, (int) value, (int) value + get_page (self), (int) value, 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_idle (self);
}

static void
items_changed_cb (SpLongList *self, guint position, guint n_removed, guint n_added)
{
  int   top = sp_long_rows_get_top (&self->rows, position);
  int   bottom = sp_long_rows_get_top (&self->rows, position + n_removed);
  int   value = (int) get_value (self);
  guint n_kept = sp_long_rows_get_n (&self->rows) - n_removed;

  sp_long_rows_splice (&self->rows, position, n_removed, n_added);
  if (n_kept == 0) { /* another list: it begins anew */
    self->rows.origin = value;
    self->rows.guess = 0;
    self->sticks = self->follows_end;
  } else if (bottom <= value) {
    self->rows.origin -= sp_long_rows_get_top (&self->rows, position + n_added) - bottom;
  } else if (top < value && n_removed > 0) {
    self->rows.origin += value - top;
  }
  self->rows.has_grown = TRUE;
  sp_long_rows_place (&self->rows);
  sp_long_rows_make (&self->rows, value, value + (self->sticks ? 2 : 1) * get_page (self),
                     (int) get_value (self), 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_idle (self);
}

/* The last row of which all can be seen. */
static guint
find_seen (SpLongList *self)
{
  SpLongRows *rows = &self->rows;
  int         end = (int) get_value (self) + get_page (self);
  int         top = rows->origin;
  guint       i = 0;

  while (i + 1 < sp_long_rows_get_n (rows) &&
         top + sp_long_rows_get_height (rows, i) + sp_long_rows_get_height (rows, i + 1) <= end)
    top += sp_long_rows_get_height (rows, i++);

  return i;
}

/* One stop of the Tab key, in which arrows go from row to row. */
static gboolean
sp_long_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SpLongList *self = SP_LONG_LIST (widget);
  GtkWidget  *child = find_focus (self);
  guint       position = 0;

  if (sp_long_rows_get_n (&self->rows) == 0)
    return FALSE;
  if (child == NULL)
    return sp_long_list_focus_row (self, find_seen (self));
  if (gtk_widget_child_focus (child, direction))
    return TRUE;

  position = sp_long_rows_find (&self->rows, child);
  if (direction == GTK_DIR_UP && position > 0)
    return sp_long_list_focus_row (self, position - 1);
  if (direction == GTK_DIR_DOWN && position + 1 < sp_long_rows_get_n (&self->rows))
    return sp_long_list_focus_row (self, position + 1);

  return FALSE;
}

static gboolean
sp_long_list_grab_focus (GtkWidget *widget)
{
  SpLongList *self = SP_LONG_LIST (widget);

  return sp_long_rows_get_n (&self->rows) > 0 && sp_long_list_focus_row (self, find_seen (self));
}

static gboolean
go_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpLongList *self = SP_LONG_LIST (widget);
  gboolean    to_end = g_variant_get_boolean (arguments);

  if (sp_long_rows_get_n (&self->rows) == 0)
    return FALSE;

  sp_long_list_focus_row (self, to_end ? sp_long_rows_get_n (&self->rows) - 1 : 0);
  if (to_end)
    sp_long_list_go_to_end (self);

  return TRUE;
}

static void
sp_long_list_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpLongList *self = SP_LONG_LIST (object);

  if (prop_id == PROP_NEAR_END)
    g_value_set_boolean (value, self->near_end);
  else
    sp_scrolling_get_property (&self->scrolling, prop_id - PROP_SCROLLING, value);
}

static void
sp_long_list_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpLongList *self = SP_LONG_LIST (object);

  sp_scrolling_set_property (&self->scrolling, prop_id - PROP_SCROLLING, value, GTK_WIDGET (self),
                             G_CALLBACK (scrolled_cb));
}

static void
sp_long_list_dispose (GObject *object)
{
  SpLongList *self = SP_LONG_LIST (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  if (self->rows.model != NULL)
    g_signal_handlers_disconnect_by_data (self->rows.model, self);
  sp_long_rows_clear (&self->rows);
  sp_scrolling_clear (&self->scrolling, GTK_WIDGET (self), G_CALLBACK (scrolled_cb));

  G_OBJECT_CLASS (sp_long_list_parent_class)->dispose (object);
}

static void
install_keys (GtkWidgetClass *widget_class)
{
  gtk_widget_class_add_binding (widget_class, GDK_KEY_End, 0, go_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_End, 0, go_cb, "b", TRUE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_Home, 0, go_cb, "b", FALSE);
  gtk_widget_class_add_binding (widget_class, GDK_KEY_KP_Home, 0, go_cb, "b", FALSE);
}

static void
sp_long_list_class_init (SpLongListClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_long_list_get_property;
  object_class->set_property = sp_long_list_set_property;
  object_class->dispose = sp_long_list_dispose;
  widget_class->measure = sp_long_list_measure;
  widget_class->size_allocate = sp_long_list_size_allocate;
  widget_class->get_request_mode = sp_long_list_get_request_mode;
  widget_class->snapshot = sp_long_list_snapshot;
  widget_class->focus = sp_long_list_focus;
  widget_class->grab_focus = sp_long_list_grab_focus;

  properties[PROP_NEAR_END] =
    g_param_spec_boolean ("near-end", NULL, NULL, TRUE, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_property (object_class, PROP_NEAR_END, properties[PROP_NEAR_END]);
  sp_scrolling_install_properties (object_class, PROP_SCROLLING);

  install_keys (widget_class);
  gtk_widget_class_set_css_name (widget_class, "sp-long-list");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_LIST);
}

static void
sp_long_list_init (SpLongList *self)
{
  sp_long_rows_init (&self->rows, GTK_WIDGET (self));
  self->near_end = TRUE;
  gtk_widget_set_overflow (GTK_WIDGET (self), GTK_OVERFLOW_HIDDEN);
}

GtkWidget *
sp_long_list_new (void)
{
  return g_object_new (SP_TYPE_LONG_LIST, NULL);
}

void
sp_long_list_set_model (SpLongList      *self,
                        GListModel      *model,
                        SpLongListCreate create,
                        SpLongListPlace  place,
                        gpointer         user_data)
{
  g_return_if_fail (SP_IS_LONG_LIST (self));
  g_return_if_fail (self->rows.model == NULL);

  self->rows.model = g_object_ref (model);
  self->rows.create = create;
  self->rows.place = place;
  self->rows.user_data = user_data;
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (model));
}

void
sp_long_list_rebuild (SpLongList *self)
{
  g_return_if_fail (SP_IS_LONG_LIST (self));

  sp_long_rows_rebuild (&self->rows);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_idle (self);
}

void
sp_long_list_set_follows_end (SpLongList *self, gboolean follows_end)
{
  g_return_if_fail (SP_IS_LONG_LIST (self));

  if (self->follows_end == follows_end)
    return;

  self->follows_end = follows_end;
  self->sticks = follows_end && get_rest (self) <= NEAR_END;
}

void
sp_long_list_go_to_end (SpLongList *self)
{
  g_return_if_fail (SP_IS_LONG_LIST (self));

  self->sticks = TRUE;
  self->rows.has_grown = TRUE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_idle (self);
}

gboolean
sp_long_list_get_near_end (SpLongList *self)
{
  g_return_val_if_fail (SP_IS_LONG_LIST (self), FALSE);

  return self->near_end;
}

gboolean
sp_long_list_focus_row (SpLongList *self, guint position)
{
  GtkAdjustment *adjustment = NULL;
  double         value = 0;
  int            top = 0, bottom = 0;

  g_return_val_if_fail (SP_IS_LONG_LIST (self), FALSE);
  g_return_val_if_fail (position < sp_long_rows_get_n (&self->rows), FALSE);

  sp_long_rows_need (&self->rows, position, (int) get_value (self));
  top = sp_long_rows_get_top (&self->rows, position);
  bottom = top + sp_long_rows_get_height (&self->rows, position);
  adjustment = self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL];
  value = get_value (self);
  if (bottom > value + get_page (self))
    value = bottom - get_page (self);
  if (top < value)
    value = top;
  if (adjustment != NULL) {
    configure (self);
    gtk_adjustment_set_value (adjustment, value);
  }

  return gtk_widget_grab_focus (sp_long_rows_get_widget (&self->rows, position));
}

GtkWidget *
sp_long_list_get_row (SpLongList *self, guint position)
{
  g_return_val_if_fail (SP_IS_LONG_LIST (self), NULL);

  return position < sp_long_rows_get_n (&self->rows) ? sp_long_rows_get_widget (&self->rows, position) : NULL;
}
