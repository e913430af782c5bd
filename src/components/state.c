/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-component-private.h"

#define SP_TYPE_STATE (sp_state_get_type ())
G_DECLARE_FINAL_TYPE (SpState, sp_state, SP, STATE, SpComponent)

/* The `state`, `browserstate` and `api` components: a value without a face. It takes part in events
 * like any other; where it is kept is the business of the session. */
struct _SpState {
  SpComponent parent_instance;
};

G_DEFINE_FINAL_TYPE (SpState, sp_state, SP_TYPE_COMPONENT)

/* Whatever the author says, there is nothing to see. */
static void
sp_state_set_props (SpComponent *component, JsonObject *props)
{
  gtk_widget_set_visible (GTK_WIDGET (component), FALSE);
}

static void
sp_state_class_init (SpStateClass *klass)
{
  SP_COMPONENT_CLASS (klass)->set_props = sp_state_set_props;
}

static void
sp_state_init (SpState *self)
{
  gtk_widget_set_visible (GTK_WIDGET (self), FALSE);
}
