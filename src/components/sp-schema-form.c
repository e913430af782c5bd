/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-accessible.h"
#include "sp-component-private.h"
#include "sp-json-editor.h"
#include "sp-resources.h"
#include "sp-schema-form-private.h"
#include "sp-schema-props.h"

#include <glib/gi18n-lib.h>

/* A list of more items is quicker to edit as JSON. */
#define MAX_ITEMS 50

struct _SpSchemaForm {
  SpComponent parent_instance;

  GtkBox    *box;        /* template child */
  GtkBox    *rows;       /* template child */
  GtkWidget *add_button; /* template child */
  GtkWidget *chooser;    /* template child: a drop-down of the variants */

  SpSchemaContext *context; /* owned */
  JsonObject      *schema;  /* owned */
  GPtrArray       *fields;  /* owned, of SpSchemaField */
  SpComponent     *json;    /* child of the box: for a value that does not fit; else NULL */
  JsonNode        *base;    /* owned: what was set, for what the schema does not know */
  SpSchemaKind     kind;
  guint            depth;
  gboolean         is_edited; /* since then */
  gboolean         quiet;     /* fields change, but not by the user */
};

G_DEFINE_FINAL_TYPE (SpSchemaForm, sp_schema_form, SP_TYPE_COMPONENT)

static void
field_free (SpSchemaField *field)
{
  field->context->n_fields--;
  g_free (field->name);
  g_free (field);
}

static SpSchemaField *
get_field (SpSchemaForm *self, guint index)
{
  return g_ptr_array_index (self->fields, index);
}

static gboolean
is_absent (const SpSchemaField *field)
{
  return field->absent != NULL && gtk_check_button_get_active (field->absent);
}

static void
set_absent (SpSchemaForm *self, SpSchemaField *field, gboolean absent)
{
  if (field->absent == NULL)
    return;

  self->quiet = TRUE;
  gtk_check_button_set_active (field->absent, absent);
  self->quiet = FALSE;
}

static void
edited (SpSchemaForm *self)
{
  if (self->quiet)
    return;

  self->is_edited = TRUE;
  sp_component_value_changed (SP_COMPONENT (self));
}

/* Whoever fills in a field wants it to have a value. */
static void
field_event_cb (SpSchemaForm *self, const char *name, JsonNode *data, SpComponent *component)
{
  if (!g_str_equal (name, "input"))
    return;

  for (guint i = 0; i < self->fields->len; i++)
    if (get_field (self, i)->component == component)
      set_absent (self, get_field (self, i), FALSE);
  edited (self);
}

static void
absent_toggled_cb (SpSchemaForm *self)
{
  edited (self);
}

static void
take_component (SpSchemaForm *self, SpComponent *component)
{
  sp_component_set_client (component, sp_component_get_client (SP_COMPONENT (self)));
  sp_component_set_interactive (component, sp_component_get_interactive (SP_COMPONENT (self)));
  g_signal_connect_object (component, "event", G_CALLBACK (field_event_cb), self, G_CONNECT_SWAPPED);
}

/* `absent` stands in the heading of the field: it is no control of its own. */
static void
add_absent (SpSchemaForm *self, SpSchemaField *field)
{
  field->absent = GTK_CHECK_BUTTON (gtk_check_button_new_with_label (_("No value")));
  gtk_widget_add_css_class (GTK_WIDGET (field->absent), "caption");
  sp_component_add_tool (field->component, GTK_WIDGET (field->absent));
  gtk_widget_remove_css_class (GTK_WIDGET (field->absent), "flat");
  g_signal_connect_object (field->absent, "toggled", G_CALLBACK (absent_toggled_cb), self, G_CONNECT_SWAPPED);
}

static SpSchemaField *
add_field (SpSchemaForm *self, JsonObject *schema, const char *label)
{
  SpSchemaField *field = g_new0 (SpSchemaField, 1);

  field->context = self->context;
  field->component = sp_schema_context_new_component (self->context, schema, self->depth + 1);
  sp_component_set_label (field->component, gradio_json_get_string (schema, "title", label));
  g_object_set (field->component, "info", gradio_json_get_string (schema, "description", NULL), "hexpand",
                TRUE, NULL);
  if (json_object_has_member (schema, "default"))
    sp_component_set_value (field->component, json_object_get_member (schema, "default"));
  take_component (self, field->component);
  field->row = GTK_WIDGET (field->component);
  g_ptr_array_add (self->fields, field);

  return field;
}

static gboolean
is_required (JsonObject *schema, const char *name)
{
  JsonArray *required = gradio_json_get_array (schema, "required");

  for (guint i = 0; required != NULL && i < json_array_get_length (required); i++) {
    JsonNode *node = json_array_get_element (required, i);

    if (gradio_json_is_string (node) && g_str_equal (json_node_get_string (node), name))
      return TRUE;
  }

  return FALSE;
}

static JsonObject *
as_object (JsonNode *node)
{
  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static void
build_object (SpSchemaForm *self)
{
  JsonObject       *members = gradio_json_get_object (self->schema, "properties");
  g_autoptr (GList) names = json_object_get_members (members);

  for (GList *l = names; l != NULL; l = l->next) {
    JsonObject            *member = as_object (json_object_get_member (members, l->data));
    g_autoptr (JsonObject) anything = json_object_new ();
    SpSchemaField         *field = add_field (self, member != NULL ? member : anything, l->data);

    field->name = g_strdup (l->data);
    field->is_required = is_required (self->schema, l->data);
    g_object_set (field->component, "required", field->is_required, NULL);
    if (!field->is_required || sp_schema_is_nullable (member))
      add_absent (self, field);
    set_absent (self, field, !json_object_has_member (member != NULL ? member : anything, "default"));
    gtk_box_append (self->rows, field->row);
  }
}

static void
build_tuple (SpSchemaForm *self)
{
  JsonArray *items = gradio_json_get_array (self->schema, "prefixItems");

  for (guint i = 0; i < json_array_get_length (items); i++) {
    JsonObject            *item = as_object (json_array_get_element (items, i));
    g_autoptr (JsonObject) anything = json_object_new ();
    g_autofree char       *label = g_strdup_printf ("%u", i + 1);
    SpSchemaField         *field = add_field (self, item != NULL ? item : anything, label);

    gtk_box_append (self->rows, field->row);
  }
}

static void
remove_field (SpSchemaForm *self, guint index)
{
  gtk_box_remove (self->rows, get_field (self, index)->row);
  g_ptr_array_remove_index (self->fields, index);
}

static void
update_add_button (SpSchemaForm *self)
{
  gtk_widget_set_visible (self->add_button,
                          self->kind == SP_SCHEMA_ARRAY && self->fields->len < MAX_ITEMS &&
                            sp_component_get_interactive (SP_COMPONENT (self)));
}

static void
number_items (SpSchemaForm *self)
{
  for (guint i = 0; i < self->fields->len; i++) {
    g_autofree char *label = g_strdup_printf ("%u", i + 1);

    sp_component_set_label (get_field (self, i)->component, label);
  }
}

static int
find_row (SpSchemaForm *self, GtkWidget *inside)
{
  for (guint i = 0; i < self->fields->len; i++)
    if (gtk_widget_is_ancestor (inside, get_field (self, i)->row))
      return (int) i;

  return -1;
}

static void
remove_clicked_cb (SpSchemaForm *self, GtkWidget *button)
{
  int index = find_row (self, button);

  if (index < 0)
    return;

  remove_field (self, (guint) index);
  number_items (self);
  update_add_button (self);
  edited (self);
}

static void
up_clicked_cb (SpSchemaForm *self, GtkWidget *button)
{
  int            index = find_row (self, button);
  SpSchemaField *field = NULL;

  if (index <= 0)
    return;

  field = g_ptr_array_steal_index (self->fields, (guint) index);
  g_ptr_array_insert (self->fields, index - 1, field);
  gtk_box_reorder_child_after (self->rows, field->row,
                               index > 1 ? get_field (self, (guint) index - 2)->row : NULL);
  number_items (self);
  edited (self);
}

static void
add_item_tool (SpSchemaForm *self, SpSchemaField *field, const char *icon, const char *words, GCallback callback)
{
  GtkWidget *button = g_object_new (GTK_TYPE_BUTTON, "icon-name", icon, "tooltip-text", words, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL, words, -1);
  g_object_bind_property (self, "interactive", button, "visible", G_BINDING_SYNC_CREATE);
  sp_component_add_tool (field->component, button);
  g_signal_connect_object (button, "clicked", callback, self, G_CONNECT_SWAPPED);
}

static SpSchemaField *
add_item (SpSchemaForm *self)
{
  SpSchemaField *field = add_field (self, gradio_json_get_object (self->schema, "items"), "");

  add_item_tool (self, field, "go-up-symbolic", _("Move Up"), G_CALLBACK (up_clicked_cb));
  add_item_tool (self, field, "user-trash-symbolic", _("Remove"), G_CALLBACK (remove_clicked_cb));
  gtk_box_append (self->rows, field->row);

  return field;
}

static void
add_clicked_cb (SpSchemaForm *self)
{
  SpSchemaField *field = add_item (self);

  number_items (self);
  update_add_button (self);
  gtk_widget_grab_focus (GTK_WIDGET (field->component));
  edited (self);
}

static JsonObject *
get_variant (SpSchemaForm *self, guint index)
{
  JsonArray *variants = sp_schema_get_variants (self->schema);

  return index < json_array_get_length (variants) ? as_object (json_array_get_element (variants, index)) : NULL;
}

/* The field of the variant that is chosen, null has none. */
static void
build_variant (SpSchemaForm *self)
{
  JsonObject            *variant = get_variant (self, gtk_drop_down_get_selected (GTK_DROP_DOWN (self->chooser)));
  g_autoptr (JsonObject) anything = json_object_new ();
  SpSchemaField         *field = NULL;

  while (self->fields->len > 0)
    remove_field (self, 0);
  if (g_strcmp0 (gradio_json_get_string (variant, "type", NULL), "null") == 0)
    return;

  field = add_field (self, variant != NULL ? variant : anything, NULL);
  g_object_set (field->component, "show-label", FALSE, NULL);
  gtk_box_append (self->rows, field->row);
}

static void
variant_chosen_cb (SpSchemaForm *self)
{
  if (self->quiet || self->context == NULL)
    return;

  build_variant (self);
  edited (self);
}

static void
build_chooser (SpSchemaForm *self)
{
  JsonArray                *variants = sp_schema_get_variants (self->schema);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);

  for (guint i = 0; i < json_array_get_length (variants); i++) {
    JsonObject          *variant = get_variant (self, i);
    g_autoptr (JsonNode) node = sp_schema_context_dup_schema (self->context, variant);
    g_autofree char     *words = gradio_schema_describe (node);

    gtk_string_list_append (names, gradio_json_get_string (variant, "title", words));
  }
  self->quiet = TRUE;
  gtk_drop_down_set_model (GTK_DROP_DOWN (self->chooser), G_LIST_MODEL (names));
  self->quiet = FALSE;
  gtk_widget_set_visible (self->chooser, TRUE);
  build_variant (self);
}

static void
show_object (SpSchemaForm *self, JsonObject *object)
{
  for (guint i = 0; i < self->fields->len; i++) {
    SpSchemaField *field = get_field (self, i);
    JsonNode      *member = object != NULL ? json_object_get_member (object, field->name) : NULL;

    sp_component_set_value (field->component, member);
    set_absent (self, field, member == NULL || json_node_is_null (member));
  }
}

static void
show_array (SpSchemaForm *self, JsonArray *array)
{
  guint length = array != NULL ? json_array_get_length (array) : 0;

  while (self->kind == SP_SCHEMA_ARRAY && self->fields->len > length)
    remove_field (self, self->fields->len - 1);
  while (self->kind == SP_SCHEMA_ARRAY && self->fields->len < length)
    add_item (self);
  for (guint i = 0; i < self->fields->len; i++)
    sp_component_set_value (get_field (self, i)->component,
                            i < length ? json_array_get_element (array, i) : NULL);
  if (self->kind == SP_SCHEMA_ARRAY)
    number_items (self);
  update_add_button (self);
}

static int
find_variant (SpSchemaForm *self, JsonNode *value)
{
  JsonArray *variants = sp_schema_get_variants (self->schema);

  for (guint i = 0; i < json_array_get_length (variants); i++) {
    g_autoptr (JsonNode) node = sp_schema_context_dup_schema (self->context, get_variant (self, i));

    if (gradio_schema_validate (node, value, NULL))
      return (int) i;
  }

  return -1;
}

static void
show_variant (SpSchemaForm *self, JsonNode *value)
{
  int index = value != NULL ? find_variant (self, value) : 0;

  self->quiet = TRUE;
  gtk_drop_down_set_selected (GTK_DROP_DOWN (self->chooser), (guint) MAX (index, 0));
  self->quiet = FALSE;
  build_variant (self);
  if (self->fields->len > 0 && value != NULL)
    sp_component_set_value (get_field (self, 0)->component, value);
}

/* Whether the fields can show it; null is shown as a form that is not filled in. */
static gboolean
fits (SpSchemaForm *self, JsonNode *value)
{
  if (value == NULL || json_node_is_null (value))
    return TRUE;

  switch (self->kind) {
  case SP_SCHEMA_OBJECT:
    return JSON_NODE_HOLDS_OBJECT (value);
  case SP_SCHEMA_TUPLE:
    return JSON_NODE_HOLDS_ARRAY (value) &&
           json_array_get_length (json_node_get_array (value)) == self->fields->len;
  case SP_SCHEMA_ARRAY:
    return JSON_NODE_HOLDS_ARRAY (value) && json_array_get_length (json_node_get_array (value)) <= MAX_ITEMS;
  case SP_SCHEMA_VARIANTS:
    return find_variant (self, value) >= 0;
  }

  g_return_val_if_reached (FALSE);
}

static void
show_json (SpSchemaForm *self, JsonNode *value)
{
  gboolean is_json = !fits (self, value);

  if (is_json && self->json == NULL) {
    self->json = g_object_new (SP_TYPE_JSON_EDITOR, NULL);
    take_component (self, self->json);
    gtk_box_append (self->box, GTK_WIDGET (self->json));
  } else if (!is_json && self->json != NULL) {
    gtk_box_remove (self->box, GTK_WIDGET (self->json));
    self->json = NULL;
  }
  gtk_widget_set_visible (GTK_WIDGET (self->rows), !is_json);
  gtk_widget_set_visible (self->chooser, !is_json && self->kind == SP_SCHEMA_VARIANTS);
  if (is_json)
    gtk_widget_set_visible (self->add_button, FALSE);
}

static void
sp_schema_form_set_value (SpComponent *component, JsonNode *value)
{
  SpSchemaForm        *self = SP_SCHEMA_FORM (component);
  g_autoptr (JsonNode) old = g_steal_pointer (&self->base);
  gboolean             is_null = value == NULL || json_node_is_null (value);

  self->base = value != NULL ? json_node_ref (value) : json_node_new (JSON_NODE_NULL);
  self->is_edited = FALSE;
  show_json (self, value);
  if (self->json != NULL)
    sp_component_set_value (self->json, value);
  else if (self->kind == SP_SCHEMA_OBJECT)
    show_object (self, is_null ? NULL : json_node_get_object (value));
  else if (self->kind == SP_SCHEMA_VARIANTS)
    show_variant (self, value);
  else
    show_array (self, is_null ? NULL : json_node_get_array (value));
}

static void
copy_unknown_cb (JsonObject *object, const char *name, JsonNode *node, gpointer user_data)
{
  json_object_set_member (user_data, name, json_node_ref (node));
}

static JsonNode *
collect_object (SpSchemaForm *self)
{
  JsonNode   *node = json_node_new (JSON_NODE_OBJECT);
  JsonObject *object = json_object_new ();

  if (self->base != NULL && JSON_NODE_HOLDS_OBJECT (self->base))
    json_object_foreach_member (json_node_get_object (self->base), copy_unknown_cb, object);
  for (guint i = 0; i < self->fields->len; i++) {
    SpSchemaField *field = get_field (self, i);

    if (!is_absent (field))
      json_object_set_member (object, field->name, sp_component_dup_value (field->component));
    else if (field->is_required)
      json_object_set_null_member (object, field->name);
    else if (json_object_has_member (object, field->name))
      json_object_remove_member (object, field->name);
  }
  json_node_take_object (node, object);

  return node;
}

static JsonNode *
collect_array (SpSchemaForm *self)
{
  JsonNode  *node = json_node_new (JSON_NODE_ARRAY);
  JsonArray *array = json_array_new ();

  for (guint i = 0; i < self->fields->len; i++)
    json_array_add_element (array, sp_component_dup_value (get_field (self, i)->component));
  json_node_take_array (node, array);

  return node;
}

static JsonNode *
sp_schema_form_dup_value (SpComponent *component)
{
  SpSchemaForm *self = SP_SCHEMA_FORM (component);

  if ((!self->is_edited && self->base != NULL) || self->fields == NULL)
    return self->base != NULL ? json_node_ref (self->base) : json_node_new (JSON_NODE_NULL);
  if (self->json != NULL)
    return sp_component_dup_value (self->json);
  if (self->kind == SP_SCHEMA_OBJECT)
    return collect_object (self);
  if (self->kind != SP_SCHEMA_VARIANTS)
    return collect_array (self);
  if (self->fields->len > 0)
    return sp_component_dup_value (get_field (self, 0)->component);

  return json_node_new (JSON_NODE_NULL);
}

static gboolean
sp_schema_form_check (SpComponent *component, GError **error)
{
  SpSchemaForm *self = SP_SCHEMA_FORM (component);

  if (!self->is_edited)
    return TRUE;
  if (self->json != NULL)
    return sp_component_check (self->json, error);

  for (guint i = 0; i < self->fields->len; i++) {
    SpSchemaField *field = get_field (self, i);

    if (!is_absent (field) && !sp_component_check (field->component, error)) {
      g_prefix_error (error, "%s: ", sp_component_get_label (field->component));
      return FALSE;
    }
  }

  return TRUE;
}

static void
sp_schema_form_set_interactive (SpComponent *component, gboolean interactive)
{
  SpSchemaForm *self = SP_SCHEMA_FORM (component);

  for (guint i = 0; i < self->fields->len; i++) {
    sp_component_set_interactive (get_field (self, i)->component, interactive);
    if (get_field (self, i)->absent != NULL)
      gtk_widget_set_sensitive (GTK_WIDGET (get_field (self, i)->absent), interactive);
  }
  if (self->json != NULL)
    sp_component_set_interactive (self->json, interactive);
  gtk_widget_set_sensitive (self->chooser, interactive);
  update_add_button (self);
}

static void
client_changed_cb (SpSchemaForm *self)
{
  for (guint i = 0; i < self->fields->len; i++)
    sp_component_set_client (get_field (self, i)->component, sp_component_get_client (SP_COMPONENT (self)));
}

static void
sp_schema_form_dispose (GObject *object)
{
  SpSchemaForm *self = SP_SCHEMA_FORM (object);

  self->quiet = TRUE;
  g_clear_pointer (&self->fields, g_ptr_array_unref);
  self->json = NULL;
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SCHEMA_FORM);

  G_OBJECT_CLASS (sp_schema_form_parent_class)->dispose (object);
}

static void
sp_schema_form_finalize (GObject *object)
{
  SpSchemaForm *self = SP_SCHEMA_FORM (object);

  g_clear_pointer (&self->context, sp_schema_context_unref);
  g_clear_pointer (&self->schema, json_object_unref);
  g_clear_pointer (&self->base, json_node_unref);

  G_OBJECT_CLASS (sp_schema_form_parent_class)->finalize (object);
}

static void
sp_schema_form_class_init (SpSchemaFormClass *klass)
{
  GtkWidgetClass   *widget_class = GTK_WIDGET_CLASS (klass);
  SpComponentClass *component_class = SP_COMPONENT_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_schema_form_dispose;
  G_OBJECT_CLASS (klass)->finalize = sp_schema_form_finalize;
  component_class->set_value = sp_schema_form_set_value;
  component_class->dup_value = sp_schema_form_dup_value;
  component_class->check = sp_schema_form_check;
  component_class->set_interactive = sp_schema_form_set_interactive;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-schema-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSchemaForm, box);
  gtk_widget_class_bind_template_child (widget_class, SpSchemaForm, rows);
  gtk_widget_class_bind_template_child (widget_class, SpSchemaForm, add_button);
  gtk_widget_class_bind_template_child (widget_class, SpSchemaForm, chooser);
  gtk_widget_class_bind_template_callback (widget_class, add_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, variant_chosen_cb);
}

static void
sp_schema_form_init (SpSchemaForm *self)
{
  self->fields = g_ptr_array_new_with_free_func ((GDestroyNotify) field_free);
  gtk_widget_init_template (GTK_WIDGET (self));
  g_signal_connect (self, "notify::client", G_CALLBACK (client_changed_cb), NULL);
}

SpSchemaForm *
sp_schema_form_new (SpSchemaContext *context, SpSchemaKind kind, JsonObject *schema, guint depth)
{
  SpSchemaForm *self = g_object_new (SP_TYPE_SCHEMA_FORM, NULL);

  self->context = g_rc_box_acquire (context);
  self->schema = json_object_ref (schema);
  self->kind = kind;
  self->depth = depth;
  switch (kind) {
  case SP_SCHEMA_OBJECT:
    build_object (self);
    break;
  case SP_SCHEMA_TUPLE:
    build_tuple (self);
    break;
  case SP_SCHEMA_VARIANTS:
    build_chooser (self);
    break;
  case SP_SCHEMA_ARRAY:
    break;
  }
  update_add_button (self);

  return self;
}
