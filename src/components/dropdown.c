/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component.h"

#include "sp-choice-chips.h"
#include "sp-choice-entry.h"
#include "sp-choice.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#define SEARCH_FROM 8 /* choices: more than these are searched, not looked through */

#define SP_TYPE_DROPDOWN (sp_dropdown_get_type ())
G_DECLARE_FINAL_TYPE (SpDropdown, sp_dropdown, SP, DROPDOWN, SpComponent)

/* The `dropdown` component: a list to choose one from, an entry where any text will do, or chips
 * for several. */
struct _SpDropdown {
  SpComponent    parent_instance;
  GtkStack      *stack;   /* template child: of the faces that were needed */
  GtkDropDown   *list;    /* in the stack, or NULL */
  SpChoiceEntry *entry;   /* in the stack, or NULL */
  SpChoiceChips *chips;   /* in the stack, or NULL */
  GListStore    *choices; /* owned, of SpChoice */
  JsonNode      *value;   /* owned: of the list */
  guint          maximum; /* how many can be chosen, 0 for any number */
  gboolean       is_multiple;
  gboolean       is_custom;
  gboolean       is_filterable;
  gboolean       wants_keys; /* the app listens to what is typed */
  gboolean       quiet;      /* the list follows the value */
};

G_DEFINE_FINAL_TYPE (SpDropdown, sp_dropdown, SP_TYPE_COMPONENT)

static gboolean
uses_entry (SpDropdown *self)
{
  if (self->is_multiple || self->is_custom)
    return !self->is_multiple;

  return self->is_filterable &&
         (self->wants_keys ||
          g_list_model_get_n_items (G_LIST_MODEL (self->choices)) > SEARCH_FROM);
}

typedef enum {
  FACE_LIST,
  FACE_ENTRY,
  FACE_CHIPS,
} Face;

static Face
get_face (SpDropdown *self)
{
  if (self->is_multiple)
    return FACE_CHIPS;

  return uses_entry (self) ? FACE_ENTRY : FACE_LIST;
}

static void
chosen_cb (SpDropdown *self, SpChoice *choice)
{
  int                  selected = self->is_multiple ? sp_choice_get_selected (choice) : TRUE;
  g_autoptr (JsonNode) data =
    sp_choice_build_select_data (G_LIST_MODEL (self->choices), choice, selected);

  sp_component_emit_event (SP_COMPONENT (self), "select", data);
}

static void
changed_cb (SpDropdown *self)
{
  sp_component_value_changed (SP_COMPONENT (self));
}

static void
selected_cb (SpDropdown *self)
{
  SpChoice *choice = NULL;

  if (self->quiet || self->list == NULL)
    return;

  choice = gtk_drop_down_get_selected_item (self->list);
  if (choice == NULL || gradio_json_equal (sp_choice_get_value (choice), self->value))
    return;

  g_clear_pointer (&self->value, json_node_unref);
  self->value = json_node_ref (sp_choice_get_value (choice));
  chosen_cb (self, choice);
  changed_cb (self);
}

static void
update_check (GtkListItem *item, GParamSpec *pspec, GtkDropDown *list)
{
  GtkWidget *check = gtk_widget_get_last_child (gtk_list_item_get_child (item));

  gtk_widget_set_opacity (
    check, gtk_drop_down_get_selected_item (list) == gtk_list_item_get_item (item) ? 1 : 0);
}

static void
setup_row_cb (SpDropdown *self, GtkListItem *item)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *label = gtk_label_new (NULL);
  GtkWidget *check = gtk_image_new_from_icon_name ("object-select-symbolic");

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  gtk_box_append (GTK_BOX (box), label);
  gtk_box_append (GTK_BOX (box), check);
  gtk_list_item_set_child (item, box);
}

/* The row in the button itself needs no check mark. */
static void
bind_row_cb (SpDropdown *self, GtkListItem *item)
{
  GtkWidget  *box = gtk_list_item_get_child (item);
  GtkWidget  *label = gtk_widget_get_first_child (box);
  SpChoice   *choice = gtk_list_item_get_item (item);
  const char *text = sp_choice_get_label (choice);

  gtk_label_set_label (GTK_LABEL (label), text);
  sp_tooltip_set_text (label, g_utf8_strlen (text, -1) > 30 ? text : NULL);
  if (sp_choice_is_known (choice))
    gtk_widget_remove_css_class (label, "unknown-choice");
  else
    gtk_widget_add_css_class (label, "unknown-choice");
  gtk_widget_set_visible (gtk_widget_get_last_child (box),
                          gtk_widget_get_ancestor (box, GTK_TYPE_POPOVER) != NULL);
  g_signal_connect_object (self->list, "notify::selected-item", G_CALLBACK (update_check), item,
                           G_CONNECT_SWAPPED);
  update_check (item, NULL, self->list);
}

static void
unbind_row_cb (SpDropdown *self, GtkListItem *item)
{
  if (self->list != NULL)
    g_signal_handlers_disconnect_by_func (self->list, update_check, item);
}

/* A value that is no choice is shown behind the choices, for as long as it is the value. */
static void
update_list (SpDropdown *self)
{
  g_autoptr (GListStore) lists = g_list_store_new (G_TYPE_LIST_MODEL);
  g_autoptr (GListStore) extra = g_list_store_new (SP_TYPE_CHOICE);
  GListModel            *model = NULL;
  guint                  n_choices = g_list_model_get_n_items (G_LIST_MODEL (self->choices));
  guint                  position = sp_choice_list_find (G_LIST_MODEL (self->choices), self->value);

  if (position == G_MAXUINT && !json_node_is_null (self->value)) {
    g_autoptr (SpChoice) unknown = sp_choice_new_unknown (self->value);

    g_list_store_append (extra, unknown);
    position = n_choices;
  }
  g_list_store_append (lists, self->choices);
  g_list_store_append (lists, extra);

  self->quiet = TRUE;
  model = G_LIST_MODEL (gtk_flatten_list_model_new (G_LIST_MODEL (g_steal_pointer (&lists))));
  gtk_drop_down_set_model (self->list, model);
  g_object_unref (model);
  gtk_drop_down_set_selected (self->list,
                              position == G_MAXUINT ? GTK_INVALID_LIST_POSITION : position);
  self->quiet = FALSE;
}

static void
key_up_cb (SpDropdown *self, JsonNode *data)
{
  sp_component_emit_event (SP_COMPONENT (self), "key_up", data);
}

static void
make_list (SpDropdown *self)
{
  GtkListItemFactory *factory = gtk_signal_list_item_factory_new ();

  g_signal_connect_object (factory, "setup", G_CALLBACK (setup_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "bind", G_CALLBACK (bind_row_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (factory, "unbind", G_CALLBACK (unbind_row_cb), self, G_CONNECT_SWAPPED);
  self->list = GTK_DROP_DOWN (
    gtk_drop_down_new (NULL, gtk_property_expression_new (SP_TYPE_CHOICE, NULL, "label")));
  gtk_drop_down_set_factory (self->list, factory);
  g_object_unref (factory);
  g_signal_connect_object (self->list, "notify::selected", G_CALLBACK (selected_cb), self,
                           G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->list));
}

static void
make_entry (SpDropdown *self)
{
  self->entry = g_object_new (SP_TYPE_CHOICE_ENTRY, NULL);
  g_signal_connect_object (self->entry, "key-up", G_CALLBACK (key_up_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->entry, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->entry));
}

static void
make_chips (SpDropdown *self)
{
  self->chips = g_object_new (SP_TYPE_CHOICE_CHIPS, NULL);
  g_signal_connect_object (self->chips, "changed", G_CALLBACK (changed_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self->chips, "chosen", G_CALLBACK (chosen_cb), self, G_CONNECT_SWAPPED);
  gtk_stack_add_child (self->stack, GTK_WIDGET (self->chips));
}

/* Each face has a list of its own that pops up, so only the one that is shown is made. */
static void
update_face (SpDropdown *self)
{
  gboolean    interactive = sp_component_get_interactive (SP_COMPONENT (self));
  GListModel *choices = G_LIST_MODEL (self->choices);
  GtkWidget  *face = NULL;
  GtkWidget  *control = NULL;

  switch (get_face (self)) {
  case FACE_LIST:
    if (self->list == NULL)
      make_list (self);
    gtk_widget_set_sensitive (GTK_WIDGET (self->list), interactive);
    face = control = GTK_WIDGET (self->list);
    break;
  case FACE_ENTRY:
    if (self->entry == NULL)
      make_entry (self);
    sp_choice_entry_set_strict (self->entry, !self->is_custom);
    sp_choice_entry_set_choices (self->entry, choices);
    sp_choice_entry_set_editable (self->entry, interactive);
    face = GTK_WIDGET (self->entry);
    control = sp_choice_entry_get_entry (self->entry);
    break;
  case FACE_CHIPS:
    if (self->chips == NULL)
      make_chips (self);
    sp_choice_chips_set_custom (self->chips, self->is_custom);
    sp_choice_chips_set_maximum (self->chips, self->maximum);
    sp_choice_chips_set_choices (self->chips, choices);
    sp_choice_chips_set_editable (self->chips, interactive);
    face = GTK_WIDGET (self->chips);
    control = sp_choice_chips_get_button (self->chips);
    break;
  }
  gtk_stack_set_visible_child (self->stack, face);
  sp_component_set_labelled_widget (SP_COMPONENT (self), control);
}

static gboolean
has_face (SpDropdown *self)
{
  return gtk_stack_get_visible_child (self->stack) != NULL;
}

static JsonNode *
sp_dropdown_dup_value (SpComponent *component)
{
  SpDropdown *self = SP_DROPDOWN (component);

  if (!has_face (self) || get_face (self) == FACE_LIST)
    return json_node_ref (self->value);

  return self->is_multiple ? sp_choice_chips_dup_value (self->chips)
                           : sp_choice_entry_dup_value (self->entry);
}

static void
sp_dropdown_set_value (SpComponent *component, JsonNode *value)
{
  SpDropdown *self = SP_DROPDOWN (component);
  JsonNode   *node = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);

  g_clear_pointer (&self->value, json_node_unref);
  self->value = node;
  if (!has_face (self))
    update_face (self);

  switch (get_face (self)) {
  case FACE_LIST:
    update_list (self);
    break;
  case FACE_ENTRY:
    sp_choice_entry_set_value (self->entry, node);
    break;
  case FACE_CHIPS:
    sp_choice_chips_set_value (self->chips, node);
    break;
  }
}

static void
entered_cb (SpDropdown *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "focus", NULL);
}

static void
left_cb (SpDropdown *self)
{
  sp_component_emit_event (SP_COMPONENT (self), "blur", NULL);
}

static void
read_events (SpDropdown *self, JsonObject *props)
{
  JsonArray *events = gradio_json_get_array (props, "attached_events");

  for (guint i = 0; events != NULL && i < json_array_get_length (events); i++) {
    JsonNode *event = json_array_get_element (events, i);

    if (gradio_json_is_string (event) && g_str_equal (json_node_get_string (event), "key_up"))
      self->wants_keys = TRUE;
  }
}

static gboolean
flag (JsonObject *props, const char *member, gboolean *place)
{
  gboolean value = gradio_json_get_boolean (props, member, *place);
  gboolean is_other = value != *place;

  *place = value;

  return is_other;
}

static void
sp_dropdown_set_props (SpComponent *component, JsonObject *props)
{
  SpDropdown          *self = SP_DROPDOWN (component);
  JsonArray           *choices = gradio_json_get_array (props, "choices");
  g_autoptr (JsonNode) value = sp_dropdown_dup_value (component);
  Face                 face = get_face (self);
  gboolean             is_other = !has_face (self);

  is_other |= flag (props, "multiselect", &self->is_multiple);
  is_other |= flag (props, "allow_custom_value", &self->is_custom);
  flag (props, "filterable", &self->is_filterable);
  read_events (self, props);
  if (gradio_json_is_number (json_object_get_member (props, "max_choices")))
    self->maximum = (guint) CLAMP (gradio_json_get_int (props, "max_choices", 0), 0, G_MAXINT);
  if (choices != NULL) {
    g_clear_object (&self->choices);
    self->choices = sp_choice_list_new (choices);
  }

  is_other |= get_face (self) != face;
  if (is_other || choices != NULL || json_object_has_member (props, "max_choices"))
    update_face (self);
  if (is_other)
    sp_dropdown_set_value (component, value);
  else if (choices != NULL && face == FACE_LIST)
    update_list (self);
}

static void
sp_dropdown_set_interactive (SpComponent *component, gboolean interactive)
{
  SpDropdown *self = SP_DROPDOWN (component);

  if (self->list != NULL)
    gtk_widget_set_sensitive (GTK_WIDGET (self->list), interactive);
  if (self->entry != NULL)
    sp_choice_entry_set_editable (self->entry, interactive);
  if (self->chips != NULL)
    sp_choice_chips_set_editable (self->chips, interactive);
}

static void
sp_dropdown_dispose (GObject *object)
{
  SpDropdown *self = SP_DROPDOWN (object);

  self->quiet = TRUE;
  self->list = NULL; /* they go with the stack */
  self->entry = NULL;
  self->chips = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_DROPDOWN);

  G_OBJECT_CLASS (sp_dropdown_parent_class)->dispose (object);
}

static void
sp_dropdown_finalize (GObject *object)
{
  SpDropdown *self = SP_DROPDOWN (object);

  g_clear_object (&self->choices);
  g_clear_pointer (&self->value, json_node_unref);

  G_OBJECT_CLASS (sp_dropdown_parent_class)->finalize (object);
}

static void
sp_dropdown_class_init (SpDropdownClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_dropdown_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_dropdown_finalize;
  component_class->set_props = sp_dropdown_set_props;
  component_class->set_value = sp_dropdown_set_value;
  component_class->dup_value = sp_dropdown_dup_value;
  component_class->set_interactive = sp_dropdown_set_interactive;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "dropdown.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDropdown, stack);
  gtk_widget_class_bind_template_callback (widget_class, entered_cb);
  gtk_widget_class_bind_template_callback (widget_class, left_cb);
}

static void
sp_dropdown_init (SpDropdown *self)
{
  self->value = json_node_new (JSON_NODE_NULL);
  self->choices = g_list_store_new (SP_TYPE_CHOICE);
  self->is_filterable = TRUE;
  gtk_widget_init_template (GTK_WIDGET (self));
}
