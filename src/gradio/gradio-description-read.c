/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-description-read.h"

/* What the description and its entries keep of a text: one copy of each. */
static const char *
take_string (GradioDescription *self,
             GradioJsonReader  *reader,
             const char        *fallback)
{
  GradioJsonText   text;
  g_autofree char *copy = NULL;

  if (!gradio_json_reader_take_text (reader, &text))
    return fallback;

  copy = g_strndup (text.text, text.length);

  return g_string_chunk_insert_const (self->strings, copy);
}

static GradioJsonRange
take_list (GradioJsonReader *reader)
{
  if (gradio_json_reader_peek (reader) == GRADIO_JSON_LIST)
    return gradio_json_reader_take_range (reader);

  gradio_json_reader_skip (reader);

  return (GradioJsonRange){ NULL, 0 };
}

static gboolean
take_is_set (GradioJsonReader *reader)
{
  GradioJsonKind kind = gradio_json_reader_peek (reader);

  gradio_json_reader_skip (reader);

  return kind != GRADIO_JSON_NULL;
}

static GradioJsonRange
end_range (GradioJsonReader *reader,
           const char       *start)
{
  return (GradioJsonRange){ start, gradio_json_reader_get_place (reader) - start };
}

/* Gradio 3 has no `skip_api`; its clients know the types by heart. */
static gboolean
is_layout (const char *type)
{
  static const char *const layouts[] = {
    "row", "column", "tabs", "tab", "tabitem", "box", "form",
    "accordion", "group", "interpretation", "dataset", NULL
  };

  return g_strv_contains (layouts, type);
}

static void
read_component (GradioDescription *self,
                GradioJsonReader  *reader)
{
  GradioComponent component = { .type = "" };
  const char     *start = gradio_json_reader_get_place (reader);
  gboolean        skip_known = FALSE;
  gint64          id = -1;
  GradioJsonText  name;

  if (!gradio_json_reader_enter_object (reader))
    return;

  while (gradio_json_reader_next_member (reader, &name)) {
    if (gradio_json_text_is (&name, "id")) {
      id = gradio_json_reader_take_int (reader, -1);
    } else if (gradio_json_text_is (&name, "type")) {
      component.type = take_string (self, reader, "");
    } else if (gradio_json_text_is (&name, "skip_api")) {
      component.is_skipped = gradio_json_reader_take_boolean (reader, FALSE);
      skip_known = TRUE;
    }
  }

  if (id < 0 || id > G_MAXINT)
    return;

  component.id = (int) id;
  component.range = end_range (reader, start);
  component.is_state = g_str_equal (component.type, "state");
  component.is_skipped = component.is_state || (skip_known ? component.is_skipped : is_layout (component.type));
  g_array_append_val (self->components, component);
  g_hash_table_insert (self->component_ids, GINT_TO_POINTER (component.id),
                       GUINT_TO_POINTER (self->components->len - 1));
}

void
gradio_description_read_components (GradioDescription *self,
                                    GradioJsonReader  *reader)
{
  g_array_set_size (self->components, 0);
  g_hash_table_remove_all (self->component_ids);

  self->has_components = gradio_json_reader_enter_list (reader);
  while (self->has_components && gradio_json_reader_next_element (reader))
    read_component (self, reader);
}

static gboolean
take_generator (GradioJsonReader *reader)
{
  GradioJsonText name;
  gboolean       generator = FALSE;
  gboolean       continuous = FALSE;

  if (!gradio_json_reader_enter_object (reader))
    return FALSE;

  while (gradio_json_reader_next_member (reader, &name)) {
    if (gradio_json_text_is (&name, "generator"))
      generator = gradio_json_reader_take_boolean (reader, FALSE);
    else if (gradio_json_text_is (&name, "continuous"))
      continuous = gradio_json_reader_take_boolean (reader, FALSE);
  }

  return generator || continuous;
}

/* What is needed while /config is read; everything comes in any order. */
typedef struct {
  GradioDependency dependency;
  gint64           id;
  gboolean         shown;    /* `show_api` */
  gboolean         has_name; /* `api_name` is not false */
  const char      *visibility;
  gboolean         in_render;
  gboolean         has_render_id;
} DependencyDraft;

static gboolean
read_api_member (GradioDescription    *self,
                 GradioJsonReader     *reader,
                 const GradioJsonText *name,
                 DependencyDraft      *draft)
{
  if (gradio_json_text_is (name, "api_name")) {
    /* A text is no truth value, so that the default stands. */
    draft->has_name = gradio_json_reader_peek (reader) != GRADIO_JSON_BOOLEAN ||
                      gradio_json_reader_take_boolean (reader, TRUE);
    draft->dependency.api_name = take_string (self, reader, NULL);
  } else if (gradio_json_text_is (name, "api_description")) {
    draft->dependency.description = take_string (self, reader, "");
  } else if (gradio_json_text_is (name, "api_visibility")) {
    draft->visibility = take_string (self, reader, "");
  } else if (gradio_json_text_is (name, "show_api")) {
    draft->shown = gradio_json_reader_take_boolean (reader, TRUE);
  } else {
    return FALSE;
  }

  return TRUE;
}

static gboolean
read_stream_member (GradioJsonReader     *reader,
                    const GradioJsonText *name,
                    GradioDependency     *dependency)
{
  GradioJsonText text;

  if (gradio_json_text_is (name, "connection"))
    dependency->is_stream = gradio_json_reader_take_text (reader, &text) && gradio_json_text_is (&text, "stream");
  else if (gradio_json_text_is (name, "stream_every"))
    dependency->stream_every = gradio_json_reader_take_double (reader, 0.5);
  else if (gradio_json_text_is (name, "time_limit"))
    dependency->time_limit = gradio_json_reader_take_double (reader, 0);
  else if (gradio_json_text_is (name, "batch"))
    dependency->is_batch = gradio_json_reader_take_boolean (reader, FALSE);
  else
    return FALSE;

  return TRUE;
}

static void
read_dependency_member (GradioDescription    *self,
                        GradioJsonReader     *reader,
                        const GradioJsonText *name,
                        DependencyDraft      *draft)
{
  GradioDependency *dependency = &draft->dependency;

  if (read_api_member (self, reader, name, draft) || read_stream_member (reader, name, dependency))
    return;

  if (gradio_json_text_is (name, "id")) {
    draft->id = gradio_json_reader_take_int (reader, -1);
  } else if (gradio_json_text_is (name, "inputs")) {
    dependency->inputs = take_list (reader);
  } else if (gradio_json_text_is (name, "outputs")) {
    dependency->outputs = take_list (reader);
  } else if (gradio_json_text_is (name, "backend_fn")) {
    dependency->callable = gradio_json_reader_take_boolean (reader, TRUE);
  } else if (gradio_json_text_is (name, "queue")) {
    dependency->queue_known = gradio_json_reader_peek (reader) == GRADIO_JSON_BOOLEAN;
    dependency->queued = gradio_json_reader_take_boolean (reader, FALSE);
  } else if (gradio_json_text_is (name, "types")) {
    dependency->generator = take_generator (reader);
  } else if (gradio_json_text_is (name, "rendered_in")) {
    draft->in_render = take_is_set (reader);
  } else if (gradio_json_text_is (name, "render_id")) {
    draft->has_render_id = take_is_set (reader);
  }
}

/* The dependency's `id` is its number; servers without it go by the place in the list. */
static void
read_dependency (GradioDescription *self,
                 GradioJsonReader  *reader,
                 int                place)
{
  DependencyDraft draft = {
    .dependency = { .callable = TRUE, .description = "", .stream_every = 0.5 },
    .id = -1,
    .shown = TRUE,
    .has_name = TRUE,
    .visibility = "",
  };
  const char    *start = gradio_json_reader_get_place (reader);
  GradioJsonText name;

  if (!gradio_json_reader_enter_object (reader))
    return;

  while (gradio_json_reader_next_member (reader, &name))
    read_dependency_member (self, reader, &name, &draft);

  draft.dependency.range = end_range (reader, start);
  draft.dependency.fn_index = draft.id >= 0 && draft.id <= G_MAXINT ? (int) draft.id : place;
  draft.dependency.is_private = g_str_equal (draft.visibility, "private") || !draft.has_name;
  draft.dependency.is_undocumented = g_str_equal (draft.visibility, "undocumented") || !draft.shown;
  draft.dependency.time_limit = MAX (0, draft.dependency.time_limit);
  draft.dependency.rendered = draft.in_render || draft.has_render_id;
  if (draft.dependency.api_name != NULL && *draft.dependency.api_name == '\0')
    draft.dependency.api_name = NULL;
  g_array_append_val (self->dependencies, draft.dependency);
}

void
gradio_description_read_dependencies (GradioDescription *self,
                                      GradioJsonReader  *reader)
{
  g_array_set_size (self->dependencies, 0);
  self->has_dependencies = gradio_json_reader_enter_list (reader);
  for (int place = 0; self->has_dependencies && gradio_json_reader_next_element (reader); place++)
    read_dependency (self, reader, place);
}

static void
read_listing (GradioDescription *self,
              GradioListing     *listing,
              GradioJsonReader  *reader)
{
  GradioJsonText name;

  if (!gradio_json_reader_enter_object (reader))
    return;

  while (gradio_json_reader_next_member (reader, &name)) {
    if (gradio_json_text_is (&name, "parameters"))
      listing->parameters = take_list (reader);
    else if (gradio_json_text_is (&name, "returns"))
      listing->returns = take_list (reader);
    else if (gradio_json_text_is (&name, "description"))
      listing->description = take_string (self, reader, NULL);
  }
  g_array_append_val (self->listings, *listing);
}

void
gradio_description_read_listings (GradioDescription *self,
                                  gboolean           named,
                                  GradioJsonReader  *reader)
{
  GradioJsonText name;

  if (!gradio_json_reader_enter_object (reader))
    return;

  while (gradio_json_reader_next_member (reader, &name)) {
    g_autofree char *key = g_strndup (name.text, name.length);
    GradioListing    listing = { .key = g_string_chunk_insert (self->strings, key), .named = named };

    self->is_listed = TRUE;
    read_listing (self, &listing, reader);
  }
}
