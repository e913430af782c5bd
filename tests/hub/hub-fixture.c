/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "hub-fixture.h"

#include <glib/gstdio.h>

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_set_object ((GAsyncResult **) user_data, result);
}

/* meson ends a test that waits for too long. */
static GAsyncResult *
wait_for (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);

  return *result;
}

SpHubSpaceInfo *
hub_fetch_info (SpHubSession *session,
                SpHubKind     kind,
                const char   *id,
                const char   *revision,
                GError      **error)
{
  g_autoptr (SpHubRepo)    repo = sp_hub_repo_new (kind, id, NULL);
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_space_info_fetch_async (session, repo, revision, NULL, answered_cb, &result);

  return sp_hub_space_info_fetch_finish (session, wait_for (&result), error);
}

GPtrArray *
hub_fetch_tree (SpHubSession *session,
                SpHubRepo    *repo,
                const char   *commit,
                GError      **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_tree_fetch_async (session, repo, commit, NULL, answered_cb, &result);

  return sp_hub_tree_fetch_finish (session, wait_for (&result), error);
}

gboolean
hub_download (SpHubSnapshot *snapshot,
              GCancellable  *cancellable,
              GError       **error)
{
  g_autoptr (GAsyncResult) result = NULL;

  sp_hub_snapshot_download_async (snapshot, cancellable, answered_cb, &result);

  return sp_hub_snapshot_download_finish (snapshot, wait_for (&result), error);
}

gboolean
hub_download_all (SpHubSession *session,
                  SpHubRepo    *repo,
                  const char   *commit,
                  const char   *folder,
                  GError      **error)
{
  g_autoptr (GPtrArray)     files = hub_fetch_tree (session, repo, commit, error);
  g_autoptr (GFile)         target = g_file_new_for_path (folder);
  g_autoptr (SpHubSnapshot) snapshot = NULL;

  if (files == NULL)
    return FALSE;

  snapshot = sp_hub_snapshot_new (session, repo, commit, files, target);

  return hub_download (snapshot, NULL, error);
}

SpHubSession *
hub_new_session (const char *token)
{
  SpHubSession *session = sp_hub_session_new (token);

  sp_hub_session_set_pause (session, 1);

  return session;
}

char *
hub_make_folder (void)
{
  g_autoptr (GError) error = NULL;
  char              *path = g_dir_make_tmp ("spaceport-hub-XXXXXX", &error);

  g_assert_no_error (error);

  return path;
}

static void
remove_tree (const char *path)
{
  g_autoptr (GDir) folder = g_file_test (path, G_FILE_TEST_IS_SYMLINK) ? NULL : g_dir_open (path, 0, NULL);
  const char      *name;

  while (folder != NULL && (name = g_dir_read_name (folder)) != NULL) {
    g_autofree char *inner = g_build_filename (path, name, NULL);

    remove_tree (inner);
  }
  g_assert_cmpint (g_remove (path), ==, 0);
}

void
hub_remove_folder (char *path)
{
  remove_tree (path);
  g_free (path);
}

char *
hub_read (const char *folder,
          const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);
  char            *content = NULL;

  return g_file_get_contents (path, &content, NULL, NULL) ? content : NULL;
}

void
hub_write (const char *folder,
           const char *name,
           const char *content)
{
  g_autofree char   *path = g_build_filename (folder, name, NULL);
  g_autofree char   *parent = g_path_get_dirname (path);
  g_autoptr (GError) error = NULL;

  g_assert_cmpint (g_mkdir_with_parents (parent, 0755), ==, 0);
  g_file_set_contents (path, content, -1, &error);
  g_assert_no_error (error);
}

gboolean
hub_exists (const char *folder,
            const char *name)
{
  g_autofree char *path = g_build_filename (folder, name, NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS) || g_file_test (path, G_FILE_TEST_IS_SYMLINK);
}
