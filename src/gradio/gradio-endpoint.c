/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-endpoint.h"

#include <glib/gi18n-lib.h>

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-json.h"

/* One side of an endpoint, read when it is first asked for. */
typedef struct {
  GPtrArray *parameters; /* of GradioParameter; NULL until it is read */
  GArray    *places;     /* gboolean for each component: whether callers give or get its value */
  gboolean   has_state;
} Side;

struct _GradioEndpoint {
  GObject                 parent_instance;
  GradioDescription      *description;
  const GradioDependency *dependency; /* lent by description */
  const GradioListing    *listing;    /* likewise; nullable */
  char                   *name;
  GradioVisibility        visibility;
  Side                    inputs;
  Side                    outputs;
  JsonNode               *node; /* the dependency as a value, made when it is first asked for */
};

G_DEFINE_FINAL_TYPE (GradioEndpoint, gradio_endpoint, G_TYPE_OBJECT)

typedef GradioParameter *(*ParameterFunc) (GradioDescription     *description,
                                           GradioJsonRange        info,
                                           const GradioComponent *component,
                                           const char            *fallback_name);

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

/* The components of a list of ids; NULL for ids that there are not. */
static GPtrArray *
find_components (GradioDescription *description,
                 GradioJsonRange    ids)
{
  GPtrArray                *components = g_ptr_array_new ();
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, ids.text, ids.length);
  if (!gradio_json_reader_enter_list (&reader))
    return components;

  while (gradio_json_reader_next_element (&reader)) {
    gint64 id = gradio_json_reader_take_int (&reader, -1);

    g_ptr_array_add (components, (gpointer) gradio_description_find_component (description, id));
  }

  return components;
}

static GArray *
mark_places (GPtrArray *components,
             gboolean   skip_all,
             guint     *n_given)
{
  GArray *places = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), components->len);

  *n_given = 0;
  for (guint i = 0; i < components->len; i++) {
    const GradioComponent *component = components->pdata[i];
    gboolean               given = component == NULL || !(skip_all ? component->is_skipped : component->is_state);

    g_array_append_val (places, given);
    *n_given += given ? 1 : 0;
  }

  return places;
}

/* Components with `skip_api` have no place in /info. Should /info count as many as there are
 * without State alone, it lists them all the same and is believed. */
static GArray *
find_places (GPtrArray *components,
             GArray    *described,
             guint     *n_given)
{
  g_autoptr (GArray) places = mark_places (components, TRUE, n_given);
  g_autoptr (GArray) all_but_state = NULL;
  guint              n_without_state;

  if (described == NULL || *n_given == described->len)
    return g_steal_pointer (&places);

  all_but_state = mark_places (components, FALSE, &n_without_state);

  return n_without_state == described->len ? g_steal_pointer (&all_but_state) : g_steal_pointer (&places);
}

static guint
find_next_given (GArray *places, guint place)
{
  while (place < places->len && !g_array_index (places, gboolean, place))
    place++;

  return place;
}

/* Where the entries of a list of /info are; NULL when there is no list. */
static GArray *
find_described (GradioJsonRange list)
{
  GArray                   *described = NULL;
  g_auto (GradioJsonReader) reader = { NULL };

  gradio_json_reader_init (&reader, list.text, list.length);
  if (!gradio_json_reader_enter_list (&reader))
    return NULL;

  described = g_array_new (FALSE, FALSE, sizeof (GradioJsonRange));
  while (gradio_json_reader_next_element (&reader)) {
    gboolean        is_object = gradio_json_reader_peek (&reader) == GRADIO_JSON_OBJECT;
    GradioJsonRange range = gradio_json_reader_take_range (&reader);

    if (!is_object)
      range = (GradioJsonRange){ NULL, 0 };
    g_array_append_val (described, range);
  }

  return described;
}

static GPtrArray *
make_parameters (GradioEndpoint *self,
                 GPtrArray      *components,
                 GArray         *places,
                 GArray         *described,
                 guint           n_parameters)
{
  gboolean      is_input = places == self->inputs.places;
  ParameterFunc make = is_input ? gradio_parameter_new : gradio_parameter_new_return;
  GPtrArray    *parameters = g_ptr_array_new_with_free_func (g_object_unref);
  guint         place = find_next_given (places, 0);

  for (guint i = 0; i < n_parameters; i++) {
    GradioJsonRange  info = { NULL, 0 };
    g_autofree char *name = g_strdup_printf (is_input ? "param_%u" : "output_%u", i);

    if (described != NULL)
      info = g_array_index (described, GradioJsonRange, i);
    g_ptr_array_add (parameters,
                     make (self->description, info, place < places->len ? components->pdata[place] : NULL, name));
    place = find_next_given (places, place + 1);
  }

  return parameters;
}

static Side *
get_side (GradioEndpoint *self,
          Side           *side)
{
  gboolean              is_input = side == &self->inputs;
  GradioJsonRange       list = { NULL, 0 };
  g_autoptr (GPtrArray) components = NULL;
  g_autoptr (GArray)    described = NULL;
  guint                 n_given;

  if (side->parameters != NULL)
    return side;

  if (self->listing != NULL)
    list = is_input ? self->listing->parameters : self->listing->returns;
  components = find_components (self->description, is_input ? self->dependency->inputs : self->dependency->outputs);
  described = find_described (list);
  side->places = find_places (components, described, &n_given);
  side->parameters = make_parameters (self, components, side->places, described,
                                      described != NULL ? described->len : n_given);
  for (guint i = 0; i < components->len; i++) {
    const GradioComponent *component = components->pdata[i];

    side->has_state |= component != NULL && component->is_state;
  }

  return side;
}

static GPtrArray *
get_parameters (GradioEndpoint *self)
{
  return get_side (self, &self->inputs)->parameters;
}

static char *
make_name (const GradioDependency *dependency)
{
  if (dependency->api_name != NULL)
    return g_strconcat ("/", dependency->api_name, NULL);

  return g_strdup_printf ("%d", dependency->fn_index);
}

static void
append_null (JsonArray *array)
{
  json_array_add_null_element (array);
}

/* The arrays share the values; nobody changes a value that is on its way. */
static void
append_shared (JsonArray *array, JsonNode *value)
{
  json_array_add_element (array, json_node_ref (value));
}

static char *
list_names (GradioEndpoint *self)
{
  GPtrArray          *parameters = get_parameters (self);
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < parameters->len; i++) {
    if (i > 0)
      g_string_append (names, ", ");
    g_string_append (names, gradio_parameter_get_name (parameters->pdata[i]));
  }

  return g_string_free (g_steal_pointer (&names), FALSE);
}

/* Places one named value. Names can occur twice (functions with `*args`): the first free one
 * takes it. */
static gboolean
place_named (GradioEndpoint *self,
             JsonNode      **values,
             const char     *name,
             JsonNode       *value,
             GError        **error)
{
  GPtrArray       *parameters = get_parameters (self);
  g_autofree char *known = NULL;
  gboolean         found = FALSE;

  for (guint i = 0; i < parameters->len; i++) {
    if (!g_str_equal (gradio_parameter_get_name (parameters->pdata[i]), name))
      continue;

    found = TRUE;
    if (values[i] == NULL) {
      values[i] = value;
      return TRUE;
    }
  }

  if (found) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("The parameter “%s” was given twice. Give it either by its place or by its name."),
                 name);
    return FALSE;
  }

  if (parameters->len == 0) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 _("There is no parameter “%s”. “%s” takes none."), name, self->name);
    return FALSE;
  }

  known = list_names (self);
  g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
               _("There is no parameter “%s”. The parameters are: %s"), name, known);
  return FALSE;
}

static gboolean
place_all_named (GradioEndpoint *self, JsonNode **values, JsonObject *named, GError **error)
{
  JsonObjectIter iter;
  const char    *name;
  JsonNode      *value;

  json_object_iter_init_ordered (&iter, named);
  while (json_object_iter_next_ordered (&iter, &name, &value)) {
    if (!place_named (self, values, name, value, error))
      return FALSE;
  }

  return TRUE;
}

static gboolean
place_positional (GradioEndpoint *self, JsonNode **values, JsonArray *positional, GError **error)
{
  GPtrArray *parameters = get_parameters (self);

  if (get_length (positional) > parameters->len) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 ngettext ("“%s” takes %u value, but %u were given.",
                           "“%s” takes %u values, but %u were given.", parameters->len),
                 self->name, parameters->len, get_length (positional));
    return FALSE;
  }

  for (guint i = 0; i < get_length (positional); i++)
    values[i] = json_array_get_element (positional, i);

  return TRUE;
}

static void
side_clear (Side *side)
{
  g_clear_pointer (&side->parameters, g_ptr_array_unref);
  g_clear_pointer (&side->places, g_array_unref);
}

static void
gradio_endpoint_finalize (GObject *object)
{
  GradioEndpoint *self = GRADIO_ENDPOINT (object);

  side_clear (&self->inputs);
  side_clear (&self->outputs);
  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->node, json_node_unref);
  g_clear_pointer (&self->description, gradio_description_unref);

  G_OBJECT_CLASS (gradio_endpoint_parent_class)->finalize (object);
}

static void
gradio_endpoint_class_init (GradioEndpointClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = gradio_endpoint_finalize;
}

static void
gradio_endpoint_init (GradioEndpoint *self)
{
}

GradioEndpoint *
gradio_endpoint_new (GradioDescription      *description,
                     const GradioDependency *dependency,
                     const GradioListing    *listing,
                     GradioVisibility        visibility)
{
  GradioEndpoint *self = g_object_new (GRADIO_TYPE_ENDPOINT, NULL);

  self->description = gradio_description_ref (description);
  self->dependency = dependency;
  self->listing = listing;
  self->visibility = visibility;
  self->name = make_name (dependency);

  return self;
}

JsonObject *
gradio_endpoint_get_dependency (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  if (self->node == NULL)
    self->node = gradio_json_range_parse (self->dependency->range);

  return json_node_get_object (self->node);
}

const char *
gradio_endpoint_get_name (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return self->name;
}

gboolean
gradio_endpoint_is_named (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->dependency->api_name != NULL;
}

int
gradio_endpoint_get_fn_index (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), -1);

  return self->dependency->fn_index;
}

const char *
gradio_endpoint_get_description (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  if (self->listing != NULL && self->listing->description != NULL)
    return self->listing->description;

  return self->dependency->description;
}

GradioVisibility
gradio_endpoint_get_visibility (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), GRADIO_VISIBILITY_PRIVATE);

  return self->visibility;
}

GPtrArray *
gradio_endpoint_get_parameters (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return get_parameters (self);
}

GPtrArray *
gradio_endpoint_get_returns (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return get_side (self, &self->outputs)->parameters;
}

gboolean
gradio_endpoint_is_generator (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->dependency->generator;
}

gboolean
gradio_endpoint_is_queued (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->dependency->queue_known ? self->dependency->queued : self->description->enable_queue;
}

gboolean
gradio_endpoint_uses_session (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return get_side (self, &self->inputs)->has_state || get_side (self, &self->outputs)->has_state ||
         self->dependency->rendered;
}

gboolean
gradio_endpoint_is_stream (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->dependency->is_stream;
}

double
gradio_endpoint_get_stream_every (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  return self->dependency->stream_every;
}

double
gradio_endpoint_get_time_limit (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  return self->dependency->time_limit;
}

gboolean
gradio_endpoint_is_batch (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->dependency->is_batch;
}

JsonArray *
gradio_endpoint_build_data (GradioEndpoint *self,
                            JsonArray      *positional,
                            JsonObject     *named,
                            GError        **error)
{
  GPtrArray            *parameters;
  g_autoptr (JsonArray) data = NULL;
  g_autofree JsonNode **values = NULL; /* lent by positional, named and the parameters */

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  parameters = get_parameters (self);
  values = g_new0 (JsonNode *, parameters->len + 1);
  if (!place_positional (self, values, positional, error))
    return NULL;
  if (named != NULL && !place_all_named (self, values, named, error))
    return NULL;

  data = json_array_sized_new (parameters->len);
  for (guint i = 0; i < parameters->len; i++) {
    GradioParameter *parameter = parameters->pdata[i];

    if (values[i] == NULL)
      values[i] = gradio_parameter_get_default (parameter);
    if (values[i] == NULL) {
      g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                   _("The parameter “%s” has no value. Give it one."),
                   gradio_parameter_get_name (parameter));
      return NULL;
    }
    append_shared (data, values[i]);
  }

  return g_steal_pointer (&data);
}

int
gradio_endpoint_validate (GradioEndpoint *self, JsonArray *values, GError **error)
{
  GPtrArray *parameters;
  guint      n_values = get_length (values);

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  parameters = get_parameters (self);
  for (guint i = 0; i < parameters->len; i++) {
    GradioParameter   *parameter = parameters->pdata[i];
    g_autoptr (GError) refusal = NULL;
    JsonNode          *value = i < n_values ? json_array_get_element (values, i) : NULL;

    if (value != NULL && gradio_parameter_validate (parameter, value, &refusal))
      continue;

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("“%s”: %s"),
                 gradio_parameter_get_label (parameter),
                 refusal != NULL ? refusal->message : _("has no value"));
    return (int) i;
  }

  if (n_values > parameters->len) {
    place_positional (self, NULL, values, error);
    return (int) parameters->len;
  }

  return -1;
}

/* Values beyond the known inputs go at the end: should /config be the one that is wrong, the
 * server gets them all the same. */
JsonArray *
gradio_endpoint_fill_data (GradioEndpoint *self, JsonArray *values)
{
  guint      n_values = get_length (values);
  guint      next = 0;
  JsonArray *data;
  GArray    *places;

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  places = get_side (self, &self->inputs)->places;
  data = json_array_sized_new (MAX (places->len, n_values));
  for (guint i = 0; i < places->len; i++) {
    if (g_array_index (places, gboolean, i) && next < n_values)
      append_shared (data, json_array_get_element (values, next++));
    else
      append_null (data);
  }
  while (next < n_values)
    append_shared (data, json_array_get_element (values, next++));

  return data;
}

static JsonArray *
pick_given (Side *side, JsonArray *data)
{
  JsonArray *given = json_array_sized_new (side->parameters->len);
  guint      place = find_next_given (side->places, 0);

  for (guint i = 0; i < side->parameters->len; i++) {
    if (place < side->places->len && place < get_length (data))
      append_shared (given, json_array_get_element (data, place));
    else
      append_null (given);
    place = find_next_given (side->places, place + 1);
  }

  return given;
}

JsonArray *
gradio_endpoint_pick_returns (GradioEndpoint *self, JsonArray *data)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return pick_given (get_side (self, &self->outputs), data);
}

JsonArray *
gradio_endpoint_pick_values (GradioEndpoint *self, JsonArray *data)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);
  g_return_val_if_fail (data != NULL, NULL);

  return pick_given (get_side (self, &self->inputs), data);
}

static GradioParameter *
get_at_place (Side *side, guint place)
{
  guint position = 0;

  if (place >= side->places->len || !g_array_index (side->places, gboolean, place))
    return NULL;

  for (guint i = 0; i < place; i++)
    position += g_array_index (side->places, gboolean, i) ? 1 : 0;

  return position < side->parameters->len ? side->parameters->pdata[position] : NULL;
}

GradioParameter *
gradio_endpoint_get_input (GradioEndpoint *self, guint place)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return get_at_place (get_side (self, &self->inputs), place);
}

GradioParameter *
gradio_endpoint_get_output (GradioEndpoint *self, guint place)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return get_at_place (get_side (self, &self->outputs), place);
}
