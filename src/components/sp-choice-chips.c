/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-choice-chips.h"

#include <glib/gi18n-lib.h>

#include "gradio.h"
#include "sp-flow-layout.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

struct _SpChoiceChips {
  GtkWidget           parent_instance;
  GtkFlowBox         *box;          /* template child: a chip for each of @chosen */
  GtkWidget          *empty_label;  /* template child */
  GtkWidget          *clear_button; /* template child */
  GtkMenuButton      *add_button;   /* template child */
  GtkPopover         *popover;      /* template child */
  GtkSearchEntry     *search;       /* template child */
  GtkLabel           *limit_label;  /* template child */
  GtkListView        *list;         /* template child */
  GtkStringFilter    *filter;       /* template child */
  GtkFilterListModel *filtered;     /* template child */
  GListModel         *choices;      /* owned, of SpChoice */
  GListStore         *chosen;       /* owned, of SpChoice, in the order they were chosen */
  JsonNode           *value;        /* owned: what was set; NULL once the user changed it */
  guint               maximum;
  gboolean            custom;
  gboolean            editable;
};

G_DEFINE_FINAL_TYPE (SpChoiceChips, sp_choice_chips, GTK_TYPE_WIDGET)

enum {
  SIGNAL_CHANGED,
  SIGNAL_CHOSEN,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static guint
count_chosen (SpChoiceChips *self)
{
  return g_list_model_get_n_items (G_LIST_MODEL (self->chosen));
}

static gboolean
is_full (SpChoiceChips *self)
{
  return self->maximum > 0 && count_chosen (self) >= self->maximum;
}

static void
update_look (SpChoiceChips *self)
{
  g_autofree char *text = NULL;
  guint            n_chosen = count_chosen (self);

  gtk_widget_set_visible (self->empty_label, n_chosen == 0);
  gtk_widget_set_visible (GTK_WIDGET (self->box), n_chosen > 0);
  gtk_widget_set_visible (self->clear_button, self->editable && n_chosen > 1);
  gtk_widget_set_visible (GTK_WIDGET (self->add_button), self->editable);
  gtk_widget_set_visible (GTK_WIDGET (self->limit_label), self->maximum > 0);
  text = g_strdup_printf (ngettext ("%u can be chosen", "%u can be chosen", self->maximum),
                          self->maximum);
  gtk_label_set_label (self->limit_label, text);
}

static void
changed (SpChoiceChips *self, SpChoice *choice)
{
  g_clear_pointer (&self->value, json_node_unref);
  update_look (self);
  if (choice != NULL)
    g_signal_emit (self, signals[SIGNAL_CHOSEN], 0, choice);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
remove_choice (SpChoiceChips *self, SpChoice *choice)
{
  guint position = 0;

  if (!self->editable || !g_list_store_find (self->chosen, choice, &position))
    return;

  g_object_ref (choice);
  sp_choice_set_selected (choice, FALSE);
  g_list_store_remove (self->chosen, position);
  changed (self, choice);
  g_object_unref (choice);
}

static void
add_choice (SpChoiceChips *self, SpChoice *choice)
{
  if (!self->editable || is_full (self))
    return;

  sp_choice_set_selected (choice, TRUE);
  g_list_store_append (self->chosen, choice);
  changed (self, choice);
}

static void
chip_clicked_cb (SpChoiceChips *self, GtkWidget *button)
{
  GtkFlowBoxChild     *child = GTK_FLOW_BOX_CHILD (gtk_widget_get_parent (button));
  g_autoptr (SpChoice) choice = NULL;

  choice = g_list_model_get_item (G_LIST_MODEL (self->chosen),
                                  (guint) gtk_flow_box_child_get_index (child));
  if (choice != NULL)
    remove_choice (self, choice);
}

static GtkWidget *
create_chip_cb (gpointer item, gpointer user_data)
{
  SpChoiceChips   *self = user_data;
  SpChoice        *choice = item;
  GtkWidget       *child = gtk_flow_box_child_new ();
  GtkWidget       *button = gtk_button_new ();
  GtkWidget       *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget       *label = gtk_label_new (sp_choice_get_label (choice));
  GtkWidget       *icon = gtk_image_new_from_icon_name ("window-close-symbolic");
  g_autofree char *name = g_strdup_printf (_("Remove “%s”"), sp_choice_get_label (choice));

  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_label_set_max_width_chars (GTK_LABEL (label), 40);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), icon);
  gtk_button_set_child (GTK_BUTTON (button), box);
  gtk_widget_add_css_class (button, "chip");
  if (!sp_choice_is_known (choice))
    gtk_widget_add_css_class (label, "unknown-choice");
  gtk_widget_set_visible (icon, self->editable);
  sp_tooltip_set_text (button, self->editable ? name : sp_choice_get_label (choice));
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  self->editable ? name : sp_choice_get_label (choice), -1);
  g_signal_connect_object (button, "clicked", G_CALLBACK (chip_clicked_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_flow_box_child_set_child (GTK_FLOW_BOX_CHILD (child), button);
  gtk_widget_set_focusable (child, FALSE);
  gtk_widget_set_halign (child, GTK_ALIGN_START);

  return child;
}

static void
row_activated_cb (SpChoiceChips *self, guint position)
{
  g_autoptr (SpChoice) choice =
    g_list_model_get_item (G_LIST_MODEL (gtk_list_view_get_model (self->list)), position);

  if (choice == NULL)
    return;

  if (sp_choice_get_selected (choice))
    remove_choice (self, choice);
  else
    add_choice (self, choice);
}

static void
popover_shown_cb (SpChoiceChips *self)
{
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
  gtk_widget_grab_focus (GTK_WIDGET (self->search));
}

static void
search_changed_cb (SpChoiceChips *self)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (self->search)));
}

static void
search_stopped_cb (SpChoiceChips *self)
{
  gtk_popover_popdown (self->popover);
}

/* Enter takes the text where any is welcome, else the first choice that is left. */
static void
search_activated_cb (SpChoiceChips *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->search));

  gtk_string_filter_set_search (self->filter, text); /* the entry reports with a delay */
  if (g_list_model_get_n_items (G_LIST_MODEL (self->filtered)) > 0) {
    row_activated_cb (self, 0);
  } else if (self->custom && *text != '\0') {
    g_autoptr (JsonNode) node = json_node_init_string (json_node_alloc (), text);
    g_autoptr (SpChoice) choice = sp_choice_new_custom (node);

    add_choice (self, choice);
  } else {
    return;
  }
  gtk_editable_set_text (GTK_EDITABLE (self->search), "");
}

static void
deselect_all (SpChoiceChips *self)
{
  for (guint i = 0; i < count_chosen (self); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->chosen), i);

    sp_choice_set_selected (choice, FALSE);
  }
  g_list_store_remove_all (self->chosen);
}

static void
clear_cb (SpChoiceChips *self)
{
  deselect_all (self);
  changed (self, NULL);
}

static gboolean
sp_choice_chips_grab_focus (GtkWidget *widget)
{
  return gtk_widget_grab_focus (GTK_WIDGET (SP_CHOICE_CHIPS (widget)->add_button));
}

static void
sp_choice_chips_dispose (GObject *object)
{
  SpChoiceChips *self = SP_CHOICE_CHIPS (object);
  GtkWidget     *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (self), SP_TYPE_CHOICE_CHIPS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (self))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_choice_chips_parent_class)->dispose (object);
}

static void
sp_choice_chips_finalize (GObject *object)
{
  SpChoiceChips *self = SP_CHOICE_CHIPS (object);

  g_clear_object (&self->choices);
  g_clear_object (&self->chosen);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_choice_chips_parent_class)->finalize (object);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-choice-chips.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, box);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, empty_label);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, clear_button);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, add_button);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, popover);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, search);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, limit_label);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, list);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, filter);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceChips, filtered);
  gtk_widget_class_bind_template_callback (widget_class, clear_cb);
  gtk_widget_class_bind_template_callback (widget_class, popover_shown_cb);
  gtk_widget_class_bind_template_callback (widget_class, row_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_activated_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_stopped_cb);
}

static void
sp_choice_chips_class_init (SpChoiceChipsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = sp_choice_chips_dispose;
  object_class->finalize = sp_choice_chips_finalize;
  widget_class->grab_focus = sp_choice_chips_grab_focus;

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_CHOICE_CHIPS, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_CHOSEN] = g_signal_new ("chosen", SP_TYPE_CHOICE_CHIPS, G_SIGNAL_RUN_LAST, 0, NULL,
                                         NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_CHOICE);
  g_type_ensure (SP_TYPE_CHOICE);
  g_type_ensure (SP_TYPE_FLOW_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "choicechips");
  bind_template (widget_class);
}

static void
sp_choice_chips_init (SpChoiceChips *self)
{
  self->choices = G_LIST_MODEL (g_list_store_new (SP_TYPE_CHOICE));
  self->chosen = g_list_store_new (SP_TYPE_CHOICE);
  self->value = json_node_new (JSON_NODE_NULL);
  self->editable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_flow_box_bind_model (self->box, G_LIST_MODEL (self->chosen), create_chip_cb, self, NULL);
  update_look (self);
}

static SpChoice *
choice_for_value (SpChoiceChips *self, JsonNode *value)
{
  guint position = sp_choice_list_find (self->choices, value);

  if (position != G_MAXUINT)
    return g_list_model_get_item (self->choices, position);

  return self->custom ? sp_choice_new_custom (value) : sp_choice_new_unknown (value);
}

static void
show_value (SpChoiceChips *self, JsonNode *value)
{
  g_autoptr (GPtrArray) items = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray            *values = JSON_NODE_HOLDS_ARRAY (value) ? json_node_get_array (value) : NULL;

  deselect_all (self);
  if (values == NULL && !json_node_is_null (value))
    g_ptr_array_add (items, choice_for_value (self, value));
  for (guint i = 0; values != NULL && i < json_array_get_length (values); i++)
    g_ptr_array_add (items, choice_for_value (self, json_array_get_element (values, i)));
  for (guint i = 0; i < items->len; i++)
    sp_choice_set_selected (g_ptr_array_index (items, i), TRUE);
  g_list_store_splice (self->chosen, 0, 0, items->pdata, items->len);
  update_look (self);
}

void
sp_choice_chips_set_choices (SpChoiceChips *self, GListModel *choices)
{
  g_autoptr (JsonNode) value = NULL;
  gboolean             edited = FALSE;

  g_return_if_fail (SP_IS_CHOICE_CHIPS (self));
  g_return_if_fail (G_IS_LIST_MODEL (choices));

  edited = self->value == NULL;
  value = sp_choice_chips_dup_value (self);
  g_set_object (&self->choices, choices);
  gtk_filter_list_model_set_model (self->filtered, choices);
  show_value (self, value);
  if (edited)
    g_clear_pointer (&self->value, json_node_unref);
}

void
sp_choice_chips_set_editable (SpChoiceChips *self, gboolean editable)
{
  g_return_if_fail (SP_IS_CHOICE_CHIPS (self));

  self->editable = editable;
  gtk_flow_box_bind_model (self->box, G_LIST_MODEL (self->chosen), create_chip_cb, self, NULL);
  update_look (self);
}

void
sp_choice_chips_set_custom (SpChoiceChips *self, gboolean custom)
{
  g_return_if_fail (SP_IS_CHOICE_CHIPS (self));

  self->custom = custom;
}

void
sp_choice_chips_set_maximum (SpChoiceChips *self, guint maximum)
{
  g_return_if_fail (SP_IS_CHOICE_CHIPS (self));

  self->maximum = maximum;
  update_look (self);
}

void
sp_choice_chips_set_value (SpChoiceChips *self, JsonNode *value)
{
  JsonNode *node = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);

  g_return_if_fail (SP_IS_CHOICE_CHIPS (self));

  g_clear_pointer (&self->value, json_node_unref);
  self->value = node;
  show_value (self, node);
}

JsonNode *
sp_choice_chips_dup_value (SpChoiceChips *self)
{
  JsonNode  *node = NULL;
  JsonArray *values = NULL;

  g_return_val_if_fail (SP_IS_CHOICE_CHIPS (self), NULL);

  if (self->value != NULL)
    return json_node_ref (self->value);

  node = json_node_new (JSON_NODE_ARRAY);
  values = json_array_new ();
  for (guint i = 0; i < count_chosen (self); i++) {
    g_autoptr (SpChoice) choice = g_list_model_get_item (G_LIST_MODEL (self->chosen), i);

    json_array_add_element (values, json_node_copy (sp_choice_get_value (choice)));
  }
  json_node_take_array (node, values);

  return node;
}

GtkWidget *
sp_choice_chips_get_button (SpChoiceChips *self)
{
  g_return_val_if_fail (SP_IS_CHOICE_CHIPS (self), NULL);

  return GTK_WIDGET (self->add_button);
}
