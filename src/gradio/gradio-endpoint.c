/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "config.h"

#include "gradio-endpoint.h"

#include <glib/gi18n-lib.h>

#include "gradio-endpoint-private.h"
#include "gradio-error.h"
#include "gradio-json.h"

struct _GradioEndpoint {
  GObject          parent_instance;
  char            *name;
  char            *description;
  GradioVisibility visibility;
  GPtrArray       *parameters;
  GPtrArray       *returns;
  GArray          *inputs;  /* gboolean for each input: whether the caller gives it */
  GArray          *outputs; /* gboolean for each output: whether the caller gets it */
  int              fn_index;
  double           stream_every;
  double           time_limit;
  gboolean         stream : 1;
  gboolean         batch : 1;
  gboolean         named : 1;
  gboolean         generator : 1;
  gboolean         queued : 1;
  gboolean         uses_session : 1;
};

G_DEFINE_FINAL_TYPE (GradioEndpoint, gradio_endpoint, G_TYPE_OBJECT)

typedef GradioParameter *(*ParameterFunc) (JsonObject *info,
                                           JsonObject *component,
                                           const char *fallback_name);

/* One side of an endpoint: its components in /config and their description in /info. */
typedef struct {
  JsonArray  *ids;        /* nullable */
  JsonArray  *described;  /* nullable */
  GHashTable *components; /* id -> component */
} Side;

static guint
get_length (JsonArray *array)
{
  return array != NULL ? json_array_get_length (array) : 0;
}

static JsonObject *
find_component (Side *side, guint index)
{
  JsonNode *id = json_array_get_element (side->ids, index);
  gint64    number = gradio_json_is_number (id) ? json_node_get_int (id) : -1;

  if (number < 0 || number > G_MAXINT)
    return NULL;

  return g_hash_table_lookup (side->components, GINT_TO_POINTER ((int) number));
}

static gboolean
is_state (JsonObject *component)
{
  return g_str_equal (gradio_json_get_string (component, "type", ""), "state");
}

/* Gradio 3 has no `skip_api`; its clients know the types by heart. */
static gboolean
is_skipped (JsonObject *component)
{
  static const char *const layouts[] = {
    "row", "column", "tabs", "tab", "tabitem", "box", "form",
    "accordion", "group", "interpretation", "dataset", NULL
  };

  if (is_state (component))
    return TRUE;
  if (component == NULL || json_object_has_member (component, "skip_api"))
    return gradio_json_get_boolean (component, "skip_api", FALSE);

  return g_strv_contains (layouts, gradio_json_get_string (component, "type", ""));
}

static GArray *
mark_places (Side *side, gboolean (*skip) (JsonObject *), guint *n_given)
{
  guint   n_places = get_length (side->ids);
  GArray *places = g_array_sized_new (FALSE, TRUE, sizeof (gboolean), n_places);

  g_array_set_size (places, n_places);
  *n_given = 0;
  for (guint i = 0; i < n_places; i++) {
    gboolean given = !skip (find_component (side, i));

    g_array_index (places, gboolean, i) = given;
    *n_given += given ? 1 : 0;
  }

  return places;
}

/* Components with `skip_api` have no place in /info. Should /info count as many as there are
 * without State alone, it lists them all the same and is believed. */
static GArray *
find_places (Side *side)
{
  guint              n_given;
  g_autoptr (GArray) places = mark_places (side, is_skipped, &n_given);
  g_autoptr (GArray) all_but_state = NULL;

  if (side->described == NULL || n_given == get_length (side->described))
    return g_steal_pointer (&places);

  all_but_state = mark_places (side, is_state, &n_given);
  if (n_given == get_length (side->described))
    return g_steal_pointer (&all_but_state);

  return g_steal_pointer (&places);
}

static guint
find_next_given (GArray *places, guint place)
{
  while (place < places->len && !g_array_index (places, gboolean, place))
    place++;

  return place;
}

static guint
count_parameters (Side *side, GArray *places)
{
  guint n_given = 0;

  if (side->described != NULL)
    return get_length (side->described);

  for (guint i = 0; i < places->len; i++)
    n_given += g_array_index (places, gboolean, i) ? 1 : 0;

  return n_given;
}

static JsonObject *
find_description (Side *side, guint index)
{
  JsonNode *node = side->described != NULL ? json_array_get_element (side->described, index) : NULL;

  return node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
}

static GPtrArray *
make_parameters (Side *side, GArray *places, const char *prefix, ParameterFunc make)
{
  GPtrArray *parameters = g_ptr_array_new_with_free_func (g_object_unref);
  guint      n_parameters = count_parameters (side, places);
  guint      place = find_next_given (places, 0);

  for (guint i = 0; i < n_parameters; i++) {
    JsonObject      *component = place < places->len ? find_component (side, place) : NULL;
    g_autofree char *name = g_strdup_printf ("%s_%u", prefix, i);

    g_ptr_array_add (parameters, make (find_description (side, i), component, name));
    place = find_next_given (places, place + 1);
  }

  return parameters;
}

static gboolean
has_state (Side *side)
{
  for (guint i = 0; i < get_length (side->ids); i++) {
    if (is_state (find_component (side, i)))
      return TRUE;
  }

  return FALSE;
}

static gboolean
has_value (JsonObject *object, const char *member)
{
  JsonNode *node = json_object_get_member (object, member);

  return node != NULL && !JSON_NODE_HOLDS_NULL (node);
}

static void
set_name (GradioEndpoint *self, JsonObject *dependency)
{
  const char *api_name = gradio_json_get_string (dependency, "api_name", "");

  self->named = *api_name != '\0';
  if (self->named)
    self->name = g_strconcat ("/", api_name, NULL);
  else
    self->name = g_strdup_printf ("%d", self->fn_index);
}

static void
set_sides (GradioEndpoint *self, JsonObject *dependency, JsonObject *info, GHashTable *components)
{
  Side inputs = {
    gradio_json_get_array (dependency, "inputs"),
    gradio_json_get_array (info, "parameters"),
    components,
  };
  Side outputs = {
    gradio_json_get_array (dependency, "outputs"),
    gradio_json_get_array (info, "returns"),
    components,
  };

  self->inputs = find_places (&inputs);
  self->outputs = find_places (&outputs);
  self->parameters = make_parameters (&inputs, self->inputs, "param", gradio_parameter_new);
  self->returns = make_parameters (&outputs, self->outputs, "output", gradio_parameter_new_return);
  self->uses_session = has_state (&inputs) || has_state (&outputs) ||
                       has_value (dependency, "rendered_in") || has_value (dependency, "render_id");
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
  g_autoptr (GString) names = g_string_new (NULL);

  for (guint i = 0; i < self->parameters->len; i++) {
    if (i > 0)
      g_string_append (names, ", ");
    g_string_append (names, gradio_parameter_get_name (self->parameters->pdata[i]));
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
  g_autofree char *known = NULL;
  gboolean         found = FALSE;

  for (guint i = 0; i < self->parameters->len; i++) {
    if (!g_str_equal (gradio_parameter_get_name (self->parameters->pdata[i]), name))
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

  if (self->parameters->len == 0) {
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
  if (get_length (positional) > self->parameters->len) {
    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE,
                 ngettext ("“%s” takes %u value, but %u were given.",
                           "“%s” takes %u values, but %u were given.", self->parameters->len),
                 self->name, self->parameters->len, get_length (positional));
    return FALSE;
  }

  for (guint i = 0; i < get_length (positional); i++)
    values[i] = json_array_get_element (positional, i);

  return TRUE;
}

static void
gradio_endpoint_finalize (GObject *object)
{
  GradioEndpoint *self = GRADIO_ENDPOINT (object);

  g_clear_pointer (&self->name, g_free);
  g_clear_pointer (&self->description, g_free);
  g_clear_pointer (&self->parameters, g_ptr_array_unref);
  g_clear_pointer (&self->returns, g_ptr_array_unref);
  g_clear_pointer (&self->inputs, g_array_unref);
  g_clear_pointer (&self->outputs, g_array_unref);

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
gradio_endpoint_new (JsonObject      *dependency,
                     int              fn_index,
                     GradioVisibility visibility,
                     gboolean         queued,
                     JsonObject      *info,
                     GHashTable      *components)
{
  JsonObject     *types = gradio_json_get_object (dependency, "types");
  const char     *description = gradio_json_get_string (dependency, "api_description", "");
  GradioEndpoint *self;

  g_return_val_if_fail (dependency != NULL, NULL);
  g_return_val_if_fail (components != NULL, NULL);

  self = g_object_new (GRADIO_TYPE_ENDPOINT, NULL);
  self->fn_index = fn_index;
  self->visibility = visibility;
  self->queued = queued;
  self->generator = gradio_json_get_boolean (types, "generator", FALSE) ||
                    gradio_json_get_boolean (types, "continuous", FALSE);
  self->stream = g_str_equal (gradio_json_get_string (dependency, "connection", ""), "stream");
  self->stream_every = gradio_json_get_double (dependency, "stream_every", 0.5);
  self->time_limit = MAX (0, gradio_json_get_double (dependency, "time_limit", 0));
  self->batch = gradio_json_get_boolean (dependency, "batch", FALSE);
  self->description = g_strdup (gradio_json_get_string (info, "description", description));
  set_name (self, dependency);
  set_sides (self, dependency, info, components);

  return self;
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

  return self->named;
}

int
gradio_endpoint_get_fn_index (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), -1);

  return self->fn_index;
}

const char *
gradio_endpoint_get_description (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return self->description;
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

  return self->parameters;
}

GPtrArray *
gradio_endpoint_get_returns (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  return self->returns;
}

gboolean
gradio_endpoint_is_generator (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->generator;
}

gboolean
gradio_endpoint_is_queued (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->queued;
}

gboolean
gradio_endpoint_uses_session (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->uses_session;
}

gboolean
gradio_endpoint_is_stream (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->stream;
}

double
gradio_endpoint_get_stream_every (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  return self->stream_every;
}

double
gradio_endpoint_get_time_limit (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  return self->time_limit;
}

gboolean
gradio_endpoint_is_batch (GradioEndpoint *self)
{
  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), FALSE);

  return self->batch;
}

JsonArray *
gradio_endpoint_build_data (GradioEndpoint *self,
                            JsonArray      *positional,
                            JsonObject     *named,
                            GError        **error)
{
  g_autoptr (JsonArray) data = NULL;
  g_autofree JsonNode **values = NULL; /* lent by positional, named and the parameters */

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  values = g_new0 (JsonNode *, self->parameters->len + 1);
  if (!place_positional (self, values, positional, error))
    return NULL;
  if (named != NULL && !place_all_named (self, values, named, error))
    return NULL;

  data = json_array_sized_new (self->parameters->len);
  for (guint i = 0; i < self->parameters->len; i++) {
    GradioParameter *parameter = self->parameters->pdata[i];

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
  guint n_values = get_length (values);

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), 0);

  for (guint i = 0; i < self->parameters->len; i++) {
    GradioParameter   *parameter = self->parameters->pdata[i];
    g_autoptr (GError) refusal = NULL;
    JsonNode          *value = i < n_values ? json_array_get_element (values, i) : NULL;

    if (value != NULL && gradio_parameter_validate (parameter, value, &refusal))
      continue;

    g_set_error (error, GRADIO_ERROR, GRADIO_ERROR_VALUE, _("“%s”: %s"),
                 gradio_parameter_get_label (parameter),
                 refusal != NULL ? refusal->message : _("has no value"));
    return (int) i;
  }

  if (n_values > self->parameters->len) {
    place_positional (self, NULL, values, error);
    return (int) self->parameters->len;
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

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  data = json_array_sized_new (MAX (self->inputs->len, n_values));
  for (guint i = 0; i < self->inputs->len; i++) {
    if (g_array_index (self->inputs, gboolean, i) && next < n_values)
      append_shared (data, json_array_get_element (values, next++));
    else
      append_null (data);
  }
  while (next < n_values)
    append_shared (data, json_array_get_element (values, next++));

  return data;
}

JsonArray *
gradio_endpoint_pick_returns (GradioEndpoint *self, JsonArray *data)
{
  JsonArray *returns;
  guint      place;

  g_return_val_if_fail (GRADIO_IS_ENDPOINT (self), NULL);

  returns = json_array_sized_new (self->returns->len);
  place = find_next_given (self->outputs, 0);
  for (guint i = 0; i < self->returns->len; i++) {
    if (place < self->outputs->len && place < get_length (data))
      append_shared (returns, json_array_get_element (data, place));
    else
      append_null (returns);
    place = find_next_given (self->outputs, place + 1);
  }

  return returns;
}
