/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-choice-rows.h"

#include "sp-resources.h"

struct _SpChoiceRows {
  GtkWidget           parent_instance;
  GtkListView        *list;      /* template child */
  GtkStringFilter    *filter;    /* template child */
  GtkFilterListModel *filtered;  /* template child */
  GtkSingleSelection *selection; /* template child */
  gboolean            exclusive;
};

G_DEFINE_FINAL_TYPE (SpChoiceRows, sp_choice_rows, GTK_TYPE_WIDGET)

typedef enum {
  PROP_EXCLUSIVE = 1,
} SpChoiceRowsProperty;

static GParamSpec *properties[PROP_EXCLUSIVE + 1];

enum {
  SIGNAL_ACTIVATED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
activate_cb (SpChoiceRows *self, guint position)
{
  g_autoptr (SpChoice) choice = NULL;

  choice = g_list_model_get_item (G_LIST_MODEL (self->selection), position);
  if (choice != NULL)
    g_signal_emit (self, signals[SIGNAL_ACTIVATED], 0, choice);
}

/* A list takes Enter for this, a check button Space: here both do. */
static gboolean
key_pressed_cb (SpChoiceRows *self, guint keyval, guint keycode, GdkModifierType state)
{
  if ((keyval != GDK_KEY_space && keyval != GDK_KEY_KP_Space) ||
      (state & gtk_accelerator_get_default_mod_mask ()) != 0)
    return GDK_EVENT_PROPAGATE;

  activate_cb (self, gtk_single_selection_get_selected (self->selection));

  return GDK_EVENT_STOP;
}

static void
search_changed_cb (SpChoiceRows *self, GtkSearchEntry *search)
{
  gtk_string_filter_set_search (self->filter, gtk_editable_get_text (GTK_EDITABLE (search)));
}

static void
sp_choice_rows_constructed (GObject *object)
{
  SpChoiceRows                  *self = SP_CHOICE_ROWS (object);
  const char                    *path = NULL;
  g_autoptr (GtkListItemFactory) factory = NULL;

  G_OBJECT_CLASS (sp_choice_rows_parent_class)->constructed (object);

  path = self->exclusive ? SP_UI "sp-choice-row-radio.ui" : SP_UI "sp-choice-row-check.ui";
  factory = gtk_builder_list_item_factory_new_from_resource (NULL, path);
  gtk_list_view_set_factory (self->list, factory);
}

static void
sp_choice_rows_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  switch ((SpChoiceRowsProperty) prop_id) {
  case PROP_EXCLUSIVE:
    g_value_set_boolean (value, SP_CHOICE_ROWS (object)->exclusive);
    break;
  }
}

static void
sp_choice_rows_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  switch ((SpChoiceRowsProperty) prop_id) {
  case PROP_EXCLUSIVE:
    SP_CHOICE_ROWS (object)->exclusive = g_value_get_boolean (value);
    break;
  }
}

static void
sp_choice_rows_dispose (GObject *object)
{
  GtkWidget *child = NULL;

  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_CHOICE_ROWS);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_choice_rows_parent_class)->dispose (object);
}

static void
sp_choice_rows_class_init (SpChoiceRowsClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = sp_choice_rows_constructed;
  object_class->get_property = sp_choice_rows_get_property;
  object_class->set_property = sp_choice_rows_set_property;
  object_class->dispose = sp_choice_rows_dispose;

  properties[PROP_EXCLUSIVE] =
    g_param_spec_boolean ("exclusive", NULL, NULL, FALSE,
                          G_PARAM_READWRITE | G_PARAM_CONSTRUCT_ONLY | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_ACTIVATED] = g_signal_new ("activated", SP_TYPE_CHOICE_ROWS, G_SIGNAL_RUN_LAST, 0,
                                            NULL, NULL, NULL, G_TYPE_NONE, 1, SP_TYPE_CHOICE);

  g_type_ensure (SP_TYPE_CHOICE);
  gtk_widget_class_set_css_name (widget_class, "choicerows");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-choice-rows.ui");
  gtk_widget_class_bind_template_child (widget_class, SpChoiceRows, list);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceRows, filter);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceRows, filtered);
  gtk_widget_class_bind_template_child (widget_class, SpChoiceRows, selection);
  gtk_widget_class_bind_template_callback (widget_class, activate_cb);
  gtk_widget_class_bind_template_callback (widget_class, key_pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, search_changed_cb);
}

static void
sp_choice_rows_init (SpChoiceRows *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

void
sp_choice_rows_set_choices (SpChoiceRows *self, GListModel *choices)
{
  g_return_if_fail (SP_IS_CHOICE_ROWS (self));

  gtk_filter_list_model_set_model (self->filtered, choices);
}
