/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-drop-zone-private.h"
#include "sp-flex-box.h"
#include "sp-flex-layout.h"
#include "sp-resources.h"

#include <glib/gi18n-lib.h>

G_DEFINE_FINAL_TYPE (SpDropZone, sp_drop_zone, GTK_TYPE_WIDGET)

typedef enum {
  PROP_CHILD = 1,
  PROP_FILLED,
  PROP_INTERACTIVE,
  PROP_ICON_NAME,
  PROP_SENTENCE,
  PROP_EMPTY_TEXT,
  PROP_MULTIPLE,
  PROP_FOLDERS,
} SpDropZoneProperty;

static GParamSpec *properties[PROP_FOLDERS + 1];

enum {
  SIGNAL_FILES,
  SIGNAL_REFUSED,
  SIGNAL_SOURCE,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

void
sp_drop_zone_update_empty (SpDropZone *self)
{
  gboolean    uploads = self->interactive && self->uploads;
  gboolean    clipboard = self->interactive && self->clipboard;
  gboolean    sources = sp_drop_zone_show_sources (self);
  gboolean    offers = uploads || clipboard || sources;
  const char *text = offers ? self->sentence_text : self->empty_text;

  gtk_label_set_text (self->sentence, text != NULL ? text : _("Nothing here yet"));
  gtk_widget_set_visible (GTK_WIDGET (self->sentence), !offers || uploads || clipboard); /* nothing else is dropped */
  gtk_widget_set_visible (self->buttons, offers);
  gtk_widget_set_visible (self->choose_button, uploads);
  gtk_widget_set_visible (self->paste_button, clipboard);
  if (offers)
    gtk_widget_remove_css_class (self->empty, "static");
  else
    gtk_widget_add_css_class (self->empty, "static");
  gtk_event_controller_set_propagation_phase (GTK_EVENT_CONTROLLER (self->drop_target),
                                              uploads ? GTK_PHASE_BUBBLE : GTK_PHASE_NONE);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "drop-zone.choose", uploads);
  gtk_widget_action_set_enabled (GTK_WIDGET (self), "drop-zone.paste", clipboard);
}

static GtkWidget *
new_busy_page (SpDropZone *self)
{
  GtkWidget *page = gtk_box_new (GTK_ORIENTATION_VERTICAL, 12);
  GtkWidget *spinner = gtk_spinner_new ();
  GtkWidget *label = gtk_label_new (_("Reading…"));
  GtkWidget *button = gtk_button_new_with_mnemonic (_("C_ancel"));

  gtk_widget_add_css_class (page, "drop-frame");
  gtk_spinner_start (GTK_SPINNER (spinner));
  gtk_widget_set_size_request (spinner, 32, 32);
  gtk_widget_set_halign (spinner, GTK_ALIGN_CENTER);
  gtk_widget_add_css_class (label, "dim-label");
  gtk_widget_set_halign (button, GTK_ALIGN_CENTER);
  g_signal_connect_swapped (button, "clicked", G_CALLBACK (sp_drop_zone_end_taking), self);
  gtk_box_append (GTK_BOX (page), spinner);
  gtk_box_append (GTK_BOX (page), label);
  gtk_box_append (GTK_BOX (page), button);

  return page;
}

/* The page is there only while it is shown: a spinner that turns unseen keeps the window painting. */
void
sp_drop_zone_show_busy (SpDropZone *self)
{
  if (gtk_stack_get_child_by_name (self->stack, "busy") == NULL)
    gtk_stack_add_named (self->stack, new_busy_page (self), "busy");
  gtk_stack_set_visible_child_name (self->stack, "busy");
}

static void
update_page (SpDropZone *self)
{
  GtkWidget *busy = gtk_stack_get_child_by_name (self->stack, "busy");

  if (self->cancellable != NULL) {
    sp_drop_zone_show_busy (self);
    return;
  }
  if (self->activity != NULL) {
    gtk_stack_set_visible_child_name (self->stack, "activity");
    return;
  }

  gtk_stack_set_visible_child_name (self->stack, self->filled ? "filled" : "empty");
  if (busy != NULL)
    gtk_stack_remove (self->stack, busy);
}

void
sp_drop_zone_end_taking (SpDropZone *self)
{
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  update_page (self);
}

void
sp_drop_zone_refuse (SpDropZone *self, const char *sentence)
{
  g_signal_emit (self, signals[SIGNAL_REFUSED], 0, sentence);
}

void
sp_drop_zone_emit_source (SpDropZone *self, const char *word)
{
  g_signal_emit (self, signals[SIGNAL_SOURCE], 0, word);
}

void
sp_drop_zone_emit_files (SpDropZone *self, GPtrArray *files)
{
  g_signal_emit (self, signals[SIGNAL_FILES], 0, files);
}

static void
choose_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_drop_zone_choose (SP_DROP_ZONE (widget));
}

static void
paste_action_cb (GtkWidget *widget, const char *action_name, GVariant *parameter)
{
  sp_drop_zone_paste (SP_DROP_ZONE (widget));
}

static gboolean
drop_cb (SpDropZone *self, const GValue *value)
{
  return self->interactive && sp_drop_zone_take_value (self, value);
}

static void
add_drop_target (SpDropZone *self)
{
  GType types[] = { GDK_TYPE_FILE_LIST, G_TYPE_FILE, GDK_TYPE_TEXTURE, G_TYPE_STRING };

  self->drop_target = gtk_drop_target_new (G_TYPE_INVALID, GDK_ACTION_COPY);
  gtk_drop_target_set_gtypes (self->drop_target, types, G_N_ELEMENTS (types));
  g_signal_connect_swapped (self->drop_target, "drop", G_CALLBACK (drop_cb), self);
  gtk_widget_add_controller (GTK_WIDGET (self), GTK_EVENT_CONTROLLER (self->drop_target));
}

static void
sp_drop_zone_get_property (GObject *object, guint prop_id, GValue *value, GParamSpec *pspec)
{
  SpDropZone *self = SP_DROP_ZONE (object);

  switch ((SpDropZoneProperty) prop_id) {
  case PROP_CHILD:
    g_value_set_object (value, gtk_widget_get_first_child (self->holder));
    break;
  case PROP_FILLED:
    g_value_set_boolean (value, self->filled);
    break;
  case PROP_INTERACTIVE:
    g_value_set_boolean (value, self->interactive);
    break;
  case PROP_ICON_NAME:
    g_value_set_string (value, gtk_image_get_icon_name (self->icon));
    break;
  case PROP_SENTENCE:
    g_value_set_string (value, self->sentence_text);
    break;
  case PROP_EMPTY_TEXT:
    g_value_set_string (value, self->empty_text);
    break;
  case PROP_MULTIPLE:
    g_value_set_boolean (value, self->multiple);
    break;
  case PROP_FOLDERS:
    g_value_set_boolean (value, self->folders);
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static void
sp_drop_zone_set_property (GObject *object, guint prop_id, const GValue *value, GParamSpec *pspec)
{
  SpDropZone *self = SP_DROP_ZONE (object);

  switch ((SpDropZoneProperty) prop_id) {
  case PROP_CHILD:
    gtk_box_append (GTK_BOX (self->holder), g_value_get_object (value));
    break;
  case PROP_FILLED:
    sp_drop_zone_set_filled (self, g_value_get_boolean (value));
    break;
  case PROP_INTERACTIVE:
    sp_drop_zone_set_interactive (self, g_value_get_boolean (value));
    break;
  case PROP_ICON_NAME:
    gtk_image_set_from_icon_name (self->icon, g_value_get_string (value));
    break;
  case PROP_SENTENCE:
    g_free (self->sentence_text);
    self->sentence_text = g_value_dup_string (value);
    sp_drop_zone_update_empty (self);
    break;
  case PROP_EMPTY_TEXT:
    g_free (self->empty_text);
    self->empty_text = g_value_dup_string (value);
    sp_drop_zone_update_empty (self);
    break;
  case PROP_MULTIPLE:
    sp_drop_zone_set_multiple (self, g_value_get_boolean (value));
    break;
  case PROP_FOLDERS:
    sp_drop_zone_set_folders (self, g_value_get_boolean (value));
    break;
  default:
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, prop_id, pspec);
    break;
  }
}

static gboolean
sp_drop_zone_grab_focus (GtkWidget *widget)
{
  SpDropZone *self = SP_DROP_ZONE (widget);

  if (self->filled || !self->interactive)
    return gtk_widget_child_focus (self->holder, GTK_DIR_TAB_FORWARD);

  return gtk_widget_child_focus (self->buttons, GTK_DIR_TAB_FORWARD);
}

static void
sp_drop_zone_dispose (GObject *object)
{
  SpDropZone *self = SP_DROP_ZONE (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->client);
  g_clear_pointer (&self->taken, g_ptr_array_unref);
  if (self->stack != NULL)
    gtk_widget_unparent (GTK_WIDGET (g_steal_pointer (&self->stack)));

  G_OBJECT_CLASS (sp_drop_zone_parent_class)->dispose (object);
}

static void
sp_drop_zone_finalize (GObject *object)
{
  SpDropZone *self = SP_DROP_ZONE (object);

  g_clear_pointer (&self->temp_folder, sp_temp_folder_free);
  g_ptr_array_unref (self->sources);
  g_strfreev (self->file_types);
  g_free (self->sentence_text);
  g_free (self->empty_text);

  G_OBJECT_CLASS (sp_drop_zone_parent_class)->finalize (object);
}

static void
install_properties (GObjectClass *object_class)
{
  GParamFlags flags = G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY | G_PARAM_STATIC_STRINGS;

  properties[PROP_CHILD] = g_param_spec_object ("child", NULL, NULL, GTK_TYPE_WIDGET, flags);
  properties[PROP_FILLED] = g_param_spec_boolean ("filled", NULL, NULL, FALSE, flags);
  properties[PROP_INTERACTIVE] = g_param_spec_boolean ("interactive", NULL, NULL, TRUE, flags);
  properties[PROP_ICON_NAME] = g_param_spec_string ("icon-name", NULL, NULL, NULL, flags);
  properties[PROP_SENTENCE] = g_param_spec_string ("sentence", NULL, NULL, NULL, flags);
  properties[PROP_EMPTY_TEXT] = g_param_spec_string ("empty-text", NULL, NULL, NULL, flags);
  properties[PROP_MULTIPLE] = g_param_spec_boolean ("multiple", NULL, NULL, FALSE, flags);
  properties[PROP_FOLDERS] = g_param_spec_boolean ("folders", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
install_signals (GType type)
{
  signals[SIGNAL_FILES] = g_signal_new ("files", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                        G_TYPE_NONE, 1, G_TYPE_PTR_ARRAY);
  signals[SIGNAL_REFUSED] = g_signal_new ("refused", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 1, G_TYPE_STRING);
  signals[SIGNAL_SOURCE] = g_signal_new ("source", type, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                         G_TYPE_NONE, 1, G_TYPE_STRING);
}

static void
sp_drop_zone_class_init (SpDropZoneClass *klass)
{
  GObjectClass   *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = sp_drop_zone_get_property;
  object_class->set_property = sp_drop_zone_set_property;
  object_class->dispose = sp_drop_zone_dispose;
  object_class->finalize = sp_drop_zone_finalize;
  widget_class->grab_focus = sp_drop_zone_grab_focus;

  install_properties (object_class);
  install_signals (G_TYPE_FROM_CLASS (klass));

  gtk_widget_class_install_action (widget_class, "drop-zone.choose", NULL, choose_action_cb);
  gtk_widget_class_install_action (widget_class, "drop-zone.paste", NULL, paste_action_cb);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_v, GDK_CONTROL_MASK,
                                       "drop-zone.paste", NULL);

  gtk_widget_class_set_layout_manager_type (widget_class, GTK_TYPE_BIN_LAYOUT);
  gtk_widget_class_set_css_name (widget_class, "sp-drop-zone");
  g_type_ensure (SP_TYPE_FLEX_BOX);
  g_type_ensure (SP_TYPE_FLEX_LAYOUT);
  gtk_widget_class_set_template_from_resource (widget_class, SP_UI "sp-drop-zone.ui");
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, stack);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, empty);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, icon);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, sentence);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, buttons);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, choose_button);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, paste_button);
  gtk_widget_class_bind_template_child (widget_class, SpDropZone, holder);
}

static void
sp_drop_zone_init (SpDropZone *self)
{
  self->interactive = TRUE;
  self->uploads = TRUE;
  self->clipboard = TRUE;
  self->max_size = -1;
  self->sources = sp_drop_zone_new_sources ();
  gtk_widget_init_template (GTK_WIDGET (self));
  add_drop_target (self);
  sp_drop_zone_update_empty (self);
}

GtkWidget *
sp_drop_zone_new (void)
{
  return g_object_new (SP_TYPE_DROP_ZONE, NULL);
}

void
sp_drop_zone_set_client (SpDropZone *self, GradioClient *client)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  g_set_object (&self->client, client);
}

void
sp_drop_zone_set_file_types (SpDropZone *self, const char *const *types)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if ((const char *const *) self->file_types == types)
    return;

  g_strfreev (self->file_types);
  self->file_types = g_strdupv ((GStrv) types);
}

void
sp_drop_zone_set_max_size (SpDropZone *self, goffset max_size)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  self->max_size = max_size;
}

void
sp_drop_zone_set_activity (SpDropZone *self, GtkWidget *activity)
{
  GtkWidget *before = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->stack == NULL)
    return; /* being disposed of */

  before = self->activity;
  if (before == activity)
    return;

  self->activity = activity;
  if (activity != NULL)
    gtk_stack_add_named (self->stack, activity, "activity");
  update_page (self);
  if (before != NULL) /* once it is not shown any more, so that the focus has where to go */
    gtk_stack_remove (self->stack, before);
}

void
sp_drop_zone_set_filled (SpDropZone *self, gboolean filled)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->filled == filled)
    return;

  self->filled = filled;
  update_page (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FILLED]);
}

gboolean
sp_drop_zone_get_filled (SpDropZone *self)
{
  g_return_val_if_fail (SP_IS_DROP_ZONE (self), FALSE);

  return self->filled;
}

void
sp_drop_zone_set_interactive (SpDropZone *self, gboolean interactive)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->interactive == interactive)
    return;

  self->interactive = interactive;
  if (!interactive && self->cancellable != NULL)
    sp_drop_zone_end_taking (self);
  sp_drop_zone_update_empty (self);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_INTERACTIVE]);
}

void
sp_drop_zone_set_multiple (SpDropZone *self, gboolean multiple)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->multiple == multiple)
    return;

  self->multiple = multiple;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_MULTIPLE]);
}

void
sp_drop_zone_set_folders (SpDropZone *self, gboolean folders)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (self->folders == folders)
    return;

  self->folders = folders;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLDERS]);
}

GFile *
sp_drop_zone_find_folder (SpDropZone *self, GFile *file)
{
  g_return_val_if_fail (SP_IS_DROP_ZONE (self), NULL);

  for (guint i = 0; self->taken != NULL && i < self->taken->len; i++) {
    GFile *folder = g_ptr_array_index (self->taken, i);

    if (g_file_has_prefix (file, folder))
      return folder;
  }

  return NULL;
}
