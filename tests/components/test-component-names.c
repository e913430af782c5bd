/* SPDX-License-Identifier: GPL-3.0-or-later */

/* What a screen reader says of the components: everything that takes the focus has a name,
 * and every picture. */

#include "media-test.h"

#include "sample-data.h"
#include "sp-picture.h"

/* Parts of a control that GTK makes are named by the control: the text in an entry, the button in a
 * menu button or drop-down. */
#define DEPTH_OF_CONTROLS 3

static gboolean
has_text (GtkWidget *widget)
{
  if (GTK_IS_LABEL (widget))
    return *gtk_label_get_text (GTK_LABEL (widget)) != '\0';
  if (gtk_test_accessible_has_property (GTK_ACCESSIBLE (widget), GTK_ACCESSIBLE_PROPERTY_LABEL))
    return TRUE; /* a picture */

  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    if (gtk_widget_get_visible (child) && has_text (child))
      return TRUE;

  return FALSE;
}

/* What is chosen or pressed is called by what stands in it. */
static gboolean
is_named_by_content (GtkWidget *widget)
{
  if (g_str_equal (G_OBJECT_TYPE_NAME (widget), "GtkListItemWidget"))
    return TRUE; /* of a list, a grid or a drop-down, whatever its role */

  switch (gtk_accessible_get_accessible_role (GTK_ACCESSIBLE (widget))) {
  case GTK_ACCESSIBLE_ROLE_BUTTON:
  case GTK_ACCESSIBLE_ROLE_CHECKBOX:
  case GTK_ACCESSIBLE_ROLE_GRID_CELL:
  case GTK_ACCESSIBLE_ROLE_LABEL:
  case GTK_ACCESSIBLE_ROLE_LINK:
  case GTK_ACCESSIBLE_ROLE_LIST_ITEM:
  case GTK_ACCESSIBLE_ROLE_OPTION:
  case GTK_ACCESSIBLE_ROLE_RADIO:
  case GTK_ACCESSIBLE_ROLE_ROW:
  case GTK_ACCESSIBLE_ROLE_TAB:
  case GTK_ACCESSIBLE_ROLE_TREE_ITEM:
    return TRUE;
  default:
    return FALSE;
  }
}

static gboolean
has_name (GtkWidget *widget)
{
  GtkAccessible *accessible = GTK_ACCESSIBLE (widget);

  return gtk_test_accessible_has_property (accessible, GTK_ACCESSIBLE_PROPERTY_LABEL) ||
         gtk_test_accessible_has_relation (accessible, GTK_ACCESSIBLE_RELATION_LABELLED_BY) ||
         (is_named_by_content (widget) && has_text (widget));
}

static gboolean
is_named (GtkWidget *widget)
{
  for (guint i = 0; i < DEPTH_OF_CONTROLS && widget != NULL && !SP_IS_COMPONENT (widget); i++) {
    if (has_name (widget))
      return TRUE;
    widget = gtk_widget_get_parent (widget);
  }

  return FALSE;
}

/* Scrolled windows take the focus only to be scrolled by keys, and are nothing to a reader. A picture
 * has a name even if it does not take the focus. */
static gboolean
wants_name (GtkWidget *widget)
{
  return gtk_widget_get_mapped (widget) &&
         (gtk_widget_get_focusable (widget) || SP_IS_PICTURE (widget)) &&
         !GTK_IS_SCROLLED_WINDOW (widget) && !GTK_IS_VIEWPORT (widget);
}

static guint
count_nameless (GtkWidget *widget, const char *what)
{
  guint n = 0;

  if (wants_name (widget) && !is_named (widget)) {
    g_printerr ("%s: a %s has no name\n", what, G_OBJECT_TYPE_NAME (widget));
    n++;
  }
  for (GtkWidget *child = gtk_widget_get_first_child (widget); child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += count_nameless (child, what);

  return n;
}

static guint
check (GtkWidget *window, const SampleData *sample, JsonNode *value, gboolean interactive)
{
  SpComponent     *self = sp_component_new_for_type (sample->type);
  g_autofree char *what = g_strdup_printf ("%s, %s, %s", sample->class_name,
                                           interactive ? "interactive" : "static",
                                           value != NULL ? "filled" : "empty");

  gtk_window_set_child (GTK_WINDOW (window), GTK_WIDGET (self));
  sp_component_set_props (self, sample->props);
  sp_component_set_interactive (self, interactive);
  sp_component_set_value (self, value);

  return count_nameless (GTK_WIDGET (self), what);
}

static void
test_names (gconstpointer version)
{
  g_autoptr (GPtrArray) samples = sample_data_load (g_test_get_dir (G_TEST_DIST), version);
  GtkWidget            *window = gtk_window_new ();
  guint                 n = 0;

  gtk_window_set_default_size (GTK_WINDOW (window), 480, 360);
  gtk_window_present (GTK_WINDOW (window));
  for (guint i = 0; i < samples->len; i++) {
    const SampleData *sample = g_ptr_array_index (samples, i);

    for (int interactive = 0; interactive <= 1; interactive++) {
      n += check (window, sample, NULL, interactive);
      if (sample->payload != NULL)
        n += check (window, sample, sample->payload, interactive);
    }
  }
  gtk_window_destroy (GTK_WINDOW (window));
  g_assert_cmpuint (n, ==, 0);
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);
  component_test_use_gstreamer ();
  g_test_add_data_func ("/component-names/4.44.1", "4.44.1", test_names);
  g_test_add_data_func ("/component-names/6.31.0", "6.31.0", test_names);

  return g_test_run ();
}
