/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-commits.h"

#include "gradio.h"
#include "sp-hub-call.h"
#include "sp-hub-moment.h"
#include "sp-hub-text.h"

#define PAGE_SIZE 50
#define MAX_TITLE 300 /* characters */
#define MAX_MESSAGE 10000
#define MAX_NAME 100
#define MAX_AUTHORS 20
#define MAX_PAGES 400 /* a server that never ends */

struct _SpHubCommit {
  GObject parent_instance;
  char   *id;
  char   *title;
  char   *message;
  char   *author;
  gint64  date;
};

G_DEFINE_FINAL_TYPE (SpHubCommit, sp_hub_commit, G_TYPE_OBJECT)

static void
sp_hub_commit_finalize (GObject *object)
{
  SpHubCommit *self = SP_HUB_COMMIT (object);

  g_free (self->id);
  g_free (self->title);
  g_free (self->message);
  g_free (self->author);

  G_OBJECT_CLASS (sp_hub_commit_parent_class)->finalize (object);
}

static void
sp_hub_commit_class_init (SpHubCommitClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_commit_finalize;
}

static void
sp_hub_commit_init (SpHubCommit *self)
{
}

/* Takes @text. */
static char *
dup_text (char *text)
{
  return text != NULL ? text : g_strdup ("");
}

static char *
join_authors (JsonArray *authors)
{
  GString *names = g_string_new (NULL);

  for (guint i = 0; authors != NULL && i < json_array_get_length (authors); i++) {
    JsonNode        *node = json_array_get_element (authors, i);
    JsonObject      *author = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    g_autofree char *name = sp_hub_text_dup (gradio_json_get_string (author, "user", NULL), MAX_NAME);

    if (name != NULL && i < MAX_AUTHORS)
      g_string_append_printf (names, "%s%s", names->len > 0 ? ", " : "", name);
  }

  return g_string_free (names, FALSE);
}

SpHubCommit *
sp_hub_commit_new_from_json (JsonNode *node)
{
  JsonObject  *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char  *id = gradio_json_get_string (object, "id", NULL);
  SpHubCommit *self;

  if (!sp_hub_repo_is_commit (id))
    return NULL;

  self = g_object_new (SP_TYPE_HUB_COMMIT, NULL);
  self->id = g_strdup (id);
  self->title = dup_text (sp_hub_text_dup (gradio_json_get_string (object, "title", NULL), MAX_TITLE));
  self->message = dup_text (sp_hub_text_dup_lines (gradio_json_get_string (object, "message", NULL), MAX_MESSAGE));
  self->author = join_authors (gradio_json_get_array (object, "authors"));
  self->date = sp_hub_moment_parse (json_object_get_member (object, "date"));

  return self;
}

const char *
sp_hub_commit_get_id (SpHubCommit *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMIT (self), NULL);

  return self->id;
}

const char *
sp_hub_commit_get_title (SpHubCommit *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMIT (self), NULL);

  return self->title;
}

const char *
sp_hub_commit_get_message (SpHubCommit *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMIT (self), NULL);

  return self->message;
}

const char *
sp_hub_commit_get_author (SpHubCommit *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMIT (self), NULL);

  return self->author;
}

gint64
sp_hub_commit_get_date (SpHubCommit *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMIT (self), 0);

  return self->date;
}

struct _SpHubCommits {
  GObject       parent_instance;
  SpHubSession *session;
  char         *id;
  GPtrArray    *commits; /* element-type SpHubCommit */
  GCancellable *cancellable;
  GError       *error;
  guint         n_pages;
  gboolean      loading;
  gboolean      at_end;
};

static GType
get_item_type (GListModel *model)
{
  return SP_TYPE_HUB_COMMIT;
}

static guint
get_n_items (GListModel *model)
{
  return SP_HUB_COMMITS (model)->commits->len;
}

static gpointer
get_item (GListModel *model,
          guint       position)
{
  SpHubCommits *self = SP_HUB_COMMITS (model);

  return position < self->commits->len ? g_object_ref (g_ptr_array_index (self->commits, position)) : NULL;
}

static void
model_init (GListModelInterface *interface)
{
  interface->get_item_type = get_item_type;
  interface->get_n_items = get_n_items;
  interface->get_item = get_item;
}

G_DEFINE_FINAL_TYPE_WITH_CODE (SpHubCommits,
                               sp_hub_commits,
                               G_TYPE_OBJECT,
                               G_IMPLEMENT_INTERFACE (G_TYPE_LIST_MODEL, model_init))

typedef enum {
  PROP_AT_END = 1,
  PROP_ERROR,
} SpHubCommitsProperty;

static GParamSpec *properties[PROP_ERROR + 1];

static void
sp_hub_commits_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpHubCommits *self = SP_HUB_COMMITS (object);

  switch ((SpHubCommitsProperty) prop_id) {
  case PROP_AT_END:
    g_value_set_boolean (value, self->at_end);
    break;
  case PROP_ERROR:
    g_value_set_boxed (value, self->error);
    break;
  }
}

static void
sp_hub_commits_dispose (GObject *object)
{
  SpHubCommits *self = SP_HUB_COMMITS (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->session);

  G_OBJECT_CLASS (sp_hub_commits_parent_class)->dispose (object);
}

static void
sp_hub_commits_finalize (GObject *object)
{
  SpHubCommits *self = SP_HUB_COMMITS (object);

  g_object_unref (self->cancellable);
  g_ptr_array_unref (self->commits);
  g_clear_error (&self->error);
  g_free (self->id);

  G_OBJECT_CLASS (sp_hub_commits_parent_class)->finalize (object);
}

static void
sp_hub_commits_class_init (SpHubCommitsClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->get_property = sp_hub_commits_get_property;
  object_class->dispose = sp_hub_commits_dispose;
  object_class->finalize = sp_hub_commits_finalize;

  properties[PROP_AT_END] = g_param_spec_boolean ("at-end", NULL, NULL, FALSE,
                                                  G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  properties[PROP_ERROR] = g_param_spec_boxed ("error", NULL, NULL, G_TYPE_ERROR,
                                               G_PARAM_READABLE | G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_commits_init (SpHubCommits *self)
{
  self->commits = g_ptr_array_new_with_free_func (g_object_unref);
  self->cancellable = g_cancellable_new ();
}

SpHubCommits *
sp_hub_commits_new (SpHubSession *session,
                    const char   *id)
{
  SpHubCommits *self = g_object_new (SP_TYPE_HUB_COMMITS, NULL);

  self->session = g_object_ref (session);
  self->id = g_strdup (id);

  return self;
}

/* Takes @error. */
static void
set_error (SpHubCommits *self,
           GError       *error)
{
  if (self->error == NULL && error == NULL)
    return;

  g_clear_error (&self->error);
  self->error = error;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_ERROR]);
}

static JsonArray *
get_entries (JsonNode *page)
{
  return JSON_NODE_HOLDS_ARRAY (page) ? json_node_get_array (page) : NULL;
}

/* Before anybody hears of the page, who may want the next one at once. */
static void
count_page (SpHubCommits *self,
            JsonNode     *page)
{
  JsonArray *entries = get_entries (page);

  self->n_pages++;
  self->at_end = entries == NULL || json_array_get_length (entries) < PAGE_SIZE || self->n_pages == MAX_PAGES;
}

static void
add_page (SpHubCommits *self,
          JsonNode     *page)
{
  JsonArray *entries = get_entries (page);
  guint      before = self->commits->len;

  for (guint i = 0; entries != NULL && i < json_array_get_length (entries); i++) {
    SpHubCommit *commit = sp_hub_commit_new_from_json (json_array_get_element (entries, i));

    if (commit != NULL)
      g_ptr_array_add (self->commits, commit);
  }

  if (self->commits->len > before)
    g_list_model_items_changed (G_LIST_MODEL (self), before, 0, self->commits->len - before);
  if (self->at_end)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AT_END]);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  SpHubCommits            *self = user_data;
  g_autoptr (SpHubCommits) alive = NULL;
  GError                  *error = NULL;
  g_autoptr (JsonNode)     node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)) {
    g_error_free (error);
    return; /* the list may be gone */
  }

  alive = g_object_ref (self);
  if (node != NULL)
    count_page (self, node);
  self->loading = FALSE;
  set_error (self, error);
  if (node != NULL)
    add_page (self, node);
}

void
sp_hub_commits_load_more (SpHubCommits *self)
{
  g_autoptr (SpHubRepo) repo = NULL;
  g_autofree char      *space = NULL;
  g_autofree char      *path = NULL;
  GError               *error = NULL;

  g_return_if_fail (SP_IS_HUB_COMMITS (self));

  if (self->loading || self->at_end)
    return;

  repo = sp_hub_repo_new (SP_HUB_KIND_SPACE, self->id, &error);
  if (repo == NULL) {
    set_error (self, error);
    return;
  }

  space = sp_hub_repo_dup_api_path (repo);
  path = g_strdup_printf ("%s/commits/main?p=%u&limit=%u", space, self->n_pages, PAGE_SIZE);
  self->loading = TRUE;
  sp_hub_call_async (self->session, &(SpHubCall){ .path = path, .repo = repo }, self->cancellable, answered_cb,
                     self);
}

gboolean
sp_hub_commits_is_at_end (SpHubCommits *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMITS (self), FALSE);

  return self->at_end;
}

const GError *
sp_hub_commits_get_error (SpHubCommits *self)
{
  g_return_val_if_fail (SP_IS_HUB_COMMITS (self), NULL);

  return self->error;
}
