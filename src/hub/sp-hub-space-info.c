/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-space-info.h"

#include "gradio.h"
#include "sp-hub-answer.h"
#include "sp-hub-call.h"
#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_REVISION 255 /* bytes */

struct _SpHubSpaceInfo {
  GObject     parent_instance;
  SpHubRepo  *repo;
  char       *commit;
  char       *title;
  char       *hardware;
  gboolean    is_private;
  gboolean    is_gated;
  gboolean    is_disabled;
  GHashTable *facts; /* name -> text */
};

G_DEFINE_FINAL_TYPE (SpHubSpaceInfo, sp_hub_space_info, G_TYPE_OBJECT)

static void
sp_hub_space_info_finalize (GObject *object)
{
  SpHubSpaceInfo *self = SP_HUB_SPACE_INFO (object);

  g_clear_object (&self->repo);
  g_free (self->commit);
  g_free (self->title);
  g_free (self->hardware);
  g_hash_table_unref (self->facts);

  G_OBJECT_CLASS (sp_hub_space_info_parent_class)->finalize (object);
}

static void
sp_hub_space_info_class_init (SpHubSpaceInfoClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_space_info_finalize;
}

static void
sp_hub_space_info_init (SpHubSpaceInfo *self)
{
  self->facts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
}

/* The texts of a list; what else is in it is passed over. */
static GStrv
dup_texts (JsonArray *array)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < json_array_get_length (array); i++) {
    JsonNode *node = json_array_get_element (array, i);

    if (gradio_json_is_string (node))
      g_strv_builder_add (builder, json_node_get_string (node));
  }

  return g_strv_builder_end (builder);
}

/* Nullable: a text, number or truth value as a text, a list of texts with commas. */
static char *
dup_fact (JsonNode *node)
{
  g_auto (GStrv) texts = NULL;

  if (gradio_json_is_string (node))
    return json_node_dup_string (node);
  if (JSON_NODE_HOLDS_VALUE (node))
    return gradio_json_write (node);
  if (!JSON_NODE_HOLDS_ARRAY (node))
    return NULL;

  texts = dup_texts (json_node_get_array (node));

  return texts[0] != NULL ? g_strjoinv (", ", texts) : NULL;
}

static void
read_facts (SpHubSpaceInfo *self,
            JsonObject     *card)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *node;

  if (card == NULL)
    return;

  json_object_iter_init (&iter, card);
  while (json_object_iter_next (&iter, &name, &node)) {
    char *fact = dup_fact (node);

    if (fact != NULL)
      g_hash_table_insert (self->facts, g_strdup (name), fact);
  }
}

static char *
dup_hardware (JsonObject *space)
{
  JsonObject *hardware = gradio_json_get_object (gradio_json_get_object (space, "runtime"), "hardware");
  const char *current = gradio_json_get_string (hardware, "current", NULL);

  return g_strdup (current != NULL ? current : gradio_json_get_string (hardware, "requested", NULL));
}

static char *
dup_title (JsonObject *space,
           JsonObject *card,
           SpHubRepo  *repo)
{
  const char *title = gradio_json_get_string (card, "title", gradio_json_get_string (space, "title", NULL));
  const char *id = sp_hub_repo_get_id (repo);
  const char *slash = strchr (id, '/');

  if (title != NULL && *title != '\0')
    return g_strdup (title);

  return g_strdup (slash != NULL ? slash + 1 : id);
}

static SpHubSpaceInfo *
new_info (SpHubRepo  *repo,
          JsonObject *space)
{
  SpHubSpaceInfo *self = g_object_new (SP_TYPE_HUB_SPACE_INFO, NULL);
  JsonObject     *card = gradio_json_get_object (space, "cardData");
  const char     *id = gradio_json_get_string (space, "id", NULL);

  self->repo = id != NULL ? sp_hub_repo_new (sp_hub_repo_get_kind (repo), id, NULL) : NULL;
  if (self->repo == NULL)
    self->repo = g_object_ref (repo);

  self->commit = g_strdup (gradio_json_get_string (space, "sha", NULL));
  self->title = dup_title (space, card, self->repo);
  self->hardware = dup_hardware (space);
  self->is_private = gradio_json_get_boolean (space, "private", FALSE);
  self->is_gated = gradio_json_get_boolean (space, "gated", gradio_json_get_string (space, "gated", NULL) != NULL);
  self->is_disabled = gradio_json_get_boolean (space, "disabled", FALSE);
  read_facts (self, card);

  return self;
}

SpHubSpaceInfo *
sp_hub_space_info_new_from_json (SpHubRepo *repo,
                                 JsonNode  *node,
                                 GError   **error)
{
  JsonObject *space = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;

  if (!sp_hub_repo_is_commit (gradio_json_get_string (space, "sha", NULL))) {
    g_propagate_error (error, sp_hub_answer_new_odd_error ());
    return NULL;
  }

  return new_info (repo, space);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);
  SpHubSpaceInfo      *info = NULL;

  if (node != NULL)
    info = sp_hub_space_info_new_from_json (g_task_get_task_data (task), node, &error);
  if (info != NULL)
    g_task_return_pointer (task, info, g_object_unref);
  else
    g_task_return_error (task, error);
}

static gboolean
is_revision (const char *revision)
{
  if (*revision == '\0' || strlen (revision) > MAX_REVISION || !g_utf8_validate (revision, -1, NULL))
    return FALSE;

  for (const char *at = revision; *at != '\0'; at++)
    if (g_ascii_iscntrl (*at) || *at == ' ')
      return FALSE;

  return TRUE;
}

void
sp_hub_space_info_fetch_async (SpHubSession       *session,
                               SpHubRepo          *repo,
                               const char         *revision,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  g_autoptr (GTask) task = NULL;
  g_autofree char  *space = NULL;
  g_autofree char  *escaped = NULL;
  g_autofree char  *path = NULL;
  SpHubCall         call = { .repo = repo };

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (SP_IS_HUB_REPO (repo));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_space_info_fetch_async);
  g_task_set_task_data (task, g_object_ref (repo), g_object_unref);

  if (revision != NULL && !is_revision (revision)) {
    g_task_return_new_error (task, SP_HUB_ERROR, SP_HUB_ERROR_REVISION,
                             _("“%s” has no such version. Check the name of its branch, tag or commit."),
                             sp_hub_repo_get_id (repo));
    return;
  }

  space = sp_hub_repo_dup_api_path (repo);
  escaped = revision != NULL ? g_uri_escape_string (revision, NULL, FALSE) : NULL;
  path = g_strconcat (space, escaped != NULL ? "/revision/" : NULL, escaped, NULL);
  call.path = path;
  sp_hub_call_async (session, &call, cancellable, answered_cb, g_steal_pointer (&task));
}

SpHubSpaceInfo *
sp_hub_space_info_fetch_finish (SpHubSession *session,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

SpHubRepo *
sp_hub_space_info_get_repo (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), NULL);

  return self->repo;
}

const char *
sp_hub_space_info_get_commit (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), NULL);

  return self->commit;
}

const char *
sp_hub_space_info_get_title (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), NULL);

  return self->title;
}

gboolean
sp_hub_space_info_is_private (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), FALSE);

  return self->is_private;
}

gboolean
sp_hub_space_info_is_gated (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), FALSE);

  return self->is_gated;
}

gboolean
sp_hub_space_info_is_disabled (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), FALSE);

  return self->is_disabled;
}

const char *
sp_hub_space_info_get_hardware (SpHubSpaceInfo *self)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), NULL);

  return self->hardware;
}

const char *
sp_hub_space_info_get_fact (SpHubSpaceInfo *self,
                            const char     *name)
{
  g_return_val_if_fail (SP_IS_HUB_SPACE_INFO (self), NULL);
  g_return_val_if_fail (name != NULL, NULL);

  return g_hash_table_lookup (self->facts, name);
}
