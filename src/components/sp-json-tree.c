/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-json-tree.h"

#include "gradio.h"
#include "sp-json-item.h"
#include "sp-list-height.h"
#include "sp-natural-layout.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <glib/gi18n-lib.h>

#define OPEN_DEPTH 3
#define OPEN_LINES 200      /* so much is unfolded from the start at most */
#define SEARCH_FROM 30      /* lines from which on there is a search */
#define MAX_SEARCHED 200000 /* values that one search looks at */
#define MAX_FOUND 500
#define MAX_UNFOLDED 5000 /* lines that unfolding everything makes */
#define MAX_HEIGHT 500    /* as in the template */
#define MIN_HEIGHT 60     /* of what an author can ask for, pixels */
#define MOST_HEIGHT 5000

struct _SpJsonTree {
  GtkWidget parent_instance;

  GtkWidget          *box;         /* template child */
  GtkSearchEntry     *search;      /* template child */
  GtkListView        *list;        /* template child */
  GtkSingleSelection *selection;   /* template child */
  GtkWidget          *menu;        /* template child */
  GtkLabel           *found_label; /* template child */
  GtkWidget          *tools;       /* template child */
  GtkWidget          *fold_tools;  /* template child */

  JsonNode *value;
  gboolean  open;
  gboolean  show_indices;
  int       max_height; /* pixels */
};

G_DEFINE_FINAL_TYPE (SpJsonTree, sp_json_tree, GTK_TYPE_WIDGET)

static GListModel *
create_children_cb (gpointer item, gpointer user_data)
{
  return sp_json_item_create_children (item);
}

static GListModel *
create_no_children_cb (gpointer item, gpointer user_data)
{
  return NULL;
}

static void
unfold (SpJsonTree *self, GtkTreeListModel *model)
{
  guint depth = self->open ? G_MAXUINT : OPEN_DEPTH;

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (model)); i++) {
    g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (model, i);
    g_autoptr (SpJsonItem)     item = gtk_tree_list_row_get_item (row);
    JsonNode                  *node = sp_json_item_get_node (item);
    guint                      n_lines = g_list_model_get_n_items (G_LIST_MODEL (model));

    if (gtk_tree_list_row_get_depth (row) + 1 >= depth || n_lines > OPEN_LINES)
      continue;
    n_lines += JSON_NODE_HOLDS_ARRAY (node)    ? json_array_get_length (json_node_get_array (node))
               : JSON_NODE_HOLDS_OBJECT (node) ? json_object_get_size (json_node_get_object (node))
                                               : 0;
    if (n_lines <= OPEN_LINES)
      gtk_tree_list_row_set_expanded (row, TRUE);
  }
}

static void
take_model (SpJsonTree *self, GtkTreeListModel *model)
{
  gtk_single_selection_set_model (self->selection, G_LIST_MODEL (model));
}

/* Whether there is something to fold. */
static gboolean
has_branches (GtkTreeListModel *model)
{
  guint n_lines = g_list_model_get_n_items (G_LIST_MODEL (model));

  for (guint i = 0; i < MIN (n_lines, OPEN_LINES); i++) {
    g_autoptr (GtkTreeListRow) row = gtk_tree_list_model_get_row (model, i);
    g_autoptr (SpJsonItem)     item = gtk_tree_list_row_get_item (row);

    if (!sp_json_item_is_leaf (item))
      return TRUE;
  }

  return FALSE;
}

static void
show_tree (SpJsonTree *self)
{
  g_autoptr (SpJsonItem)       root = NULL;
  g_autoptr (GtkTreeListModel) model = NULL;
  GListModel                  *lines = NULL;

  gtk_widget_set_visible (GTK_WIDGET (self->found_label), FALSE);
  if (self->value == NULL) {
    gtk_single_selection_set_model (self->selection, NULL);
    gtk_widget_set_visible (GTK_WIDGET (self->search), FALSE);
    gtk_widget_set_visible (self->tools, FALSE);
    return;
  }

  root = sp_json_item_new (self->value);
  lines = sp_json_item_create_children (root);
  if (lines == NULL) { /* A number, a text, an empty list: a line of its own. */
    lines = G_LIST_MODEL (g_list_store_new (SP_TYPE_JSON_ITEM));
    g_list_store_append (G_LIST_STORE (lines), root);
  }
  model = gtk_tree_list_model_new (lines, FALSE, FALSE, create_children_cb, NULL, NULL);
  unfold (self, model);
  take_model (self, model);
  gtk_widget_set_visible (self->fold_tools, has_branches (model));
  gtk_widget_set_visible (self->tools,
                          has_branches (model) ||
                            g_list_model_get_n_items (G_LIST_MODEL (model)) >= SEARCH_FROM);
  gtk_widget_set_visible (GTK_WIDGET (self->search),
                          g_list_model_get_n_items (G_LIST_MODEL (model)) >= SEARCH_FROM);
}

static gboolean
item_matches (SpJsonItem *item, const char *folded)
{
  JsonNode        *node = sp_json_item_get_node (item);
  g_autofree char *key = g_utf8_casefold (sp_json_item_get_key (item), -1);
  g_autofree char *text = NULL;
  g_autofree char *value = NULL;

  if (strstr (key, folded) != NULL)
    return TRUE;
  if (!sp_json_item_is_leaf (item))
    return FALSE;

  text = gradio_json_is_string (node) ? json_node_dup_string (node) : sp_json_item_dup_summary (item);
  value = g_utf8_casefold (text, -1);

  return strstr (value, folded) != NULL;
}

/* Without recursion, for the document may be nested deeply; what is to be looked at is on a pile. */
static GListStore *
find_items (SpJsonTree *self, const char *folded)
{
  GListStore           *found = g_list_store_new (SP_TYPE_JSON_ITEM);
  g_autoptr (GPtrArray) pile = g_ptr_array_new_with_free_func (g_object_unref);
  guint                 n_searched = 0;

  g_ptr_array_add (pile, sp_json_item_new (self->value));
  while (pile->len > 0 && n_searched++ < MAX_SEARCHED &&
         g_list_model_get_n_items (G_LIST_MODEL (found)) < MAX_FOUND) {
    g_autoptr (SpJsonItem) item = g_ptr_array_steal_index (pile, pile->len - 1);
    g_autoptr (GListModel) children = sp_json_item_create_children (item);

    if (item_matches (item, folded))
      g_list_store_append (found, item);
    for (guint i = children != NULL ? g_list_model_get_n_items (children) : 0; i > 0; i--)
      g_ptr_array_add (pile, g_list_model_get_item (children, i - 1));
  }

  return found;
}

static void
show_found (SpJsonTree *self, const char *text)
{
  g_autofree char             *folded = g_utf8_casefold (text, -1);
  GListStore                  *found = find_items (self, folded);
  guint                        n_found = g_list_model_get_n_items (G_LIST_MODEL (found));
  g_autofree char             *words = NULL;
  g_autoptr (GtkTreeListModel) model = NULL;

  words = n_found > 0 ? g_strdup_printf (ngettext ("%u place", "%u places", n_found), n_found)
                      : g_strdup (_("Nothing found"));
  gtk_label_set_text (self->found_label, words);
  gtk_widget_set_visible (GTK_WIDGET (self->found_label), TRUE);
  model = gtk_tree_list_model_new (G_LIST_MODEL (found), FALSE, FALSE, create_no_children_cb, NULL,
                                   NULL);
  take_model (self, model);
}

static void
search_changed_cb (SpJsonTree *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  if (self->value == NULL)
    return;
  if (*text != '\0')
    show_found (self, text);
  else
    show_tree (self);
}

static void
unfold_clicked_cb (SpJsonTree *self)
{
  sp_json_tree_unfold_all (self, TRUE);
}

static void
fold_clicked_cb (SpJsonTree *self)
{
  sp_json_tree_unfold_all (self, FALSE);
}

static SpJsonItem *
dup_selected (SpJsonTree *self)
{
  GtkTreeListRow *row = gtk_single_selection_get_selected_item (self->selection);

  return row != NULL ? gtk_tree_list_row_get_item (row) : NULL;
}

static void
copy_text (SpJsonTree *self, const char *text)
{
  gdk_clipboard_set_text (gtk_widget_get_clipboard (GTK_WIDGET (self)), text);
}

static void
copy_value_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (SpJsonItem) item = dup_selected (SP_JSON_TREE (widget));
  g_autofree char       *text = NULL;

  if (item == NULL)
    return;
  if (gradio_json_is_string (sp_json_item_get_node (item)))
    text = json_node_dup_string (sp_json_item_get_node (item));
  else
    text = gradio_json_write_pretty (sp_json_item_get_node (item));
  copy_text (SP_JSON_TREE (widget), text);
}

static void
copy_path_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  g_autoptr (SpJsonItem) item = dup_selected (SP_JSON_TREE (widget));

  if (item != NULL)
    copy_text (SP_JSON_TREE (widget), sp_json_item_get_path (item));
}

static void
popup_menu (SpJsonTree *self, GtkWidget *line)
{
  graphene_rect_t bounds;

  if (!gtk_widget_compute_bounds (line, GTK_WIDGET (self), &bounds))
    return;

  gtk_popover_set_pointing_to (GTK_POPOVER (self->menu),
                               &(GdkRectangle){ (int) bounds.origin.x, (int) bounds.origin.y,
                                                (int) bounds.size.width, (int) bounds.size.height });
  gtk_popover_popup (GTK_POPOVER (self->menu));
}

static void
menu_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  SpJsonTree *self = SP_JSON_TREE (widget);
  GtkWidget  *focus = gtk_root_get_focus (gtk_widget_get_root (widget));

  popup_menu (self, focus != NULL && gtk_widget_is_ancestor (focus, GTK_WIDGET (self->list))
                      ? focus
                      : GTK_WIDGET (self->list));
}

static void
line_pressed_cb (GtkListItem *item, int n_press, double x, double y, GtkGesture *gesture)
{
  GtkWidget  *line = gtk_list_item_get_child (item);
  SpJsonTree *self = SP_JSON_TREE (gtk_widget_get_ancestor (line, SP_TYPE_JSON_TREE));

  gtk_single_selection_set_selected (self->selection, gtk_list_item_get_position (item));
  gtk_gesture_set_state (gesture, GTK_EVENT_SEQUENCE_CLAIMED);
  popup_menu (self, line);
}

static GtkWidget *
append_label (GtkWidget *box, const char *css_class)
{
  GtkWidget *label = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, css_class);
  gtk_box_append (GTK_BOX (box), label);

  return label;
}

static void
setup_cb (SpJsonTree *self, GtkListItem *item)
{
  GtkWidget  *expander = gtk_tree_expander_new ();
  GtkWidget  *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkGesture *click = gtk_gesture_click_new ();
  GtkWidget  *value = NULL;

  append_label (box, "json-key");
  value = append_label (box, "json-value");
  gtk_widget_set_hexpand (value, TRUE);
  append_label (box, "json-type");

  gtk_tree_expander_set_child (GTK_TREE_EXPANDER (expander), box);
  gtk_gesture_single_set_button (GTK_GESTURE_SINGLE (click), GDK_BUTTON_SECONDARY);
  g_signal_connect_object (click, "pressed", G_CALLBACK (line_pressed_cb), item, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (expander, GTK_EVENT_CONTROLLER (click));
  gtk_list_item_set_child (item, expander);
}

static void
bind_cb (SpJsonTree *self, GtkListItem *list_item)
{
  GtkTreeExpander       *expander = GTK_TREE_EXPANDER (gtk_list_item_get_child (list_item));
  GtkTreeListRow        *row = gtk_list_item_get_item (list_item);
  g_autoptr (SpJsonItem) item = gtk_tree_list_row_get_item (row);
  GtkWidget             *key = gtk_widget_get_first_child (gtk_tree_expander_get_child (expander));
  GtkWidget             *value = gtk_widget_get_next_sibling (key);
  GtkWidget             *type = gtk_widget_get_next_sibling (value);
  gboolean               found = gtk_widget_get_visible (GTK_WIDGET (self->found_label));
  const char            *key_text = found ? sp_json_item_get_path (item) : sp_json_item_get_key (item);
  g_autofree char       *summary = sp_json_item_dup_summary (item);

  gtk_tree_expander_set_list_row (expander, row);
  gtk_label_set_text (GTK_LABEL (key), key_text);
  gtk_widget_set_visible (key, *key_text != '\0' &&
                                 (found || self->show_indices || !sp_json_item_is_element (item)));
  gtk_label_set_text (GTK_LABEL (value), summary);
  sp_tooltip_set_text (value, g_utf8_strlen (summary, -1) > 40 ? summary : NULL);
  if (JSON_NODE_HOLDS_VALUE (sp_json_item_get_node (item)))
    gtk_widget_remove_css_class (value, "dim-label");
  else
    gtk_widget_add_css_class (value, "dim-label");
  gtk_label_set_text (GTK_LABEL (type), sp_json_item_get_type_word (item));
}

static void
unbind_cb (SpJsonTree *self, GtkListItem *item)
{
  gtk_tree_expander_set_list_row (GTK_TREE_EXPANDER (gtk_list_item_get_child (item)), NULL);
}

static void
activate_cb (SpJsonTree *self, guint position)
{
  g_autoptr (GtkTreeListRow) row =
    g_list_model_get_item (G_LIST_MODEL (self->selection), position);

  if (row != NULL)
    gtk_tree_list_row_set_expanded (row, !gtk_tree_list_row_get_expanded (row));
}

static void
lines_changed_cb (SpJsonTree *self)
{
  if (self->box != NULL)
    sp_list_height_update (self->list, self->max_height);
}

static void
sp_json_tree_dispose (GObject *object)
{
  SpJsonTree *self = SP_JSON_TREE (object);

  g_clear_pointer (&self->menu, gtk_widget_unparent);
  g_clear_pointer (&self->box, gtk_widget_unparent);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_json_tree_parent_class)->dispose (object);
}

static void
sp_json_tree_class_init (SpJsonTreeClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_json_tree_dispose;

  gtk_widget_class_install_action (widget_class, "json-tree.copy-value", NULL, copy_value_cb);
  gtk_widget_class_install_action (widget_class, "json-tree.copy-path", NULL, copy_path_cb);
  gtk_widget_class_install_action (widget_class, "json-tree.menu", NULL, menu_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_c, GDK_CONTROL_MASK,
                                       "json-tree.copy-value", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Menu, 0, "json-tree.menu", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F10, GDK_SHIFT_MASK, "json-tree.menu",
                                       NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-json-tree");
  g_type_ensure (SP_TYPE_NATURAL_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-json-tree.ui");
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, box);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, search);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, list);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, selection);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, menu);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, found_label);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, tools);
  gtk_widget_class_bind_template_child (widget_class, SpJsonTree, fold_tools);
  gtk_widget_class_bind_template_callback (widget_class, unfold_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, fold_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, setup_cb);
  gtk_widget_class_bind_template_callback (widget_class, bind_cb);
  gtk_widget_class_bind_template_callback (widget_class, unbind_cb);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
}

static void
sp_json_tree_init (SpJsonTree *self)
{
  self->max_height = MAX_HEIGHT;
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect_object (self->selection, "items-changed", G_CALLBACK (lines_changed_cb), self,
                           G_CONNECT_SWAPPED | G_CONNECT_AFTER);
}

GtkWidget *
sp_json_tree_new (void)
{
  return g_object_new (SP_TYPE_JSON_TREE, NULL);
}

void
sp_json_tree_set_value (SpJsonTree *self, JsonNode *value)
{
  g_return_if_fail (SP_IS_JSON_TREE (self));

  g_clear_pointer (&self->value, json_node_unref);
  self->value = value != NULL ? json_node_ref (value) : NULL;
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  show_tree (self);
}

void
sp_json_tree_set_open (SpJsonTree *self, gboolean open)
{
  g_return_if_fail (SP_IS_JSON_TREE (self));

  if (self->open == open)
    return;

  self->open = open;
  show_tree (self);
}

void
sp_json_tree_set_show_indices (SpJsonTree *self, gboolean show_indices)
{
  g_return_if_fail (SP_IS_JSON_TREE (self));

  if (self->show_indices == show_indices)
    return;

  self->show_indices = show_indices;
  show_tree (self);
}

void
sp_json_tree_set_heights (SpJsonTree *self, int least, int most)
{
  GtkWidget *scroller = NULL;

  g_return_if_fail (SP_IS_JSON_TREE (self));

  scroller = gtk_widget_get_ancestor (GTK_WIDGET (self->list), GTK_TYPE_SCROLLED_WINDOW);
  if (most >= 0) {
    self->max_height = CLAMP (most, MIN_HEIGHT, MOST_HEIGHT);
    /* The least may never be above the most. */
    gtk_scrolled_window_set_min_content_height (GTK_SCROLLED_WINDOW (scroller), -1);
    gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (scroller), self->max_height);
    lines_changed_cb (self);
  }
  if (least >= 0)
    gtk_widget_set_size_request (scroller, -1, CLAMP (least, MIN_HEIGHT, MOST_HEIGHT));
}

void
sp_json_tree_unfold_all (SpJsonTree *self, gboolean unfold)
{
  GListModel *model = NULL;

  g_return_if_fail (SP_IS_JSON_TREE (self));

  model = G_LIST_MODEL (self->selection);
  for (guint i = 0; unfold && i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, i);

    if (g_list_model_get_n_items (model) >= MAX_UNFOLDED)
      break;
    gtk_tree_list_row_set_expanded (row, TRUE);
  }
  for (guint i = 0; !unfold && i < g_list_model_get_n_items (model); i++) {
    g_autoptr (GtkTreeListRow) row = g_list_model_get_item (model, i);

    gtk_tree_list_row_set_expanded (row, FALSE);
  }
}

void
sp_json_tree_set_search (SpJsonTree *self, const char *text)
{
  g_return_if_fail (SP_IS_JSON_TREE (self));

  gtk_editable_set_text (GTK_EDITABLE (self->search), text);
  search_changed_cb (self);
}

GListModel *
sp_json_tree_get_model (SpJsonTree *self)
{
  g_return_val_if_fail (SP_IS_JSON_TREE (self), NULL);

  return G_LIST_MODEL (self->selection);
}
