/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-long-list.h"

#include "sp-scrolling.h"

#define FIRST_GUESS 80 /* height of a row before any is known, pixels */
#define NEAR_END 100   /* pixels that may lack to the end for the list to follow it */
#define MOST_ROUNDS 6  /* of making rows that come into sight because others are lower than thought */
#define SLICE 4000     /* how long rows are made ahead before others have their turn, microseconds */

/* So many pages beyond what can be seen have widgets: made when there is time, and kept. */
#define PAGES_AHEAD 1
#define PAGES_KEPT 2

typedef struct {
  GtkWidget *widget; /* nullable */
  int        height; /* 0 before it is measured */
} Row;

struct _SpLongList {
  GtkWidget parent_instance;

  GListModel      *model;
  SpLongListCreate create;
  SpLongListPlace  place;
  gpointer         user_data;
  SpScrolling      scrolling;

  GArray *rows;   /* of Row */
  int     origin; /* top of the first row, in the vertical adjustment's coordinates */
  int     guess;  /* height of rows that are not measured; 0 before any is */
  double  value;  /* of the vertical adjustment, when it was last looked at */
  guint   idle_id;

  gboolean follows_end;
  gboolean sticks;      /* the user is at the end, and wants to stay there */
  gboolean has_grown;   /* since the last layout */
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

static Row *
get_row (SpLongList *self, guint position)
{
  return &g_array_index (self->rows, Row, position);
}

static int
get_height (SpLongList *self, guint position)
{
  Row *row = get_row (self, position);

  return row->height > 0 ? row->height : self->guess > 0 ? self->guess
                                                         : FIRST_GUESS;
}

/* Adding up some thousand numbers takes a few microseconds: no tree of sums is needed. */
static int
get_top (SpLongList *self, guint position)
{
  int top = self->origin;

  for (guint i = 0; i < position; i++)
    top += get_height (self, i);

  return top;
}

static double
get_value (SpLongList *self)
{
  GtkAdjustment *adjustment = self->scrolling.adjustments[GTK_ORIENTATION_VERTICAL];

  return adjustment != NULL ? gtk_adjustment_get_value (adjustment) : self->origin;
}

static int
get_page (SpLongList *self)
{
  return gtk_widget_get_height (GTK_WIDGET (self));
}

static void
make_row (SpLongList *self, guint position)
{
  g_autoptr (GObject) item = g_list_model_get_item (self->model, position);
  GtkWidget          *before = NULL;
  Row                *row = get_row (self, position);

  for (guint i = position; i > 0 && before == NULL; i--)
    before = get_row (self, i - 1)->widget;
  row->widget = self->create (item, self->user_data);
  gtk_widget_insert_after (row->widget, GTK_WIDGET (self), before);
  self->place (row->widget, position, self->rows->len, self->user_data);
}

/* Returns: where the row after it begins. What can be seen does not move because of what is above. */
static int
measure_row (SpLongList *self, guint position, int top, int width)
{
  Row *row = get_row (self, position);
  int  old = get_height (self, position);
  int  minimum = 0, height = 0;
  int  value = (int) get_value (self);

  gtk_widget_measure (row->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
  gtk_widget_measure (row->widget, GTK_ORIENTATION_VERTICAL, MAX (width, minimum), NULL, &height,
                      NULL, NULL);
  height = MAX (1, height);
  if (row->height > 0 && height != row->height)
    self->has_grown = TRUE;
  if (row->height == 0 ? top < value : top + old <= value) {
    self->origin -= height - old;
    row->height = height;
    return top + old;
  }
  row->height = height;

  return top + height;
}

static void
measure_rows (SpLongList *self, int width)
{
  int top = self->origin;

  for (guint i = 0; i < self->rows->len; i++) {
    if (get_row (self, i)->widget != NULL)
      top = measure_row (self, i, top, width);
    else
      top += get_height (self, i);
  }
}

/* Returns: whether a row between these places was made. With @deadline it stops when that is past. */
static gboolean
make_rows (SpLongList *self, int from, int to, gint64 deadline)
{
  int      top = self->origin;
  gboolean made = FALSE;

  for (guint i = 0; i < self->rows->len && top < to; i++) {
    if (get_row (self, i)->widget == NULL && top + get_height (self, i) > from) {
      make_row (self, i);
      top = measure_row (self, i, top, gtk_widget_get_width (GTK_WIDGET (self)));
      made = TRUE;
      if (deadline > 0 && g_get_monotonic_time () > deadline)
        return TRUE;
    } else {
      top += get_height (self, i);
    }
  }

  return made;
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

/* A row with the keyboard stays, wherever it is. */
static void
drop_rows (SpLongList *self, int from, int to)
{
  GtkWidget *focus_child = find_focus (self);
  int        top = self->origin;

  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row (self, i);
    int  bottom = top + get_height (self, i);

    if (row->widget != NULL && row->widget != focus_child && (bottom <= from || top >= to))
      g_clear_pointer (&row->widget, gtk_widget_unparent);
    top = bottom;
  }
}

/* One guess for all, from the first rows: another one later would move what is above. */
static void
make_guess (SpLongList *self)
{
  int   total = 0;
  guint n_measured = 0;

  for (guint i = 0; i < self->rows->len && self->guess == 0; i++) {
    int height = get_row (self, i)->height;

    total += height;
    n_measured += height > 0;
  }
  if (n_measured > 0)
    self->guess = MAX (1, total / (int) n_measured);
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
  double         upper = MAX (get_top (self, self->rows->len), self->origin + page);
  double         value = 0;

  if (adjustment == NULL)
    return;

  value = CLAMP (gtk_adjustment_get_value (adjustment), self->origin, upper - page);
  if (self->sticks && (self->has_grown || get_rest (self) < 1))
    value = upper - page;
  self->configuring = TRUE;
  gtk_adjustment_configure (adjustment, value, self->origin, upper, page * 0.1, page * 0.9, page);
  self->configuring = FALSE;
  self->value = value;
}

static gboolean
idle_cb (gpointer user_data)
{
  SpLongList *self = user_data;
  int         page = get_page (self);
  int         value = (int) get_value (self);
  gboolean    made = make_rows (self, value - PAGES_AHEAD * page, value + (1 + PAGES_AHEAD) * page,
                                g_get_monotonic_time () + SLICE);

  drop_rows (self, value - PAGES_KEPT * page, value + (1 + PAGES_KEPT) * page);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  if (made)
    return G_SOURCE_CONTINUE;

  self->idle_id = 0;

  return G_SOURCE_REMOVE;
}

static void
queue_idle (SpLongList *self)
{
  if (self->idle_id == 0 && self->rows->len > 0)
    self->idle_id = g_idle_add_full (G_PRIORITY_LOW, idle_cb, self, NULL);
}

static void
allocate_rows (SpLongList *self, int width)
{
  int top = self->origin - (int) get_value (self);

  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row (self, i);
    int  height = get_height (self, i);
    int  minimum = 0;

    if (row->widget != NULL) {
      gtk_widget_measure (row->widget, GTK_ORIENTATION_HORIZONTAL, -1, &minimum, NULL, NULL, NULL);
      gtk_widget_size_allocate (row->widget,
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

  measure_rows (self, width);
  configure (self);
  for (int i = 0; i < MOST_ROUNDS && made; i++) {
    made = make_rows (self, (int) get_value (self), (int) get_value (self) + height, 0);
    make_guess (self);
    configure (self);
  }
  allocate_rows (self, width);
  self->has_grown = FALSE;
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

  for (guint i = 0; i < self->rows->len && orientation == GTK_ORIENTATION_HORIZONTAL; i++) {
    int least = 0, wanted = 0;

    if (get_row (self, i)->widget == NULL)
      continue;
    gtk_widget_measure (get_row (self, i)->widget, orientation, -1, &least, &wanted, NULL, NULL);
    *natural = MAX (*natural, wanted);
  }
  if (orientation == GTK_ORIENTATION_VERTICAL)
    *natural = get_top (self, self->rows->len) - self->origin;
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
  int         top = self->origin - (int) get_value (self);
  int         page = get_page (self);

  for (guint i = 0; i < self->rows->len && top < page; i++) {
    int bottom = top + get_height (self, i);

    if (get_row (self, i)->widget != NULL && bottom > 0)
      gtk_widget_snapshot_child (widget, get_row (self, i)->widget, snapshot);
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
  make_rows (self, (int) value, (int) value + get_page (self), 0);
  gtk_widget_queue_allocate (GTK_WIDGET (self));
  queue_idle (self);
}

static void
place_rows (SpLongList *self)
{
  for (guint i = 0; i < self->rows->len; i++) {
    Row *row = get_row (self, i);

    if (row->widget != NULL)
      self->place (row->widget, i, self->rows->len, self->user_data);
  }
}

static void
items_changed_cb (SpLongList *self, guint position, guint n_removed, guint n_added)
{
  int   top = get_top (self, position);
  int   bottom = get_top (self, position + n_removed);
  int   value = (int) get_value (self);
  guint n_kept = self->rows->len - n_removed;

  for (guint i = position; i < position + n_removed; i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
  if (n_removed > 0)
    g_array_remove_range (self->rows, position, n_removed);
  for (guint i = 0; i < n_added; i++) {
    Row row = { NULL, 0 };

    g_array_insert_val (self->rows, position + i, row);
  }
  if (n_kept == 0) { /* another list: it begins anew */
    self->origin = value;
    self->guess = 0;
    self->sticks = self->follows_end;
  } else if (bottom <= value) {
    self->origin -= get_top (self, position + n_added) - bottom;
  } else if (top < value && n_removed > 0) {
    self->origin += value - top;
  }
  self->has_grown = TRUE;
  place_rows (self);
  make_rows (self, value, value + (self->sticks ? 2 : 1) * get_page (self), 0);
  gtk_widget_queue_resize (GTK_WIDGET (self));
  queue_idle (self);
}

static guint
find_row (SpLongList *self, GtkWidget *widget)
{
  for (guint i = 0; i < self->rows->len; i++) {
    if (get_row (self, i)->widget == widget)
      return i;
  }

  return self->rows->len;
}

/* The last row of which all can be seen. */
static guint
find_seen (SpLongList *self)
{
  int   end = (int) get_value (self) + get_page (self);
  int   top = self->origin;
  guint i = 0;

  while (i + 1 < self->rows->len && top + get_height (self, i) + get_height (self, i + 1) <= end)
    top += get_height (self, i++);

  return i;
}

/* One stop of the Tab key, in which arrows go from row to row. */
static gboolean
sp_long_list_focus (GtkWidget *widget, GtkDirectionType direction)
{
  SpLongList *self = SP_LONG_LIST (widget);
  GtkWidget  *child = find_focus (self);
  guint       position = 0;

  if (self->rows->len == 0)
    return FALSE;
  if (child == NULL)
    return sp_long_list_focus_row (self, find_seen (self));
  if (gtk_widget_child_focus (child, direction))
    return TRUE;

  position = find_row (self, child);
  if (direction == GTK_DIR_UP && position > 0)
    return sp_long_list_focus_row (self, position - 1);
  if (direction == GTK_DIR_DOWN && position + 1 < self->rows->len)
    return sp_long_list_focus_row (self, position + 1);

  return FALSE;
}

static gboolean
sp_long_list_grab_focus (GtkWidget *widget)
{
  SpLongList *self = SP_LONG_LIST (widget);

  return self->rows->len > 0 && sp_long_list_focus_row (self, find_seen (self));
}

static gboolean
go_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  SpLongList *self = SP_LONG_LIST (widget);
  gboolean    to_end = g_variant_get_boolean (arguments);

  if (self->rows->len == 0)
    return FALSE;

  sp_long_list_focus_row (self, to_end ? self->rows->len - 1 : 0);
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
drop_all (SpLongList *self)
{
  for (guint i = 0; i < self->rows->len; i++)
    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
}

static void
sp_long_list_dispose (GObject *object)
{
  SpLongList *self = SP_LONG_LIST (object);

  g_clear_handle_id (&self->idle_id, g_source_remove);
  drop_all (self);
  g_array_set_size (self->rows, 0);
  sp_scrolling_clear (&self->scrolling, GTK_WIDGET (self), G_CALLBACK (scrolled_cb));
  if (self->model != NULL)
    g_signal_handlers_disconnect_by_data (self->model, self);
  g_clear_object (&self->model);

  G_OBJECT_CLASS (sp_long_list_parent_class)->dispose (object);
}

static void
sp_long_list_finalize (GObject *object)
{
  g_array_unref (SP_LONG_LIST (object)->rows);

  G_OBJECT_CLASS (sp_long_list_parent_class)->finalize (object);
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
  object_class->finalize = sp_long_list_finalize;
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
  self->rows = g_array_new (FALSE, TRUE, sizeof (Row));
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
  g_return_if_fail (self->model == NULL);

  self->model = g_object_ref (model);
  self->create = create;
  self->place = place;
  self->user_data = user_data;
  g_signal_connect_swapped (model, "items-changed", G_CALLBACK (items_changed_cb), self);
  items_changed_cb (self, 0, 0, g_list_model_get_n_items (model));
}

void
sp_long_list_rebuild (SpLongList *self)
{
  g_return_if_fail (SP_IS_LONG_LIST (self));

  for (guint i = 0; i < self->rows->len; i++) {
    if (get_row (self, i)->widget == NULL)
      continue;

    g_clear_pointer (&get_row (self, i)->widget, gtk_widget_unparent);
    make_row (self, i);
  }
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
  self->has_grown = TRUE;
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
  g_return_val_if_fail (position < self->rows->len, FALSE);

  top = get_top (self, position);
  if (get_row (self, position)->widget == NULL) {
    make_row (self, position);
    measure_row (self, position, top, gtk_widget_get_width (GTK_WIDGET (self)));
    top = get_top (self, position);
  }
  bottom = top + get_height (self, position);
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

  return gtk_widget_grab_focus (get_row (self, position)->widget);
}

GtkWidget *
sp_long_list_get_row (SpLongList *self, guint position)
{
  g_return_val_if_fail (SP_IS_LONG_LIST (self), NULL);

  return position < self->rows->len ? get_row (self, position)->widget : NULL;
}
