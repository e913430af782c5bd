/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-variables.h"

#include "gradio.h"
#include "sp-hub-call.h"
#include "sp-hub-care-error.h"
#include "sp-hub-moment.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define MAX_DESCRIPTION 1000 /* characters */

struct _SpHubVariable {
  GObject parent_instance;
  char   *key;
  char   *value;
  char   *description;
  gint64  updated;
};

G_DEFINE_FINAL_TYPE (SpHubVariable, sp_hub_variable, G_TYPE_OBJECT)

static void
sp_hub_variable_finalize (GObject *object)
{
  SpHubVariable *self = SP_HUB_VARIABLE (object);

  g_free (self->key);
  g_free (self->value);
  g_free (self->description);

  G_OBJECT_CLASS (sp_hub_variable_parent_class)->finalize (object);
}

static void
sp_hub_variable_class_init (SpHubVariableClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_variable_finalize;
}

static void
sp_hub_variable_init (SpHubVariable *self)
{
}

SpHubVariable *
sp_hub_variable_new (const char *key,
                     const char *value,
                     const char *description)
{
  SpHubVariable *self = g_object_new (SP_TYPE_HUB_VARIABLE, NULL);

  self->key = g_strdup (key);
  self->value = g_strdup (value);
  self->description = sp_hub_text_dup (description, MAX_DESCRIPTION);

  return self;
}

const char *
sp_hub_variable_get_key (SpHubVariable *self)
{
  g_return_val_if_fail (SP_IS_HUB_VARIABLE (self), NULL);

  return self->key;
}

const char *
sp_hub_variable_get_value (SpHubVariable *self)
{
  g_return_val_if_fail (SP_IS_HUB_VARIABLE (self), NULL);

  return self->value;
}

const char *
sp_hub_variable_get_description (SpHubVariable *self)
{
  g_return_val_if_fail (SP_IS_HUB_VARIABLE (self), NULL);

  return self->description;
}

gint64
sp_hub_variable_get_updated (SpHubVariable *self)
{
  g_return_val_if_fail (SP_IS_HUB_VARIABLE (self), 0);

  return self->updated;
}

gboolean
sp_hub_variable_is_key (const char *text)
{
  if (text == NULL || !g_ascii_isalpha (*text))
    return FALSE;

  return strspn (text, "_" G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS) == strlen (text);
}

/* @name: (nullable): what the entry is called where it does not say itself */
static void
add_entry (GPtrArray  *list,
           const char *name,
           JsonNode   *node)
{
  JsonObject    *entry = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char    *key = gradio_json_get_string (entry, "key", name);
  SpHubVariable *variable;

  if (entry == NULL || key == NULL || *key == '\0')
    return;

  variable = sp_hub_variable_new (key, gradio_json_get_string (entry, "value", NULL),
                                  gradio_json_get_string (entry, "description", NULL));
  variable->updated = sp_hub_moment_parse (json_object_get_member (entry, "updatedAt"));
  g_ptr_array_add (list, variable);
}

static int
compare (gconstpointer a,
         gconstpointer b)
{
  return strcmp ((*(SpHubVariable **) a)->key, (*(SpHubVariable **) b)->key);
}

GPtrArray *
sp_hub_variables_parse (JsonNode *node)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);

  if (node != NULL && JSON_NODE_HOLDS_OBJECT (node)) {
    JsonObjectIter iter;
    const char    *name;
    JsonNode      *entry;

    json_object_iter_init (&iter, json_node_get_object (node));
    while (json_object_iter_next (&iter, &name, &entry))
      add_entry (list, name, entry);
  } else if (node != NULL && JSON_NODE_HOLDS_ARRAY (node)) {
    JsonArray *array = json_node_get_array (node);

    for (guint i = 0; i < json_array_get_length (array); i++)
      add_entry (list, NULL, json_array_get_element (array, i));
  }
  g_ptr_array_sort (list, compare);

  return list;
}

/* Sends a call about the variables of a Space; takes @task, whose data becomes the id. */
static void
send_call (GTask              *task,
           const char         *method,
           const char         *id,
           SpHubVariableKind   kind,
           JsonNode           *body,
           GAsyncReadyCallback callback)
{
  SpHubSession         *session = g_task_get_source_object (task);
  GError               *error = NULL;
  g_autoptr (SpHubRepo) repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, id, &error);
  g_autofree char      *space = NULL;
  g_autofree char      *path = NULL;

  if (repo == NULL || !sp_hub_care_check (session, &error)) {
    g_task_return_error (task, error);
    g_object_unref (task);
    return;
  }

  g_task_set_task_data (task, g_strdup (id), g_free);
  space = sp_hub_repo_dup_api_path (repo);
  path = g_strconcat (space, kind == SP_HUB_VARIABLE_SECRET ? "/secrets" : "/variables", NULL);
  sp_hub_call_async (session, &(SpHubCall){ .method = method, .path = path, .body = body, .repo = repo },
                     g_task_get_cancellable (task), callback, task);
}

static void
listed_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (node != NULL)
    g_task_return_pointer (task, sp_hub_variables_parse (node), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, sp_hub_care_translate_error (error, g_task_get_task_data (task)));
}

void
sp_hub_variables_list_async (SpHubSession       *session,
                             const char         *id,
                             SpHubVariableKind   kind,
                             GCancellable       *cancellable,
                             GAsyncReadyCallback callback,
                             gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_SESSION (session));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_variables_list_async);
  send_call (task, NULL, id, kind, NULL, listed_cb);
}

GPtrArray *
sp_hub_variables_list_finish (SpHubSession *session,
                              GAsyncResult *result,
                              GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
changed_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (node != NULL)
    g_task_return_boolean (task, TRUE);
  else
    g_task_return_error (task, error);
}

/* Takes @task. */
static void
change (GTask            *task,
        const char       *method,
        const char       *id,
        SpHubVariableKind kind,
        JsonObject       *change)
{
  g_autoptr (JsonNode) body = json_node_new (JSON_NODE_OBJECT);
  const char          *key = json_object_get_string_member (change, "key");

  json_node_take_object (body, change);
  if (!sp_hub_variable_is_key (key)) {
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                             _("“%s” cannot be the name of a variable. Use letters, digits and underscores, and begin "
                                "with a letter."),
                             key);
    g_object_unref (task);
    return;
  }

  send_call (task, method, id, kind, body, changed_cb);
}

void
sp_hub_variables_set_async (SpHubSession       *session,
                            const char         *id,
                            SpHubVariableKind   kind,
                            const char         *key,
                            const char         *value,
                            const char         *description,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask      *task;
  JsonObject *body;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (key != NULL && value != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_variables_set_async);
  body = json_object_new ();
  json_object_set_string_member (body, "key", key);
  json_object_set_string_member (body, "value", value);
  if (description != NULL)
    json_object_set_string_member (body, "description", description);
  change (task, "POST", id, kind, body);
}

void
sp_hub_variables_remove_async (SpHubSession       *session,
                               const char         *id,
                               SpHubVariableKind   kind,
                               const char         *key,
                               GCancellable       *cancellable,
                               GAsyncReadyCallback callback,
                               gpointer            user_data)
{
  GTask      *task;
  JsonObject *body;

  g_return_if_fail (SP_IS_HUB_SESSION (session));
  g_return_if_fail (key != NULL);

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_variables_remove_async);
  body = json_object_new ();
  json_object_set_string_member (body, "key", key);
  change (task, "DELETE", id, kind, body);
}

gboolean
sp_hub_variables_change_finish (SpHubSession *session,
                                GAsyncResult *result,
                                GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
