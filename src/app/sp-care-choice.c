/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-care-choice.h"

#include "sp-hub-hardware.h"

#include <glib/gi18n-lib.h>

/* Far more than anybody pays for. */
#define MAX_REPLICAS 10

struct _SpCareChoice {
  GObject parent_instance;
  char   *value;  /* owned */
  char   *title;  /* owned */
  char   *detail; /* owned, nullable */
};

G_DEFINE_FINAL_TYPE (SpCareChoice, sp_care_choice, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
  PROP_DETAIL,
} SpCareChoiceProperty;

static GParamSpec *properties[PROP_DETAIL + 1];

static void
sp_care_choice_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpCareChoice *self = SP_CARE_CHOICE (object);

  switch ((SpCareChoiceProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, self->title);
    break;
  case PROP_DETAIL:
    g_value_set_string (value, self->detail);
    break;
  }
}

static void
sp_care_choice_finalize (GObject *object)
{
  SpCareChoice *self = SP_CARE_CHOICE (object);

  g_free (self->value);
  g_free (self->title);
  g_free (self->detail);

  G_OBJECT_CLASS (sp_care_choice_parent_class)->finalize (object);
}

static void
sp_care_choice_class_init (SpCareChoiceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_care_choice_get_property;
  object_class->finalize = sp_care_choice_finalize;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_DETAIL] =
    g_param_spec_string ("detail", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_care_choice_init (SpCareChoice *self)
{
}

const char *
sp_care_choice_get_value (SpCareChoice *self)
{
  g_return_val_if_fail (SP_IS_CARE_CHOICE (self), NULL);

  return self->value;
}

void
sp_care_choice_append (GListStore *choices,
                       const char *value,
                       const char *title,
                       const char *detail)
{
  g_autoptr (SpCareChoice) choice = g_object_new (SP_TYPE_CARE_CHOICE, NULL);

  choice->value = g_strdup (value);
  choice->title = g_strdup (title);
  choice->detail = detail != NULL && *detail != '\0' ? g_strdup (detail) : NULL;
  g_list_store_append (choices, choice);
}

void
sp_care_choice_append_hardware (GListStore *choices,
                                GPtrArray  *list,
                                const char *flavour)
{
  if (flavour != NULL && sp_hub_hardware_find (list, flavour) == NULL) {
    g_autofree char *name = sp_hub_hardware_dup_name (flavour);

    sp_care_choice_append (choices, flavour, name, NULL);
  }

  for (guint i = 0; list != NULL && i < list->len; i++) {
    SpHubHardware   *hardware = g_ptr_array_index (list, i);
    g_autofree char *price = sp_hub_hardware_dup_price (hardware);
    g_autofree char *specs = sp_hub_hardware_dup_specs (hardware);
    g_autofree char *detail = *specs != '\0' ? g_strjoin (" · ", price, specs, NULL) : g_strdup (price);

    sp_care_choice_append (choices, sp_hub_hardware_get_flavour (hardware), sp_hub_hardware_get_title (hardware),
                           detail);
  }
}

char *
sp_care_choice_dup_time (gint64 seconds)
{
  const gint64 minute = 60;
  const gint64 hour = 60 * minute;
  const gint64 day = 24 * hour;
  gint64       n;

  if (seconds < 0)
    return g_strdup (_("Never"));
  if (seconds >= day && seconds % day == 0) {
    n = seconds / day;
    return g_strdup_printf (ngettext ("%u day", "%u days", (gulong) n), (guint) n);
  }
  if (seconds >= hour && seconds % hour == 0) {
    n = seconds / hour;
    return g_strdup_printf (ngettext ("%u hour", "%u hours", (gulong) n), (guint) n);
  }

  n = (seconds + minute - 1) / minute;
  return g_strdup_printf (ngettext ("%u minute", "%u minutes", (gulong) n), (guint) n);
}

static void
append_time (GListStore *choices,
             gint64      seconds)
{
  g_autofree char *value = g_strdup_printf ("%" G_GINT64_FORMAT, seconds);
  g_autofree char *title = sp_care_choice_dup_time (seconds);

  sp_care_choice_append (choices, value, title, NULL);
}

void
sp_care_choice_append_sleep (GListStore *choices,
                             gint64      seconds)
{
  static const gint64 times[] = { 300, 900, 1800, 3600, 14400, 28800, 86400, 172800 };
  gboolean            shown = seconds < 0;

  for (gsize i = 0; i < G_N_ELEMENTS (times); i++) {
    if (!shown && seconds < times[i])
      append_time (choices, seconds);
    shown = shown || seconds <= times[i];
    append_time (choices, times[i]);
  }
  if (!shown)
    append_time (choices, seconds);
  append_time (choices, -1);
}

void
sp_care_choice_append_replicas (GListStore *choices,
                                const char *replicas)
{
  gboolean shown = replicas == NULL;

  if (g_strcmp0 (replicas, "auto") == 0)
    sp_care_choice_append (choices, replicas, _("As Many as Needed"), NULL);
  shown = shown || g_strcmp0 (replicas, "auto") == 0;

  for (int i = 1; i <= MAX_REPLICAS; i++) {
    g_autofree char *number = g_strdup_printf ("%d", i);

    sp_care_choice_append (choices, number, number, NULL);
    shown = shown || g_str_equal (number, replicas);
  }
  if (!shown)
    sp_care_choice_append (choices, replicas, replicas, NULL);
}

void
sp_care_choice_append_visibility (GListStore *choices)
{
  sp_care_choice_append (choices, "private", _("Private"), _("Only its owners see it"));
  sp_care_choice_append (choices, "public", _("Public"), _("Everybody can use it and read its files"));
  sp_care_choice_append (choices, "protected", _("Protected"),
                         _("Everybody can use it, only its owners read its files"));
}

static void
setup_cb (GtkSignalListItemFactory *factory,
          GtkListItem              *item,
          gpointer                  user_data)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 3);
  GtkWidget *title = gtk_label_new (NULL);
  GtkWidget *detail = gtk_label_new (NULL);

  gtk_label_set_xalign (GTK_LABEL (title), 0);
  gtk_label_set_xalign (GTK_LABEL (detail), 0);
  gtk_label_set_wrap (GTK_LABEL (detail), TRUE);
  gtk_label_set_max_width_chars (GTK_LABEL (detail), 30);
  gtk_widget_add_css_class (detail, "caption");
  gtk_widget_add_css_class (detail, "dim-label");
  gtk_box_append (GTK_BOX (box), title);
  gtk_box_append (GTK_BOX (box), detail);
  gtk_list_item_set_child (item, box);
}

static void
bind_cb (GtkSignalListItemFactory *factory,
         GtkListItem              *item,
         gpointer                  user_data)
{
  SpCareChoice *choice = gtk_list_item_get_item (item);
  GtkWidget    *title = gtk_widget_get_first_child (gtk_list_item_get_child (item));
  GtkWidget    *detail = gtk_widget_get_next_sibling (title);

  gtk_label_set_label (GTK_LABEL (title), choice->title);
  gtk_label_set_label (GTK_LABEL (detail), choice->detail);
  gtk_widget_set_visible (detail, choice->detail != NULL);
}

/* What is chosen stands below the title, where long words have room. */
static void
prepare_row (AdwComboRow *row)
{
  g_autoptr (GtkListItemFactory) factory = gtk_signal_list_item_factory_new ();
  g_autoptr (GtkExpression)      title = gtk_property_expression_new (SP_TYPE_CARE_CHOICE, NULL, "title");

  g_signal_connect (factory, "setup", G_CALLBACK (setup_cb), NULL);
  g_signal_connect (factory, "bind", G_CALLBACK (bind_cb), NULL);
  adw_combo_row_set_list_factory (row, factory);
  adw_combo_row_set_expression (row, title);
}

void
sp_care_choice_show (AdwComboRow *row,
                     GListStore  *choices,
                     const char  *value)
{
  guint n = g_list_model_get_n_items (G_LIST_MODEL (choices));
  guint selected = GTK_INVALID_LIST_POSITION;

  for (guint i = 0; i < n && value != NULL; i++) {
    g_autoptr (SpCareChoice) choice = g_list_model_get_item (G_LIST_MODEL (choices), i);

    if (g_str_equal (choice->value, value))
      selected = i;
  }

  if (adw_combo_row_get_list_factory (row) == NULL)
    prepare_row (row);
  adw_combo_row_set_model (row, G_LIST_MODEL (choices));
  adw_combo_row_set_selected (row, selected);
}

const char *
sp_care_choice_get_selected (AdwComboRow *row)
{
  SpCareChoice *choice = adw_combo_row_get_selected_item (row);

  return choice != NULL ? choice->value : NULL;
}
