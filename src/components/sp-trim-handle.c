/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-trim-handle.h"

#include <glib/gi18n-lib.h>
#include <math.h>

#define WIDTH 12
#define STEP 0.05
#define PAGE 1.0

struct _SpTrimHandle {
  GtkWidget parent_instance;
};

G_DEFINE_FINAL_TYPE (SpTrimHandle, sp_trim_handle, GTK_TYPE_WIDGET)

enum {
  SIGNAL_MOVE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static gboolean
move_cb (GtkWidget *widget, GVariant *arguments, gpointer user_data)
{
  g_signal_emit (widget, signals[SIGNAL_MOVE], 0, g_variant_get_double (arguments));

  return TRUE;
}

static void
sp_trim_handle_measure (GtkWidget     *widget,
                        GtkOrientation orientation,
                        int            for_size,
                        int           *minimum,
                        int           *natural,
                        int           *minimum_baseline,
                        int           *natural_baseline)
{
  *minimum = *natural = WIDTH;
}

static void
sp_trim_handle_class_init (SpTrimHandleClass *klass)
{
  static const struct {
    guint  key;
    double seconds;
  } keys[] = {
    { GDK_KEY_Left, -STEP },
    { GDK_KEY_Right, STEP },
    { GDK_KEY_Down, -STEP },
    { GDK_KEY_Up, STEP },
    { GDK_KEY_Page_Down, -PAGE },
    { GDK_KEY_Page_Up, PAGE },
    { GDK_KEY_Home, -(double) INFINITY },
    { GDK_KEY_End, (double) INFINITY },
  };
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  widget_class->measure = sp_trim_handle_measure;
  signals[SIGNAL_MOVE] = g_signal_new ("move", G_TYPE_FROM_CLASS (klass), G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                       G_TYPE_NONE, 1, G_TYPE_DOUBLE);
  for (gsize i = 0; i < G_N_ELEMENTS (keys); i++)
    gtk_widget_class_add_binding (widget_class, keys[i].key, 0, move_cb, "d", keys[i].seconds);
  gtk_widget_class_set_css_name (widget_class, "sp-trim-handle");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_SLIDER);
}

static void
sp_trim_handle_init (SpTrimHandle *self)
{
  gtk_widget_set_focusable (GTK_WIDGET (self), TRUE);
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self), "ew-resize");
}

GtkWidget *
sp_trim_handle_new (const char *name)
{
  GtkWidget *self = g_object_new (SP_TYPE_TRIM_HANDLE, NULL);

  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return self;
}

void
sp_trim_handle_show (SpTrimHandle *self, double seconds, double least, double most)
{
  g_autofree char *spoken = NULL;

  g_return_if_fail (SP_IS_TRIM_HANDLE (self));

  /* Translators: a place in a sound, in seconds, for screen readers. */
  spoken = g_strdup_printf (_("%.2f seconds"), seconds);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_VALUE_MIN, least,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_MAX, most, GTK_ACCESSIBLE_PROPERTY_VALUE_NOW, seconds,
                                  GTK_ACCESSIBLE_PROPERTY_VALUE_TEXT, spoken, -1);
}
