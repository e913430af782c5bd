/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-candidate.h"

#include "gradio-error.h"
#include "gradio-origin.h"

#include <libsoup/soup.h>
#include <string.h>

/* An address may be one of a page below the app: so many of its folders are taken off. */
#define MAX_DROPPED 4

GradioCandidate *
gradio_candidate_new (GradioAddress *address)
{
  GradioCandidate *self = g_new0 (GradioCandidate, 1);

  self->address = address;
  self->uri = g_strdup (address->uri);
  self->try_http = address->try_http;

  return self;
}

void
gradio_candidate_free (GradioCandidate *self)
{
  gradio_address_free (self->address);
  g_free (self->uri);
  g_free (self->page);
  g_clear_error (&self->first_error);
  g_free (self);
}

gboolean
gradio_candidate_is_nothing_there (const GError *error)
{
  return g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_FOUND) ||
         g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_NOT_GRADIO);
}

/* Takes the last folder off. */
static gboolean
drop_segment (GradioCandidate *self)
{
  char *slash = strrchr (self->uri, '/');
  char *host = strstr (self->uri, "://");
  char *page;

  if (self->dropped == MAX_DROPPED || host == NULL || slash < host + 3)
    return FALSE;

  page = self->page != NULL ? g_strconcat (slash + 1, "/", self->page, NULL) : g_strdup (slash + 1);
  g_free (self->page);
  self->page = page;
  *slash = '\0';
  self->dropped++;

  return TRUE;
}

gboolean
gradio_candidate_next (GradioCandidate *self,
                       const GError    *error)
{
  if (gradio_candidate_is_nothing_there (error)) {
    if (self->first_error == NULL)
      self->first_error = g_error_copy (error);
    return drop_segment (self);
  }

  if (self->try_http && self->dropped == 0 && g_str_has_prefix (self->uri, "https://") &&
      !g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_HOST_NOT_FOUND) &&
      (g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_UNREACHABLE) ||
       g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_CERTIFICATE) ||
       g_error_matches (error, GRADIO_ERROR, GRADIO_ERROR_LOST))) {
    g_autofree char *https = g_steal_pointer (&self->uri);

    self->try_http = FALSE;
    self->uri = g_strconcat ("http", https + strlen ("https"), NULL);
    return TRUE;
  }

  return FALSE;
}

gboolean
gradio_candidate_is_space (GradioCandidate *self)
{
  g_autoptr (GUri) uri = self->uri != NULL ? g_uri_parse (self->uri, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return self->address->kind == GRADIO_ADDRESS_SPACE || (uri != NULL && gradio_origin_is_space (uri));
}

gboolean
gradio_candidate_is_share_link (GradioCandidate *self)
{
  g_autoptr (GUri) uri = self->uri != NULL ? g_uri_parse (self->uri, SOUP_HTTP_URI_FLAGS, NULL) : NULL;

  return uri != NULL && g_str_has_suffix (g_uri_get_host (uri), ".gradio.live");
}

char *
gradio_candidate_dup_query_page (GradioCandidate *self)
{
  g_autoptr (GHashTable) query = self->address->query != NULL
                                   ? g_uri_parse_params (self->address->query, -1, "&",
                                                         G_URI_PARAMS_WWW_FORM, NULL)
                                   : NULL;

  return query != NULL ? g_strdup (g_hash_table_lookup (query, "page")) : NULL;
}

char *
gradio_candidate_dup_query (GradioCandidate *self)
{
  g_autofree char *page = gradio_candidate_dup_query_page (self);

  return self->address->query != NULL && page == NULL ? g_strconcat ("?", self->address->query, NULL)
                                                      : g_strdup ("");
}
