/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-pager.h"
#include "sp-resources.h"
#include "sp-tooltip.h"

#include <adwaita.h>
#include <glib/gi18n-lib.h>

#define SP_TYPE_WALKTHROUGH (sp_walkthrough_get_type ())
G_DECLARE_FINAL_TYPE (SpWalkthrough, sp_walkthrough, SP, WALKTHROUGH, SpPager)

/* The `walkthrough` component: numbered steps of which one is done after the other. The user can go
 * back, the app goes on. */
struct _SpWalkthrough {
  SpPager   parent_instance;
  GtkBox   *steps;       /* template child: a button for each step that is seen */
  GtkLabel *place_label; /* template child: “Step 2 of 4: Details” */
  AdwBin   *place;       /* template child: of the pages */
};

G_DEFINE_FINAL_TYPE (SpWalkthrough, sp_walkthrough, SP_TYPE_PAGER)

static GtkWidget *
get_button (SpWalkthrough *self, guint index)
{
  GtkWidget *button = gtk_widget_get_first_child (GTK_WIDGET (self->steps));

  for (; button != NULL && index > 0; index--)
    button = gtk_widget_get_next_sibling (button);

  return button;
}

static void
clicked_cb (SpWalkthrough *self, GtkWidget *button)
{
  GPtrArray *pages = sp_pager_get_pages (SP_PAGER (self));

  for (guint i = 0; i < pages->len; i++) {
    if (get_button (self, i) == button) {
      sp_pager_choose (SP_PAGER (self), pages->pdata[i]);
      return;
    }
  }
}

static GtkWidget *
append_button (SpWalkthrough *self)
{
  GtkWidget *button = gtk_button_new ();

  gtk_widget_add_css_class (button, "circular");
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  g_signal_connect_object (button, "clicked", G_CALLBACK (clicked_cb), self, G_CONNECT_SWAPPED);
  gtk_box_append (self->steps, button);

  return button;
}

typedef enum {
  STEP_DONE,
  STEP_HERE,
  STEP_AHEAD,
} StepState;

/* What is ahead cannot be gone to: the app leads there. */
static void
show_step (GtkWidget *button, SpPage *page, guint number, StepState state)
{
  const char      *label = sp_component_get_label (SP_COMPONENT (page));
  g_autofree char *text = g_strdup_printf ("%u", number);

  if (state == STEP_DONE)
    gtk_button_set_icon_name (GTK_BUTTON (button), "object-select-symbolic");
  else
    gtk_button_set_label (GTK_BUTTON (button), text);
  if (state == STEP_HERE)
    gtk_widget_add_css_class (button, "suggested-action");
  else
    gtk_widget_remove_css_class (button, "suggested-action");
  gtk_widget_set_visible (button, gtk_widget_get_visible (GTK_WIDGET (page)));
  gtk_widget_set_sensitive (button, state != STEP_AHEAD &&
                                      sp_component_get_interactive (SP_COMPONENT (page)));
  sp_tooltip_set_text (button, label);
  gtk_accessible_update_property (GTK_ACCESSIBLE (button), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  label != NULL && *label != '\0' ? label : text, -1);
}

static void
sp_walkthrough_update (SpPager *pager)
{
  SpWalkthrough   *self = SP_WALKTHROUGH (pager);
  GPtrArray       *pages = sp_pager_get_pages (pager);
  SpPage          *chosen = sp_pager_get_chosen (pager);
  StepState        state = STEP_DONE;
  guint            number = 0; /* of the step, hidden ones not counted */
  guint            here = 0;
  const char      *label = chosen != NULL ? sp_component_get_label (SP_COMPONENT (chosen)) : NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < pages->len; i++) {
    SpPage    *page = pages->pdata[i];
    GtkWidget *button = get_button (self, i);

    if (gtk_widget_get_visible (GTK_WIDGET (page)))
      number++;
    if (page == chosen)
      here = number;
    state = page == chosen ? STEP_HERE : (here > 0 ? STEP_AHEAD : STEP_DONE);
    show_step (button != NULL ? button : append_button (self), page, number, state);
  }
  while (get_button (self, pages->len) != NULL)
    gtk_box_remove (self->steps, get_button (self, pages->len));

  /* Translators: a place among numbered steps and its name: “Step 2 of 4: Details”. */
  text = g_strdup_printf (_("Step %u of %u: %s"), here, number, label != NULL ? label : "");
  gtk_label_set_label (self->place_label, text);
}

static void
sp_walkthrough_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_WALKTHROUGH);

  G_OBJECT_CLASS (sp_walkthrough_parent_class)->dispose (object);
}

static void
sp_walkthrough_class_init (SpWalkthroughClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_walkthrough_dispose;
  SP_PAGER_CLASS (klass)->update = sp_walkthrough_update;

  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "walkthrough.ui");
  gtk_widget_class_bind_template_child (widget_class, SpWalkthrough, steps);
  gtk_widget_class_bind_template_child (widget_class, SpWalkthrough, place_label);
  gtk_widget_class_bind_template_child (widget_class, SpWalkthrough, place);
}

static void
sp_walkthrough_init (SpWalkthrough *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  adw_bin_set_child (self->place, sp_pager_get_stack (SP_PAGER (self)));
}
