/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-saved-app.h"

#include "sp-library.h"

#include "gradio.h"

#include <glib/gi18n-lib.h>

#define MAX_REFERENCE 2000 /* bytes */
#define MAX_TITLE 200
#define MAX_EMOJI 8 /* characters: families and flags are made of several */
#define MAX_COLOR 20

struct _SpSavedApp {
  GObject     parent_instance;
  char       *reference;   /* owned */
  char       *key;         /* owned */
  char       *title;       /* owned, nullable */
  char       *emoji;       /* owned, nullable */
  char       *color_from;  /* owned, nullable */
  char       *color_to;    /* owned, nullable */
  GPtrArray  *collections; /* owned, of text; ends with NULL */
  char       *state;       /* owned, nullable */
  SpStateLook look;
  SpSavedKind kind;
  gint64      added;
  gint64      used;
  gint64      asked;
};

G_DEFINE_FINAL_TYPE (SpSavedApp, sp_saved_app, G_TYPE_OBJECT)

typedef enum {
  PROP_TITLE = 1,
  PROP_EMOJI,
  PROP_COLOR_FROM,
  PROP_COLOR_TO,
  PROP_USED,
  PROP_COLLECTIONS,
  PROP_STATE,
} SpSavedAppProperty;

static GParamSpec *properties[PROP_STATE + 1];

static void
sp_saved_app_get_property (GObject    *object,
                           guint       prop_id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  SpSavedApp *self = SP_SAVED_APP (object);

  switch ((SpSavedAppProperty) prop_id) {
  case PROP_TITLE:
    g_value_set_string (value, sp_saved_app_get_title (self));
    break;
  case PROP_EMOJI:
    g_value_set_string (value, self->emoji);
    break;
  case PROP_COLOR_FROM:
    g_value_set_string (value, self->color_from);
    break;
  case PROP_COLOR_TO:
    g_value_set_string (value, self->color_to);
    break;
  case PROP_USED:
    g_value_set_int64 (value, self->used);
    break;
  case PROP_COLLECTIONS:
    g_value_set_boxed (value, sp_saved_app_get_collections (self));
    break;
  case PROP_STATE:
    g_value_set_string (value, self->state);
    break;
  }
}

static void
sp_saved_app_finalize (GObject *object)
{
  SpSavedApp *self = SP_SAVED_APP (object);

  g_clear_pointer (&self->reference, g_free);
  g_clear_pointer (&self->key, g_free);
  g_clear_pointer (&self->title, g_free);
  g_clear_pointer (&self->emoji, g_free);
  g_clear_pointer (&self->color_from, g_free);
  g_clear_pointer (&self->color_to, g_free);
  g_clear_pointer (&self->collections, g_ptr_array_unref);
  g_clear_pointer (&self->state, g_free);

  G_OBJECT_CLASS (sp_saved_app_parent_class)->finalize (object);
}

static void
sp_saved_app_class_init (SpSavedAppClass *klass)
{
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;
  GObjectClass     *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_saved_app_get_property;
  object_class->finalize = sp_saved_app_finalize;

  properties[PROP_TITLE] = g_param_spec_string ("title", NULL, NULL, NULL, flags);
  properties[PROP_EMOJI] = g_param_spec_string ("emoji", NULL, NULL, NULL, flags);
  properties[PROP_COLOR_FROM] = g_param_spec_string ("color-from", NULL, NULL, NULL, flags);
  properties[PROP_COLOR_TO] = g_param_spec_string ("color-to", NULL, NULL, NULL, flags);
  properties[PROP_USED] = g_param_spec_int64 ("used", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_COLLECTIONS] = g_param_spec_boxed ("collections", NULL, NULL, G_TYPE_STRV, flags);
  properties[PROP_STATE] = g_param_spec_string ("state", NULL, NULL, NULL, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_saved_app_init (SpSavedApp *self)
{
  self->collections = g_ptr_array_new_with_free_func (g_free);
  g_ptr_array_add (self->collections, NULL);
}

char *
sp_saved_app_dup_line (const char *text,
                       glong       max)
{
  g_autofree char    *valid = text != NULL ? g_utf8_make_valid (text, -1) : g_strdup ("");
  g_autoptr (GString) line = g_string_new (NULL);

  for (const char *p = valid; *p != '\0' && max > 0; p = g_utf8_next_char (p), max--) {
    gunichar character = g_utf8_get_char (p);

    if (!g_unichar_iscntrl (character))
      g_string_append_unichar (line, character);
    else if (line->len > 0)
      g_string_append_c (line, ' ');
  }
  g_strstrip (line->str);

  return *line->str != '\0' ? g_strdup (line->str) : NULL;
}

/* Ids are made of what a folder's name may have. */
static gboolean
is_space_id (const char *id)
{
  if (*id == '\0' || *id == '.' || strlen (id) > 200)
    return FALSE;

  for (const char *p = id; *p != '\0'; p++) {
    if (!g_ascii_isalnum (*p) && strchr ("-_.", *p) == NULL)
      return FALSE;
  }

  return TRUE;
}

static char *
set_no_address (GError **error)
{
  g_set_error_literal (error, GRADIO_ERROR, GRADIO_ERROR_ADDRESS, _("This is not the address of an app."));

  return NULL;
}

char *
sp_saved_app_dup_key (const char  *reference,
                      SpSavedKind *kind,
                      GError     **error)
{
  g_autoptr (GradioAddress) address = NULL;
  SpSavedKind               found = SP_SAVED_INSTALLED;
  const char               *query = NULL;

  g_return_val_if_fail (reference != NULL, NULL);

  if (strlen (reference) > MAX_REFERENCE || !g_utf8_validate (reference, -1, NULL))
    return set_no_address (error);

  if (g_str_has_prefix (reference, SP_SPACE_SCHEME)) {
    if (!is_space_id (reference + strlen (SP_SPACE_SCHEME)))
      return set_no_address (error);
  } else {
    address = gradio_address_parse (reference, error);
    if (address == NULL)
      return NULL;
    found = address->kind == GRADIO_ADDRESS_SPACE ? SP_SAVED_HUB : SP_SAVED_ADDRESS;
    query = address->query;
  }

  if (kind != NULL)
    *kind = found;
  if (address == NULL)
    return g_strdup (reference);

  return g_strconcat (address->kind == GRADIO_ADDRESS_SPACE ? address->space_id : address->uri,
                      query != NULL ? "?" : NULL, query, NULL);
}

SpSavedApp *
sp_saved_app_new (const char *reference,
                  const char *title,
                  GError    **error)
{
  SpSavedKind      kind = SP_SAVED_ADDRESS;
  g_autofree char *key = sp_saved_app_dup_key (reference, &kind, error);
  SpSavedApp      *self = NULL;

  if (key == NULL)
    return NULL;

  self = g_object_new (SP_TYPE_SAVED_APP, NULL);
  self->reference = g_strstrip (g_strdup (reference));
  self->key = g_steal_pointer (&key);
  self->kind = kind;
  self->added = g_get_real_time () / G_USEC_PER_SEC;
  sp_saved_app_set_title (self, title);

  return self;
}

const char *
sp_saved_app_get_reference (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->reference;
}

const char *
sp_saved_app_get_key (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->key;
}

SpSavedKind
sp_saved_app_get_kind (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), SP_SAVED_ADDRESS);

  return self->kind;
}

/* With a query it is another app to the program, but the same Space. */
const char *
sp_saved_app_get_hub_name (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->kind == SP_SAVED_HUB && strchr (self->key, '?') == NULL ? self->key : NULL;
}

const char *
sp_saved_app_get_title (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->title != NULL ? self->title : self->reference;
}

gboolean
sp_saved_app_has_title (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), FALSE);

  return self->title != NULL;
}

static gboolean
take_text (char **place,
           char  *text)
{
  gboolean changed = g_strcmp0 (*place, text) != 0;

  g_free (*place);
  *place = text;

  return changed;
}

void
sp_saved_app_set_title (SpSavedApp *self,
                        const char *title)
{
  char *line = NULL;

  g_return_if_fail (SP_IS_SAVED_APP (self));

  line = sp_saved_app_dup_line (title, MAX_TITLE);
  if (g_strcmp0 (line, self->reference) == 0)
    g_clear_pointer (&line, g_free); /* is none */
  if (take_text (&self->title, line))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_TITLE]);
}

const char *
sp_saved_app_get_emoji (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->emoji;
}

const char *
sp_saved_app_get_color_from (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->color_from;
}

const char *
sp_saved_app_get_color_to (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->color_to;
}

void
sp_saved_app_set_look (SpSavedApp *self,
                       const char *emoji,
                       const char *color_from,
                       const char *color_to)
{
  g_return_if_fail (SP_IS_SAVED_APP (self));

  if (take_text (&self->emoji, sp_saved_app_dup_line (emoji, MAX_EMOJI)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_EMOJI]);
  if (take_text (&self->color_from, sp_saved_app_dup_line (color_from, MAX_COLOR)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR_FROM]);
  if (take_text (&self->color_to, sp_saved_app_dup_line (color_to, MAX_COLOR)))
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLOR_TO]);
}

gint64
sp_saved_app_get_added (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), 0);

  return self->added;
}

gint64
sp_saved_app_get_used (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), 0);

  return self->used;
}

void
sp_saved_app_set_times (SpSavedApp *self,
                        gint64      added,
                        gint64      used)
{
  g_return_if_fail (SP_IS_SAVED_APP (self));

  self->added = MAX (added, 0);
  used = MAX (used, 0);
  if (self->used == used)
    return;

  self->used = used;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_USED]);
}

const char *
sp_saved_app_get_state (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return self->state;
}

SpStateLook
sp_saved_app_get_state_look (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), SP_STATE_LOOK_UNKNOWN);

  return self->look;
}

void
sp_saved_app_set_state (SpSavedApp *self,
                        SpStateLook look,
                        const char *words)
{
  gboolean changed = FALSE;

  g_return_if_fail (SP_IS_SAVED_APP (self));

  changed = look != self->look;
  self->look = look;
  if (take_text (&self->state, g_strdup (words)) || changed)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
}

gint64
sp_saved_app_get_asked (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), 0);

  return self->asked;
}

void
sp_saved_app_set_asked (SpSavedApp *self,
                        gint64      time)
{
  g_return_if_fail (SP_IS_SAVED_APP (self));

  self->asked = time;
}

const char *const *
sp_saved_app_get_collections (SpSavedApp *self)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), NULL);

  return (const char *const *) self->collections->pdata;
}

gboolean
sp_saved_app_is_in (SpSavedApp *self,
                    const char *collection)
{
  g_return_val_if_fail (SP_IS_SAVED_APP (self), FALSE);
  g_return_val_if_fail (collection != NULL, FALSE);

  return g_strv_contains (sp_saved_app_get_collections (self), collection);
}

void
sp_saved_app_set_in (SpSavedApp *self,
                     const char *collection,
                     gboolean    is_in)
{
  g_return_if_fail (SP_IS_SAVED_APP (self));

  if (sp_saved_app_is_in (self, collection) == is_in)
    return;

  if (is_in)
    g_ptr_array_insert (self->collections, (int) self->collections->len - 1, g_strdup (collection));
  for (guint i = 0; !is_in && i + 1 < self->collections->len; i++) {
    if (g_str_equal (g_ptr_array_index (self->collections, i), collection))
      g_ptr_array_remove_index (self->collections, i--);
  }
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_COLLECTIONS]);
}

gboolean
sp_saved_app_matches (SpSavedApp        *self,
                      const char *const *words)
{
  g_autofree char *names = NULL;
  g_autofree char *text = NULL;
  g_autofree char *folded = NULL;

  g_return_val_if_fail (SP_IS_SAVED_APP (self), FALSE);

  if (words == NULL || *words == NULL)
    return TRUE;

  names = g_strjoinv (" ", (char **) self->collections->pdata);
  text = g_strjoin (" ", sp_saved_app_get_title (self), self->reference, names, NULL);
  folded = g_utf8_casefold (text, -1);
  for (; *words != NULL; words++) {
    if (strstr (folded, *words) == NULL)
      return FALSE;
  }

  return TRUE;
}
