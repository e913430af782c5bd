/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-table-filter-form.h"

#include "sp-resources.h"

#include <glib/gi18n-lib.h>

struct _SpTableFilterForm {
  GtkBox       parent_instance;
  GtkDropDown *rule;  /* template child */
  GtkEditable *entry; /* template child */
  guint        column;
  gboolean     numbers;
  gboolean     quiet;
};

G_DEFINE_FINAL_TYPE (SpTableFilterForm, sp_table_filter_form, GTK_TYPE_BOX)

enum {
  SIGNAL_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

typedef struct {
  SpTableFilterRule rule;
  const char       *name;
} Choice;

static const Choice text_choices[] = {
  { SP_TABLE_FILTER_CONTAINS, N_("Contains") },
  { SP_TABLE_FILTER_LACKS, N_("Does not contain") },
  { SP_TABLE_FILTER_STARTS, N_("Starts with") },
  { SP_TABLE_FILTER_ENDS, N_("Ends with") },
  { SP_TABLE_FILTER_IS, N_("Is") },
  { SP_TABLE_FILTER_IS_NOT, N_("Is not") },
  { SP_TABLE_FILTER_EMPTY, N_("Is empty") },
  { SP_TABLE_FILTER_NOT_EMPTY, N_("Is not empty") },
};

static const Choice number_choices[] = {
  { SP_TABLE_FILTER_EQUAL, N_("Is equal to") },
  { SP_TABLE_FILTER_UNEQUAL, N_("Is not equal to") },
  { SP_TABLE_FILTER_GREATER, N_("Is greater than") },
  { SP_TABLE_FILTER_LESS, N_("Is less than") },
  { SP_TABLE_FILTER_AT_LEAST, N_("Is at least") },
  { SP_TABLE_FILTER_AT_MOST, N_("Is at most") },
  { SP_TABLE_FILTER_EMPTY, N_("Is empty") },
  { SP_TABLE_FILTER_NOT_EMPTY, N_("Is not empty") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (text_choices) == G_N_ELEMENTS (number_choices));

static const Choice *
get_choices (SpTableFilterForm *self)
{
  return self->numbers ? number_choices : text_choices;
}

static SpTableFilterRule
get_rule (SpTableFilterForm *self)
{
  guint selected = gtk_drop_down_get_selected (self->rule);

  return get_choices (self)[MIN (selected, G_N_ELEMENTS (text_choices) - 1)].rule;
}

/* A number that is none asks for nothing, and says so. */
static void
show_state (SpTableFilterForm *self)
{
  g_autoptr (SpTableFilter) filter = sp_table_filter_form_dup_filter (self);

  gtk_widget_set_visible (GTK_WIDGET (self->entry), get_rule (self) < SP_TABLE_FILTER_EMPTY);
  if (filter == NULL && *gtk_editable_get_text (self->entry) != '\0')
    gtk_widget_add_css_class (GTK_WIDGET (self->entry), "error");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self->entry), "error");
}

static void
changed_cb (SpTableFilterForm *self)
{
  if (self->quiet)
    return;

  show_state (self);
  g_signal_emit (self, signals[SIGNAL_CHANGED], 0);
}

static void
all_cb (SpTableFilterForm *self)
{
  GtkWidget *popover = gtk_widget_get_ancestor (GTK_WIDGET (self), GTK_TYPE_POPOVER);

  self->quiet = TRUE;
  gtk_drop_down_set_selected (self->rule, 0);
  gtk_editable_set_text (self->entry, "");
  self->quiet = FALSE;
  changed_cb (self);
  if (popover != NULL)
    gtk_popover_popdown (GTK_POPOVER (popover));
}

static void
sp_table_filter_form_class_init (SpTableFilterFormClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  signals[SIGNAL_CHANGED] = g_signal_new ("changed", SP_TYPE_TABLE_FILTER_FORM, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-table-filter-form.ui");
  gtk_widget_class_bind_template_child (widget_class, SpTableFilterForm, rule);
  gtk_widget_class_bind_template_child (widget_class, SpTableFilterForm, entry);
  gtk_widget_class_bind_template_callback (widget_class, all_cb);
  gtk_widget_class_bind_template_callback (widget_class, changed_cb);
}

static void
sp_table_filter_form_init (SpTableFilterForm *self)
{
  self->quiet = TRUE; /* until it is filled */
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_table_filter_form_new (guint column, gboolean numbers, SpTableFilter *filter)
{
  SpTableFilterForm        *self = g_object_new (SP_TYPE_TABLE_FILTER_FORM, NULL);
  g_autoptr (GtkStringList) names = gtk_string_list_new (NULL);
  guint                     selected = 0;

  self->column = column;
  self->numbers = numbers;
  for (guint i = 0; i < G_N_ELEMENTS (text_choices); i++) {
    const Choice *choice = &get_choices (self)[i];

    gtk_string_list_append (names, _(choice->name));
    if (filter != NULL && choice->rule == sp_table_filter_get_rule (filter))
      selected = i;
  }
  gtk_drop_down_set_model (self->rule, G_LIST_MODEL (names));
  gtk_drop_down_set_selected (self->rule, selected);
  gtk_editable_set_text (self->entry, filter != NULL ? sp_table_filter_get_text (filter) : "");
  show_state (self);
  self->quiet = FALSE;

  return GTK_WIDGET (self);
}

SpTableFilter *
sp_table_filter_form_dup_filter (SpTableFilterForm *self)
{
  g_return_val_if_fail (SP_IS_TABLE_FILTER_FORM (self), NULL);

  return sp_table_filter_new (self->column, get_rule (self), gtk_editable_get_text (self->entry));
}

guint
sp_table_filter_form_get_column (SpTableFilterForm *self)
{
  g_return_val_if_fail (SP_IS_TABLE_FILTER_FORM (self), 0);

  return self->column;
}
