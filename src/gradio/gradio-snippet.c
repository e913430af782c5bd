/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-snippet.h"

#include <stdlib.h>

#include "gradio-address.h"
#include "gradio-client-private.h"
#include "gradio-snippet-private.h"

struct _GradioSnippet {
  GObject          parent_instance;
  char            *user; /* nullable */
  GradioSnippetApp app;
};

G_DEFINE_FINAL_TYPE (GradioSnippet, gradio_snippet, G_TYPE_OBJECT)

static void
call_free (GradioSnippetCall *call)
{
  g_object_unref (call->endpoint);
  json_array_unref (call->values);
  g_free (call);
}

static void
gradio_snippet_finalize (GObject *object)
{
  GradioSnippet *self = GRADIO_SNIPPET (object);

  g_clear_object (&self->app.client);
  g_clear_pointer (&self->app.reference, g_free);
  g_clear_pointer (&self->app.base_uri, g_free);
  g_clear_pointer (&self->app.api_uri, g_free);
  g_clear_pointer (&self->app.calls, g_ptr_array_unref);
  g_clear_pointer (&self->user, g_free);

  G_OBJECT_CLASS (gradio_snippet_parent_class)->finalize (object);
}

static void
gradio_snippet_class_init (GradioSnippetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_snippet_finalize;
}

static void
gradio_snippet_init (GradioSnippet *self)
{
  self->app.calls = g_ptr_array_new_with_free_func ((GDestroyNotify) call_free);
}

/* A Space keeps its id, because its address may change. */
static char *
dup_reference (GradioClient *client)
{
  g_autoptr (GradioAddress) address = gradio_address_parse (gradio_client_get_reference (client), NULL);

  if (address != NULL && address->kind == GRADIO_ADDRESS_SPACE)
    return g_strdup (address->space_id);
  return g_strdup (gradio_client_get_base_uri (client));
}

static void
read_version (GradioSnippetApp *app, const char *version)
{
  char *rest = NULL;

  if (version == NULL)
    return;

  app->major = (int) strtol (version, &rest, 10);
  if (*rest == '.')
    app->minor = (int) strtol (rest + 1, NULL, 10);
}

GradioSnippet *
gradio_snippet_new (GradioClient *client)
{
  GradioSnippet *self;

  g_return_val_if_fail (GRADIO_IS_CLIENT (client), NULL);
  g_return_val_if_fail (gradio_client_get_base_uri (client) != NULL, NULL);

  self = g_object_new (GRADIO_TYPE_SNIPPET, NULL);
  self->app.client = g_object_ref (client);
  self->app.reference = dup_reference (client);
  self->app.base_uri = g_strdup (gradio_client_get_base_uri (client));
  self->app.api_uri = gradio_connection_dup_api_uri (gradio_client_get_connection (client), "");
  read_version (&self->app, gradio_client_get_server_version (client));
  return self;
}

void
gradio_snippet_set_user (GradioSnippet *self, const char *user)
{
  g_return_if_fail (GRADIO_IS_SNIPPET (self));

  g_free (self->user);
  self->user = g_strdup (user);
  self->app.user = self->user;
}

void
gradio_snippet_set_uses_token (GradioSnippet *self, gboolean uses_token)
{
  g_return_if_fail (GRADIO_IS_SNIPPET (self));

  self->app.uses_token = uses_token;
}

void
gradio_snippet_add_call (GradioSnippet *self, GradioEndpoint *endpoint, JsonArray *values)
{
  GradioSnippetCall *call;

  g_return_if_fail (GRADIO_IS_SNIPPET (self));
  g_return_if_fail (GRADIO_IS_ENDPOINT (endpoint));
  g_return_if_fail (values != NULL);

  call = g_new (GradioSnippetCall, 1);
  call->endpoint = g_object_ref (endpoint);
  call->values = json_array_ref (values);
  g_ptr_array_add (self->app.calls, call);
}

char *
gradio_snippet_dup_text (GradioSnippet *self, GradioSnippetLanguage language)
{
  GString *text;

  g_return_val_if_fail (GRADIO_IS_SNIPPET (self), NULL);

  text = g_string_new (NULL);
  switch (language) {
  case GRADIO_SNIPPET_PYTHON:
    gradio_snippet_write_python (&self->app, text);
    break;
  case GRADIO_SNIPPET_JAVASCRIPT:
    gradio_snippet_write_javascript (&self->app, text);
    break;
  case GRADIO_SNIPPET_CURL:
    gradio_snippet_write_curl (&self->app, text);
    break;
  case GRADIO_SNIPPET_CLI:
    gradio_snippet_write_cli (&self->app, text);
    break;
  case GRADIO_SNIPPET_C:
    gradio_snippet_write_c (&self->app, text);
    break;
  }
  return g_string_free (text, FALSE);
}
