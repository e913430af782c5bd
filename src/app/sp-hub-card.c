/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-card.h"

#include "sp-hub-picture.h"
#include "sp-resources.h"
#include "sp-state-label.h"

#include <glib/gi18n-lib.h>
#include <string.h>

struct _SpHubCard {
  GtkWidget     parent_instance;
  SpHubPicture *picture; /* template child */
  GtkLabel     *title;   /* template child */
  GtkWidget    *lock;    /* template child */
  GtkLabel     *owner;   /* template child */
  GtkLabel     *summary; /* template child */
  SpStateLabel *state;   /* template child */
  GtkLabel     *likes;   /* template child */
  GtkLabel     *sdk;     /* template child */
};

G_DEFINE_FINAL_TYPE (SpHubCard, sp_hub_card, GTK_TYPE_WIDGET)

static void
sp_hub_card_dispose (GObject *object)
{
  GtkWidget *child;

  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_HUB_CARD);
  while ((child = gtk_widget_get_first_child (GTK_WIDGET (object))) != NULL)
    gtk_widget_unparent (child);

  G_OBJECT_CLASS (sp_hub_card_parent_class)->dispose (object);
}

static void
sp_hub_card_class_init (SpHubCardClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = sp_hub_card_dispose;

  g_type_ensure (SP_TYPE_HUB_PICTURE);
  g_type_ensure (SP_TYPE_STATE_LABEL);
  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BOX_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "hub-card");
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-hub-card.ui");
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, picture);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, title);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, lock);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, owner);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, summary);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, state);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, likes);
  gtk_widget_class_bind_template_child (widget_class, SpHubCard, sdk);
}

static void
sp_hub_card_init (SpHubCard *self)
{
  GtkLayoutManager *layout = gtk_widget_get_layout_manager (GTK_WIDGET (self));

  gtk_orientable_set_orientation (GTK_ORIENTABLE (layout), GTK_ORIENTATION_VERTICAL);
  gtk_widget_init_template (GTK_WIDGET (self));
}

GtkWidget *
sp_hub_card_new (void)
{
  return g_object_new (SP_TYPE_HUB_CARD, NULL);
}

char *
sp_hub_card_dup_count (gint64 n)
{
  if (n < 1000)
    return g_strdup_printf ("%d", (int) MAX (n, 0));
  if (n < 1000000)
    /* Translators: thousands, as in “1.2 k” likes. */
    return g_strdup_printf (_("%.1f k"), (double) n / 1000);

  /* Translators: millions, as in “1.2 M” likes. */
  return g_strdup_printf (_("%.1f M"), (double) n / 1000000);
}

/* What it is made with and of which version, “Gradio 6”; "" when that is unknown. */
static char *
dup_sdk (SpHubSpace *space)
{
  const char      *sdk = sp_hub_space_get_sdk (space);
  const char      *version = sp_hub_space_get_sdk_version (space);
  g_autofree char *name = NULL;
  g_autofree char *major = NULL;

  if (sdk == NULL)
    return g_strdup ("");

  name = g_strdup (sdk);
  name[0] = g_ascii_toupper (name[0]);
  if (version == NULL)
    return g_steal_pointer (&name);

  major = g_strndup (version, strspn (version, "0123456789"));

  return g_strjoin (" ", name, *major != '\0' ? major : version, NULL);
}

/* How it is, and on what hardware where the first does not tell. NULL when nothing runs there, as with pages. */
static char *
dup_state (SpHubSpace *space)
{
  SpHubRuntime    *runtime = sp_hub_space_get_runtime (space);
  g_autofree char *words = runtime != NULL ? sp_hub_runtime_dup_words (runtime) : NULL;
  g_autofree char *hardware = NULL;

  if (words == NULL || *words == '\0')
    return NULL;

  if (!sp_hub_runtime_is_callable (runtime))
    hardware = sp_hub_hardware_dup_name (sp_hub_runtime_get_requested_hardware (runtime));
  if (hardware == NULL || *hardware == '\0')
    return g_steal_pointer (&words);

  return g_strdup_printf ("%s · %s", words, hardware);
}

void
sp_hub_card_set_space (SpHubCard  *self,
                       SpHubSpace *space)
{
  g_autofree char *likes = NULL;
  g_autofree char *sdk = NULL;
  g_autofree char *state = NULL;
  const char      *summary;

  g_return_if_fail (SP_IS_HUB_CARD (self));

  sp_hub_picture_set_address (self->picture, space != NULL ? sp_hub_space_get_thumbnail (space) : NULL);
  if (space == NULL)
    return;

  summary = sp_hub_space_get_summary (space);
  likes = sp_hub_card_dup_count (sp_hub_space_get_likes (space));
  sdk = dup_sdk (space);
  state = dup_state (space);
  sp_hub_picture_set_face (self->picture, sp_hub_space_get_emoji (space), sp_hub_space_get_color_from (space),
                           sp_hub_space_get_color_to (space));
  gtk_label_set_text (self->title, sp_hub_space_get_title (space));
  gtk_widget_set_visible (self->lock, sp_hub_space_is_private (space));
  gtk_label_set_text (self->owner, sp_hub_space_get_owner (space));
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  if (state != NULL)
    sp_state_label_set_state (self->state, sp_state_look_of (sp_hub_space_get_runtime (space)), state);
  else
    sp_state_label_set_state (self->state, SP_STATE_LOOK_UNKNOWN, NULL);
  gtk_label_set_text (self->likes, likes);
  gtk_label_set_text (self->sdk, sdk);
}

char *
sp_hub_card_dup_description (SpHubSpace *space)
{
  g_autofree char    *state = dup_state (space);
  g_autofree char    *sdk = dup_sdk (space);
  g_autofree char    *likes = NULL;
  g_autoptr (GString) text = g_string_new (sp_hub_space_get_title (space));
  gint64              n_likes = sp_hub_space_get_likes (space);
  const char         *facts[6] = { sp_hub_space_get_owner (space), sp_hub_space_get_summary (space), state };

  likes = g_strdup_printf (ngettext ("%d like", "%d likes", (gulong) n_likes), (int) MIN (n_likes, G_MAXINT));
  facts[3] = likes;
  facts[4] = sdk;
  facts[5] = sp_hub_space_is_private (space) ? _("private") : NULL;
  for (guint i = 0; i < G_N_ELEMENTS (facts); i++) {
    if (facts[i] != NULL && *facts[i] != '\0')
      g_string_append_printf (text, ", %s", facts[i]);
  }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
