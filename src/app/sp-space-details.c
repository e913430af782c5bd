/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-space-details.h"

#include "sp-discover-banner.h"
#include "sp-hub-error.h"
#include "sp-hub-facts.h"
#include "sp-hub-files-window.h"
#include "sp-hub-picture.h"
#include "sp-hub-readme.h"
#include "sp-hub-watch.h"
#include "sp-markdown-view.h"
#include "sp-plain-words.h"
#include "sp-platform.h"
#include "sp-resources.h"
#include "sp-state-label.h"

#include <glib/gi18n-lib.h>

struct _SpSpaceDetails {
  AdwBin             parent_instance;
  GtkStack          *stack;       /* template child: “space”, “loading”, “error” */
  GtkWidget         *back;        /* template child */
  GtkWidget         *open;        /* template child */
  GtkScrolledWindow *scroller;    /* template child */
  GtkWidget         *notice;      /* template child */
  GtkLabel          *notice_text; /* template child: why what is shown may be old */
  SpHubPicture      *picture;     /* template child */
  GtkLabel          *name;        /* template child */
  SpHubPicture      *avatar;      /* template child */
  GtkLabel          *owner;       /* template child */
  GtkLabel          *summary;     /* template child */
  SpStateLabel      *state;       /* template child */
  AdwBin            *facts;       /* template child */
  GtkWidget         *readme_part; /* template child */
  SpMarkdownView    *readme;      /* template child */
  AdwStatusPage     *error;       /* template child */
  GtkWidget         *sign_in;     /* template child */
  SpHubSession      *session;     /* owned */
  GStrv              owners;      /* owned, nullable */
  char              *id;          /* owned */
  SpHubSpace        *space;       /* owned, nullable */
  GCancellable      *cancellable; /* of what is asked for */
  SpHubWatch        *watch;       /* owned, NULL while nobody looks */
  GSignalGroup      *pauses;      /* owned: of the session */
  gboolean           is_fresh;    /* the Hub has answered */
  gboolean           is_waiting;  /* the Hub asked for a pause instead */
};

G_DEFINE_FINAL_TYPE (SpSpaceDetails, sp_space_details, ADW_TYPE_BIN)

typedef enum {
  PROP_TITLE = 1,
} SpSpaceDetailsProperty;

static GParamSpec *properties[PROP_TITLE + 1];

typedef enum {
  SIGNAL_BACK,
  SIGNAL_OPEN,
} SpSpaceDetailsSignal;

static guint signals[SIGNAL_OPEN + 1];

/* What is known */

static gboolean
is_own (SpSpaceDetails *self)
{
  return self->owners != NULL && self->space != NULL &&
         g_strv_contains ((const char *const *) self->owners, sp_hub_space_get_owner (self->space));
}

static void
enable_actions (SpSpaceDetails *self)
{
  GtkWidget *widget = GTK_WIDGET (self);
  gboolean   known = self->space != NULL;

  gtk_widget_action_set_enabled (widget, "details.install", known && sp_hub_space_is_installable (self->space));
  gtk_widget_action_set_enabled (widget, "details.open", known && !sp_hub_space_is_disabled (self->space));
  gtk_widget_action_set_enabled (widget, "details.save", known);
  gtk_widget_action_set_enabled (widget, "details.files", known);
  gtk_widget_action_set_enabled (widget, "details.manage", is_own (self));
}

static void
show_space (SpSpaceDetails *self)
{
  SpHubSpace *space = self->space;
  const char *summary = sp_hub_space_get_summary (space);

  sp_hub_picture_set_face (self->picture, sp_hub_space_get_emoji (space), sp_hub_space_get_color_from (space),
                           sp_hub_space_get_color_to (space));
  sp_hub_picture_set_address (self->picture, sp_hub_space_get_thumbnail (space));
  gtk_label_set_text (self->name, sp_hub_space_get_title (space));
  sp_hub_picture_set_owner (self->avatar, sp_hub_space_get_owner (space));
  sp_hub_picture_set_address (self->avatar, sp_hub_space_get_avatar (space));
  gtk_label_set_text (self->owner, sp_hub_space_get_owner (space));
  gtk_label_set_text (self->summary, summary != NULL ? summary : "");
  gtk_widget_set_visible (GTK_WIDGET (self->summary), summary != NULL);
  sp_state_label_set_runtime (self->state, sp_hub_space_get_runtime (space));
  adw_bin_set_child (self->facts, sp_hub_facts_new (space));
  gtk_stack_set_visible_child_name (self->stack, "space");
  enable_actions (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

static void
say (SpSpaceDetails *self,
     const char     *text) /* NULL: nothing */
{
  gtk_widget_set_visible (self->notice, text != NULL);
  gtk_label_set_label (self->notice_text, text != NULL ? text : "");
}

static void
show_error (SpSpaceDetails *self,
            const GError   *error)
{
  gboolean hidden = g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_NOT_FOUND) ||
                    g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS);

  self->is_waiting = g_error_matches (error, SP_HUB_ERROR, SP_HUB_ERROR_BUSY);
  if (self->space != NULL) {
    say (self, error->message);
    return;
  }

  sp_plain_words_describe (self->error, error->message);
  gtk_widget_set_visible (self->sign_in, hidden && sp_hub_session_get_token (self->session) == NULL);
  gtk_stack_set_visible_child_name (self->stack, "error");
}

static void
readme_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (SpSpaceDetails) self = user_data;
  g_autoptr (GError)         error = NULL;
  g_autofree char           *text = sp_hub_readme_finish (SP_HUB_SESSION (source), result, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;
  if (error != NULL)
    g_debug ("No README: %s", error->message); /* the rest is of use without it */

  gtk_widget_set_visible (self->readme_part, text != NULL && *text != '\0');
  sp_markdown_view_set_text (self->readme, text != NULL ? text : "");
}

static void
runtime_cb (SpSpaceDetails *self)
{
  SpHubRuntime          *runtime = sp_hub_watch_get_runtime (self->watch);
  g_autoptr (SpHubSpace) space = NULL;

  if (runtime == NULL || self->stack == NULL)
    return;

  space = sp_hub_space_with_runtime (self->space, runtime);
  g_set_object (&self->space, space);
  sp_state_label_set_runtime (self->state, runtime);
  adw_bin_set_child (self->facts, sp_hub_facts_new (space));
}

static void
stop_watching (SpSpaceDetails *self)
{
  if (self->watch == NULL)
    return;

  sp_hub_watch_stop (self->watch);
  g_signal_handlers_disconnect_by_func (self->watch, runtime_cb, self);
  g_clear_object (&self->watch);
}

/* How it is, is followed only while somebody looks; a Space that is a page has nothing that runs. */
static void
start_watching (SpSpaceDetails *self)
{
  if (self->watch != NULL || !self->is_fresh || sp_hub_space_get_runtime (self->space) == NULL ||
      !gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  self->watch = sp_hub_watch_new (self->session, self->id);
  g_signal_connect_object (self->watch, "notify::runtime", G_CALLBACK (runtime_cb), self, G_CONNECT_SWAPPED);
  sp_hub_watch_start (self->watch);
}

static void
fetched_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (SpSpaceDetails) self = user_data;
  g_autoptr (GError)         error = NULL;
  gint64                     kept_since = 0;
  g_autoptr (SpHubSpace)     space = NULL;

  space = sp_hub_space_fetch_finish (SP_HUB_SESSION (source), result, &kept_since, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  if (space == NULL) {
    show_error (self, error);
    return;
  }

  if (kept_since > 0) {
    g_autofree char *text = sp_discover_banner_dup_kept (kept_since);

    say (self, text);
  }
  g_free (self->id);
  self->id = g_strdup (sp_hub_space_get_id (space)); /* it may have been renamed */
  g_set_object (&self->space, space);
  self->is_fresh = kept_since == 0;
  show_space (self);
  if (gtk_widget_has_focus (self->back)) /* there was nothing better before */
    sp_space_details_focus (self);
  start_watching (self);
  sp_hub_readme_async (self->session, self->id, self->cancellable, readme_cb, g_object_ref (self));
}

static void
fetch (SpSpaceDetails *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  stop_watching (self);
  self->is_fresh = FALSE;
  self->is_waiting = FALSE;
  self->cancellable = g_cancellable_new ();
  say (self, NULL);
  if (self->space == NULL)
    gtk_stack_set_visible_child_name (self->stack, "loading");
  sp_hub_space_fetch_async (self->session, self->id, self->cancellable, fetched_cb, g_object_ref (self));
}

/* The pause that the Hub asked for may be over. */
static void
pause_cb (SpSpaceDetails *self)
{
  if (self->is_waiting && sp_hub_session_get_pause_left (self->session) == 0)
    fetch (self);
}

/* What can be done */

static void
back_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_BACK], 0);
}

static void
open_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_signal_emit (widget, signals[SIGNAL_OPEN], 0, SP_SPACE_DETAILS (widget)->id);
}

static void
save_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  SpSpaceDetails *self = SP_SPACE_DETAILS (widget);
  const char     *emoji = sp_hub_space_get_emoji (self->space);

  gtk_widget_activate_action (widget, "win.save-app", "(sss)", self->id, sp_hub_space_get_title (self->space),
                              emoji != NULL ? emoji : "");
}

static void
install_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.install-space", "s", SP_SPACE_DETAILS (widget)->id);
}

static void
duplicate_cb (GtkWidget  *widget,
              const char *name,
              GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.duplicate-space", "s", SP_SPACE_DETAILS (widget)->id);
}

static void
manage_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.manage-space", "s", SP_SPACE_DETAILS (widget)->id);
}

static void
sign_in_cb (GtkWidget  *widget,
            const char *name,
            GVariant   *parameter)
{
  gtk_widget_activate_action (widget, "win.sign-in", "s", _("Private Spaces are shown to those who may see them."));
}

static char *
dup_page (SpSpaceDetails *self,
          const char     *part)
{
  return sp_hub_space_page_of (sp_hub_session_get_endpoint (self->session), self->id, part);
}

static void
browse_cb (GtkWidget  *widget,
           const char *name,
           GVariant   *parameter)
{
  const char      *part = g_variant_get_string (parameter, NULL);
  g_autofree char *page = dup_page (SP_SPACE_DETAILS (widget), *part != '\0' ? part : NULL);

  sp_platform_open_uri (widget, page);
}

static void
files_cb (GtkWidget  *widget,
          const char *name,
          GVariant   *parameter)
{
  SpSpaceDetails *self = SP_SPACE_DETAILS (widget);

  gtk_window_present (sp_hub_files_window_new (GTK_WINDOW (gtk_widget_get_root (widget)), self->session, self->id,
                                               sp_hub_space_get_title (self->space)));
}

static void
copy_cb (GtkWidget  *widget,
         const char *name,
         GVariant   *parameter)
{
  g_autofree char *page = dup_page (SP_SPACE_DETAILS (widget), NULL);

  gdk_clipboard_set_text (gtk_widget_get_clipboard (widget), page);
  gtk_widget_activate_action (widget, "win.toast", "(su)", _("Address copied"), 2);
}

static void
retry_cb (SpSpaceDetails *self)
{
  fetch (self);
}

static void
sp_space_details_get_property (GObject    *object,
                               guint       prop_id,
                               GValue     *value,
                               GParamSpec *pspec)
{
  switch ((SpSpaceDetailsProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, sp_space_details_get_title (SP_SPACE_DETAILS (object)));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_space_details_map (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (sp_space_details_parent_class)->map (widget);
  start_watching (SP_SPACE_DETAILS (widget));
}

static void
sp_space_details_unmap (GtkWidget *widget)
{
  stop_watching (SP_SPACE_DETAILS (widget));
  GTK_WIDGET_CLASS (sp_space_details_parent_class)->unmap (widget);
}

static void
sp_space_details_dispose (GObject *object)
{
  SpSpaceDetails *self = SP_SPACE_DETAILS (object);

  stop_watching (self);
  g_clear_object (&self->pauses);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->session);
  g_clear_object (&self->space);
  adw_bin_set_child (ADW_BIN (object), NULL); /* before the template forgets it */
  gtk_widget_dispose_template (GTK_WIDGET (object), SP_TYPE_SPACE_DETAILS);

  G_OBJECT_CLASS (sp_space_details_parent_class)->dispose (object);
}

static void
sp_space_details_finalize (GObject *object)
{
  SpSpaceDetails *self = SP_SPACE_DETAILS (object);

  g_strfreev (self->owners);
  g_free (self->id);

  G_OBJECT_CLASS (sp_space_details_parent_class)->finalize (object);
}

static void
install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "details.back", NULL, back_cb);
  gtk_widget_class_install_action (widget_class, "details.open", NULL, open_cb);
  gtk_widget_class_install_action (widget_class, "details.save", NULL, save_cb);
  gtk_widget_class_install_action (widget_class, "details.install", NULL, install_cb);
  gtk_widget_class_install_action (widget_class, "details.duplicate", NULL, duplicate_cb);
  gtk_widget_class_install_action (widget_class, "details.manage", NULL, manage_cb);
  gtk_widget_class_install_action (widget_class, "details.sign-in", NULL, sign_in_cb);
  gtk_widget_class_install_action (widget_class, "details.browse", "s", browse_cb);
  gtk_widget_class_install_action (widget_class, "details.files", NULL, files_cb);
  gtk_widget_class_install_action (widget_class, "details.copy-address", NULL, copy_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "details.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Back, 0, "details.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "details.back", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-space-details.ui");
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, stack);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, back);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, open);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, scroller);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, notice);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, notice_text);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, picture);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, name);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, avatar);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, owner);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, summary);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, state);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, facts);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, readme_part);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, readme);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, error);
  gtk_widget_class_bind_template_child (widget_class, SpSpaceDetails, sign_in);
  gtk_widget_class_bind_template_callback (widget_class, retry_cb);
}

static void
sp_space_details_class_init (SpSpaceDetailsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GType         type = SP_TYPE_SPACE_DETAILS;

  object_class->get_property = sp_space_details_get_property;
  object_class->dispose = sp_space_details_dispose;
  object_class->finalize = sp_space_details_finalize;
  GTK_WIDGET_CLASS (klass)->map = sp_space_details_map;
  GTK_WIDGET_CLASS (klass)->unmap = sp_space_details_unmap;

  properties[PROP_TITLE] =
    g_param_spec_string ("title", NULL, NULL, NULL, G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
  signals[SIGNAL_BACK] = g_signal_new ("back", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 0);
  signals[SIGNAL_OPEN] =
    g_signal_new ("open", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_STRING);

  g_type_ensure (SP_TYPE_HUB_PICTURE);
  g_type_ensure (SP_TYPE_MARKDOWN_VIEW);
  g_type_ensure (SP_TYPE_STATE_LABEL);
  bind_template (GTK_WIDGET_CLASS (klass));
  install_actions (GTK_WIDGET_CLASS (klass));
}

static void
sp_space_details_init (SpSpaceDetails *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pauses = g_signal_group_new (SP_TYPE_HUB_SESSION);
  g_signal_group_connect_object (self->pauses, "notify::pause-left", G_CALLBACK (pause_cb), self, G_CONNECT_SWAPPED);
  enable_actions (self);
}

GtkWidget *
sp_space_details_new (void)
{
  return g_object_new (SP_TYPE_SPACE_DETAILS, NULL);
}

void
sp_space_details_set_account (SpSpaceDetails    *self,
                              SpHubSession      *session,
                              const char *const *owners)
{
  g_return_if_fail (SP_IS_SPACE_DETAILS (self));
  g_return_if_fail (SP_IS_HUB_SESSION (session));

  g_strfreev (self->owners);
  self->owners = g_strdupv ((char **) owners);
  enable_actions (self);
  if (!g_set_object (&self->session, session))
    return;

  g_signal_group_set_target (self->pauses, session);
  if (self->id != NULL)
    fetch (self);
}

void
sp_space_details_show (SpSpaceDetails *self,
                       const char     *id,
                       SpHubSpace     *space)
{
  g_return_if_fail (SP_IS_SPACE_DETAILS (self));
  g_return_if_fail (id != NULL);
  g_return_if_fail (self->session != NULL);

  g_free (self->id);
  self->id = g_strdup (id);
  g_set_object (&self->space, space);
  gtk_widget_set_visible (self->readme_part, FALSE);
  sp_markdown_view_set_text (self->readme, "");
  gtk_adjustment_set_value (gtk_scrolled_window_get_vadjustment (self->scroller), 0);
  enable_actions (self);
  if (space != NULL)
    show_space (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
  fetch (self);
}

void
sp_space_details_reload (SpSpaceDetails *self)
{
  g_return_if_fail (SP_IS_SPACE_DETAILS (self));

  if (self->id != NULL)
    fetch (self);
}

void
sp_space_details_focus (SpSpaceDetails *self)
{
  g_return_if_fail (SP_IS_SPACE_DETAILS (self));

  if (self->space == NULL || !gtk_widget_grab_focus (self->open))
    gtk_widget_grab_focus (self->back);
}

const char *
sp_space_details_get_title (SpSpaceDetails *self)
{
  g_return_val_if_fail (SP_IS_SPACE_DETAILS (self), NULL);

  return self->space != NULL ? sp_hub_space_get_title (self->space) : self->id;
}
