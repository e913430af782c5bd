/* SPDX-License-Identifier: GPL-3.0-or-later */
/* Where the files of a drop zone may come from. */
#include "config.h"

#include "sp-drop-zone-private.h"
#include "sp-flex-box.h"

static void
source_free (gpointer data)
{
  SpDropZoneSource *source = data;

  g_free (source->word);
  g_free (source);
}

GPtrArray *
sp_drop_zone_new_sources (void)
{
  return g_ptr_array_new_with_free_func (source_free);
}

gboolean
sp_drop_zone_show_sources (SpDropZone *self)
{
  gboolean shown = FALSE;

  for (guint i = 0; i < self->sources->len; i++) {
    SpDropZoneSource *source = self->sources->pdata[i];

    gtk_widget_set_visible (source->button, self->interactive && source->offered);
    shown |= self->interactive && source->offered;
  }

  return shown;
}

static SpDropZoneSource *
find_source (SpDropZone *self, const char *word)
{
  for (guint i = 0; i < self->sources->len; i++) {
    SpDropZoneSource *source = self->sources->pdata[i];

    if (g_strcmp0 (source->word, word) == 0)
      return source;
  }

  return NULL;
}

static void
source_clicked_cb (GtkWidget *button, SpDropZone *self)
{
  for (guint i = 0; i < self->sources->len; i++) {
    SpDropZoneSource *source = self->sources->pdata[i];

    if (source->button == button) {
      sp_drop_zone_emit_source (self, source->word);
      return;
    }
  }
}

void
sp_drop_zone_add_source (SpDropZone *self, const char *word, const char *label)
{
  SpDropZoneSource *source = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));
  g_return_if_fail (word != NULL);

  source = g_new0 (SpDropZoneSource, 1);
  source->word = g_strdup (word);
  source->button = gtk_button_new_with_mnemonic (label);
  g_ptr_array_add (self->sources, source);
  g_signal_connect_object (source->button, "clicked", G_CALLBACK (source_clicked_cb), self, 0);
  sp_flex_box_append (SP_FLEX_BOX (self->buttons), source->button);
  sp_drop_zone_update_empty (self);
}

gboolean
sp_drop_zone_has_source (SpDropZone *self, const char *word)
{
  SpDropZoneSource *source = NULL;

  g_return_val_if_fail (SP_IS_DROP_ZONE (self), FALSE);

  if (g_strcmp0 (word, "upload") == 0)
    return self->uploads;
  source = find_source (self, word);

  return source != NULL && source->offered;
}

void
sp_drop_zone_set_pastes_uploads (SpDropZone *self, gboolean pastes_uploads)
{
  g_return_if_fail (SP_IS_DROP_ZONE (self));

  self->pastes_uploads = pastes_uploads;
}

static void
forget_sources (SpDropZone *self)
{
  self->uploads = self->any_file;
  self->clipboard = self->any_file;
  for (guint i = 0; i < self->sources->len; i++)
    ((SpDropZoneSource *) self->sources->pdata[i])->offered = FALSE;
}

static void
offer_source (SpDropZone *self, const char *word)
{
  SpDropZoneSource *source = find_source (self, word);

  self->uploads |= g_strcmp0 (word, "upload") == 0;
  self->clipboard |= g_strcmp0 (word, "clipboard") == 0 || (self->pastes_uploads && self->uploads);
  if (source != NULL)
    source->offered = TRUE;
}

void
sp_drop_zone_read_sources (SpDropZone *self, JsonObject *props)
{
  JsonArray  *sources = NULL;
  const char *only = NULL;

  g_return_if_fail (SP_IS_DROP_ZONE (self));

  if (gradio_json_get_boolean (props, SP_DROP_ZONE_ANY_FILE, FALSE)) {
    self->any_file = TRUE;
    self->uploads = TRUE;
    self->clipboard = TRUE;
    sp_drop_zone_update_empty (self);
  }

  sources = gradio_json_get_array (props, "sources");
  only = gradio_json_get_string (props, "source", NULL);
  if (sources == NULL && find_source (self, only) == NULL)
    return;

  forget_sources (self);
  for (guint i = 0; sources != NULL && i < json_array_get_length (sources); i++) {
    JsonNode *node = json_array_get_element (sources, i);

    if (gradio_json_is_string (node))
      offer_source (self, json_node_get_string (node));
  }
  if (sources == NULL)
    offer_source (self, only);
  sp_drop_zone_update_empty (self);
}
