/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-tab-strip.h"

#include <glib/gi18n-lib.h>

/* A page and its button. */
typedef struct {
  SpPage    *page; /* owned */
  GtkWidget *button;
  gboolean   fits;
} Tab;

struct _SpTabStrip {
  GtkWidget parent_instance;

  GArray    *tabs;   /* of Tab */
  GtkWidget *more;   /* a button with the menu of what does not fit */
  SpPage    *chosen; /* not owned: compared only */
  gboolean   wraps;
  gboolean   updating;
};

G_DEFINE_FINAL_TYPE (SpTabStrip, sp_tab_strip, GTK_TYPE_WIDGET)

enum {
  PROP_WRAPS = 1,
  N_PROPS,
};

static GParamSpec *properties[N_PROPS];

enum {
  SIGNAL_CHOOSE,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
tab_clear (gpointer data)
{
  Tab *tab = data;

  g_clear_object (&tab->page);
  g_clear_pointer (&tab->button, gtk_widget_unparent);
}

static Tab *
get_tab (SpTabStrip *self, guint index)
{
  return &g_array_index (self->tabs, Tab, index);
}

static void
toggled_cb (SpTabStrip *self, GtkToggleButton *button)
{
  if (self->updating)
    return;

  for (guint i = 0; i < self->tabs->len; i++) {
    Tab *tab = get_tab (self, i);

    if (tab->button != GTK_WIDGET (button))
      continue;

    if (tab->page == self->chosen) { /* a tab is not switched off */
      self->updating = TRUE;
      gtk_toggle_button_set_active (button, TRUE);
      self->updating = FALSE;
    } else {
      g_signal_emit (self, signals[SIGNAL_CHOOSE], 0, tab->page);
    }
    return;
  }
}

static void
choose_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpTabStrip *self = SP_TAB_STRIP (widget);
  guint       index = g_variant_get_uint32 (parameter);

  if (index < self->tabs->len)
    g_signal_emit (self, signals[SIGNAL_CHOOSE], 0, get_tab (self, index)->page);
}

static const char *
get_title (Tab *tab)
{
  const char *label = sp_component_get_label (SP_COMPONENT (tab->page));

  return label != NULL ? label : "";
}

static void
create_menu_cb (GtkMenuButton *button, gpointer user_data)
{
  SpTabStrip       *self = user_data;
  g_autoptr (GMenu) menu = g_menu_new ();

  for (guint i = 0; i < self->tabs->len; i++) {
    Tab                  *tab = get_tab (self, i);
    g_autoptr (GMenuItem) item = NULL;
    g_autofree char      *title = NULL;
    g_auto (GStrv)        parts = NULL;

    if (tab->fits || !gtk_widget_get_visible (tab->button) ||
        !gtk_widget_get_sensitive (tab->button))
      continue;

    parts = g_strsplit (get_title (tab), "_", -1);
    title = g_strjoinv ("__", parts); /* no mnemonics in names */
    item = g_menu_item_new (title, NULL);
    g_menu_item_set_action_and_target (item, "strip.choose", "u", i);
    g_menu_append_item (menu, item);
  }
  gtk_menu_button_set_menu_model (button, G_MENU_MODEL (menu));
}

static void
show_tab (SpTabStrip *self, Tab *tab)
{
  gboolean is_chosen = tab->page == self->chosen;

  gtk_button_set_label (GTK_BUTTON (tab->button), get_title (tab));
  gtk_widget_set_visible (tab->button, gtk_widget_get_visible (GTK_WIDGET (tab->page)));
  gtk_widget_set_sensitive (tab->button, sp_component_get_interactive (SP_COMPONENT (tab->page)));
  gtk_toggle_button_set_active (GTK_TOGGLE_BUTTON (tab->button), is_chosen);
  gtk_accessible_update_state (GTK_ACCESSIBLE (tab->button), GTK_ACCESSIBLE_STATE_SELECTED,
                               is_chosen, -1);
}

static void
append_tab (SpTabStrip *self, SpPage *page)
{
  Tab tab = { .page = g_object_ref (page), .fits = TRUE };

  tab.button =
    g_object_new (GTK_TYPE_TOGGLE_BUTTON, "accessible-role", GTK_ACCESSIBLE_ROLE_TAB, NULL);
  gtk_widget_add_css_class (tab.button, "flat");
  gtk_widget_add_css_class (tab.button, "tab");
  g_signal_connect_object (tab.button, "toggled", G_CALLBACK (toggled_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_insert_before (tab.button, GTK_WIDGET (self), self->more);
  g_array_append_val (self->tabs, tab);
}

static int
measure_width (GtkWidget *widget)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_HORIZONTAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

static int
measure_height (GtkWidget *widget)
{
  int natural = 0;

  gtk_widget_measure (widget, GTK_ORIENTATION_VERTICAL, -1, NULL, &natural, NULL, NULL);

  return natural;
}

/* What fits into the width beside the menu; the chosen one always does. */
static void
choose_what_fits (SpTabStrip *self, int width)
{
  int      used = 0;
  gboolean all_fit = TRUE;

  for (guint i = 0; i < self->tabs->len; i++) {
    Tab *tab = get_tab (self, i);

    tab->fits = TRUE;
    used += gtk_widget_get_visible (tab->button) ? measure_width (tab->button) : 0;
  }
  all_fit = self->wraps || used <= width;
  gtk_widget_set_child_visible (self->more, !all_fit);
  if (all_fit)
    return;

  used = measure_width (self->more);
  for (guint i = 0; i < self->tabs->len; i++) {
    if (get_tab (self, i)->page == self->chosen)
      used += measure_width (get_tab (self, i)->button);
  }
  for (guint i = 0; i < self->tabs->len; i++) {
    Tab *tab = get_tab (self, i);

    if (!gtk_widget_get_visible (tab->button) || tab->page == self->chosen)
      continue;

    used += measure_width (tab->button);
    tab->fits = used <= width;
  }
}

/* Where the next button goes. */
typedef struct {
  int x;
  int y;
  int line; /* how high the line is so far */
} Pen;

/* Those at the beginning of the line, or those at its end. */
static void
place_group (SpTabStrip *self, gboolean at_end, Pen *pen, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;

  for (guint i = 0; i < self->tabs->len; i++) {
    Tab          *tab = get_tab (self, i);
    GtkAllocation place = { 0 };

    if (!gtk_widget_get_visible (tab->button) || sp_page_get_at_end (tab->page) != at_end)
      continue;

    if (allocate)
      gtk_widget_set_child_visible (tab->button, tab->fits);
    if (!tab->fits)
      continue;

    place.width = MIN (measure_width (tab->button), MAX (width, 0));
    place.height = measure_height (tab->button);
    if (self->wraps && pen->x > 0 && pen->x + place.width > width)
      *pen = (Pen){ 0, pen->y + pen->line, 0 };
    place.x = rtl ? width - pen->x - place.width : pen->x;
    place.y = pen->y;
    pen->x += place.width;
    pen->line = MAX (pen->line, place.height);
    if (allocate)
      gtk_widget_size_allocate (tab->button, &place, -1);
  }
}

static int
measure_end (SpTabStrip *self)
{
  int total = 0;

  for (guint i = 0; i < self->tabs->len; i++) {
    Tab *tab = get_tab (self, i);

    if (tab->fits && gtk_widget_get_visible (tab->button) && sp_page_get_at_end (tab->page))
      total += measure_width (tab->button);
  }

  return total;
}

static int
place_tabs (SpTabStrip *self, int width, gboolean allocate)
{
  gboolean rtl = gtk_widget_get_direction (GTK_WIDGET (self)) == GTK_TEXT_DIR_RTL;
  Pen      pen = { 0 };

  place_group (self, FALSE, &pen, width, allocate);
  if (allocate && gtk_widget_get_child_visible (self->more)) {
    int           more_width = measure_width (self->more);
    GtkAllocation place = { rtl ? width - pen.x - more_width : pen.x, pen.y, more_width,
                            measure_height (self->more) };

    gtk_widget_size_allocate (self->more, &place, -1);
    pen.x += more_width;
  }
  pen.x = MAX (pen.x, width - measure_end (self));
  place_group (self, TRUE, &pen, width, allocate);

  return pen.y + pen.line;
}

static void
sp_tab_strip_measure (GtkWidget     *widget,
                      GtkOrientation orientation,
                      int            for_size,
                      int           *minimum,
                      int           *natural,
                      int           *minimum_baseline,
                      int           *natural_baseline)
{
  SpTabStrip *self = SP_TAB_STRIP (widget);
  int         widest = 0;
  int         total = 0;

  for (guint i = 0; i < self->tabs->len; i++) {
    int width = measure_width (get_tab (self, i)->button);

    if (!gtk_widget_get_visible (get_tab (self, i)->button))
      continue;
    widest = MAX (widest, width);
    total += width;
  }
  if (orientation == GTK_ORIENTATION_HORIZONTAL) {
    *minimum = self->wraps ? widest : MIN (total, widest + measure_width (self->more));
    *natural = total;
    return;
  }

  *minimum = self->wraps && for_size >= 0 ? place_tabs (self, for_size, FALSE)
                                          : place_tabs (self, G_MAXINT / 2, FALSE);
  *natural = *minimum;
}

static void
sp_tab_strip_size_allocate (GtkWidget *widget, int width, int height, int baseline)
{
  SpTabStrip *self = SP_TAB_STRIP (widget);

  choose_what_fits (self, width);
  place_tabs (self, width, TRUE);
}

static GtkSizeRequestMode
sp_tab_strip_get_request_mode (GtkWidget *widget)
{
  return GTK_SIZE_REQUEST_HEIGHT_FOR_WIDTH;
}

static void
sp_tab_strip_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  g_value_set_boolean (value, SP_TAB_STRIP (object)->wraps);
}

static void
sp_tab_strip_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SP_TAB_STRIP (object)->wraps = g_value_get_boolean (value);
  gtk_widget_queue_resize (GTK_WIDGET (object));
}

static void
sp_tab_strip_dispose (GObject *object)
{
  SpTabStrip *self = SP_TAB_STRIP (object);

  g_array_set_size (self->tabs, 0);
  g_clear_pointer (&self->more, gtk_widget_unparent);

  G_OBJECT_CLASS (sp_tab_strip_parent_class)->dispose (object);
}

static void
sp_tab_strip_finalize (GObject *object)
{
  g_clear_pointer (&SP_TAB_STRIP (object)->tabs, g_array_unref);

  G_OBJECT_CLASS (sp_tab_strip_parent_class)->finalize (object);
}

static void
sp_tab_strip_class_init (SpTabStripClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_tab_strip_get_property;
  object_class->set_property = sp_tab_strip_set_property;
  object_class->dispose = sp_tab_strip_dispose;
  object_class->finalize = sp_tab_strip_finalize;
  widget_class->get_request_mode = sp_tab_strip_get_request_mode;
  widget_class->measure = sp_tab_strip_measure;
  widget_class->size_allocate = sp_tab_strip_size_allocate;

  properties[PROP_WRAPS] = g_param_spec_boolean ("wraps", NULL, NULL, FALSE,
                                                 G_PARAM_READWRITE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPS, properties);
  signals[SIGNAL_CHOOSE] = g_signal_new ("choose", SP_TYPE_TAB_STRIP, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_PAGE);

  gtk_widget_class_install_action (widget_class, "strip.choose", "u", choose_cb);
  gtk_widget_class_set_css_name (widget_class, "tabstrip");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_TAB_LIST);
}

static void
sp_tab_strip_init (SpTabStrip *self)
{
  self->tabs = g_array_new (FALSE, TRUE, sizeof (Tab));
  g_array_set_clear_func (self->tabs, tab_clear);
  self->more = gtk_menu_button_new ();
  gtk_menu_button_set_icon_name (GTK_MENU_BUTTON (self->more), "view-more-symbolic");
  gtk_widget_set_tooltip_text (self->more, _("More tabs"));
  gtk_menu_button_set_create_popup_func (GTK_MENU_BUTTON (self->more), create_menu_cb, self, NULL);
  gtk_widget_add_css_class (self->more, "flat");
  gtk_widget_set_parent (self->more, GTK_WIDGET (self));
}

static gboolean
has_pages (SpTabStrip *self, GPtrArray *pages)
{
  if (self->tabs->len > pages->len)
    return FALSE;

  for (guint i = 0; i < self->tabs->len; i++) {
    if (get_tab (self, i)->page != pages->pdata[i])
      return FALSE;
  }

  return TRUE;
}

void
sp_tab_strip_update (SpTabStrip *self, GPtrArray *pages, SpPage *chosen)
{
  g_return_if_fail (SP_IS_TAB_STRIP (self));
  g_return_if_fail (pages != NULL);

  self->updating = TRUE;
  self->chosen = chosen;
  if (!has_pages (self, pages))
    g_array_set_size (self->tabs, 0);
  for (guint i = self->tabs->len; i < pages->len; i++)
    append_tab (self, pages->pdata[i]);
  for (guint i = 0; i < self->tabs->len; i++)
    show_tab (self, get_tab (self, i));
  self->updating = FALSE;
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
