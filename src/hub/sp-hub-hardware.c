/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-hardware.h"

#include "gradio.h"
#include "sp-hub-call.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>
#include <string.h>

#define PRICE_UNKNOWN (-1.0)
#define MAX_TEXT 100  /* characters */
#define MAX_PRICE 1e6 /* US dollars an hour; more is no price */

struct _SpHubHardware {
  GObject parent_instance;
  char   *flavour;
  char   *title;
  char   *specs;
  double  price;
};

G_DEFINE_FINAL_TYPE (SpHubHardware, sp_hub_hardware, G_TYPE_OBJECT)

static void
sp_hub_hardware_finalize (GObject *object)
{
  SpHubHardware *self = SP_HUB_HARDWARE (object);

  g_free (self->flavour);
  g_free (self->title);
  g_free (self->specs);

  G_OBJECT_CLASS (sp_hub_hardware_parent_class)->finalize (object);
}

static void
sp_hub_hardware_class_init (SpHubHardwareClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_hub_hardware_finalize;
}

static void
sp_hub_hardware_init (SpHubHardware *self)
{
  self->price = PRICE_UNKNOWN;
}

static double
get_unit_hours (const char *unit)
{
  static const struct {
    const char *name;
    double      per_hour;
  } units[] = { { "second", 3600 }, { "minute", 60 }, { "hour", 1 }, { "day", 1 / 24.0 } };

  for (guint i = 0; unit != NULL && i < G_N_ELEMENTS (units); i++)
    if (g_ascii_strncasecmp (unit, units[i].name, strlen (units[i].name)) == 0)
      return units[i].per_hour;

  return 0;
}

/* US dollars an hour. What costs nothing does so by any unit. */
static double
parse_price (JsonObject *object)
{
  double micro = gradio_json_get_double (object, "unitCostMicroUSD", -1);
  double cost = micro >= 0 ? micro / 1e6 : gradio_json_get_double (object, "unitCostUSD", -1);
  double per_hour = get_unit_hours (gradio_json_get_string (object, "unitLabel", NULL));

  if (cost == 0)
    return 0;
  if (!(cost > 0) || per_hour <= 0 || cost * per_hour > MAX_PRICE)
    return PRICE_UNKNOWN;

  return cost * per_hour;
}

static void
append (GString    *specs,
        const char *separator,
        const char *stranger)
{
  g_autofree char *text = sp_hub_text_dup (stranger, MAX_TEXT);

  if (text == NULL)
    return;

  if (specs->len > 0)
    g_string_append (specs, separator);
  g_string_append (specs, text);
}

/* “T4”, “4 × A10G”, and their memory. */
static void
append_accelerator (GString    *specs,
                    JsonObject *accelerator)
{
  const char      *model = gradio_json_get_string (accelerator, "model", NULL);
  const char      *quantity = gradio_json_get_string (accelerator, "quantity", NULL);
  gint64           number = quantity != NULL ? g_ascii_strtoll (quantity, NULL, 10)
                                             : gradio_json_get_int (accelerator, "quantity", 1);
  g_autofree char *several = NULL;

  if (model == NULL || *model == '\0')
    return;

  several = number > 1 ? g_strdup_printf ("%" G_GINT64_FORMAT " × %s", number, model) : g_strdup (model);
  append (specs, " · ", several);
  append (specs, ", ", gradio_json_get_string (accelerator, "vram", NULL));
}

static char *
build_specs (JsonObject *object)
{
  GString *specs = g_string_new (NULL);

  append (specs, " · ", gradio_json_get_string (object, "cpu", NULL));
  append (specs, " · ", gradio_json_get_string (object, "ram", NULL));
  append_accelerator (specs, gradio_json_get_object (object, "accelerator"));

  return g_string_free (specs, FALSE);
}

static SpHubHardware *
parse (JsonNode *node)
{
  JsonObject    *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char    *flavour = gradio_json_get_string (object, "name", NULL);
  char          *title;
  SpHubHardware *self;

  if (flavour == NULL || *flavour == '\0')
    return NULL;

  self = g_object_new (SP_TYPE_HUB_HARDWARE, NULL);
  self->flavour = g_strdup (flavour);
  title = sp_hub_text_dup (gradio_json_get_string (object, "prettyName", NULL), MAX_TEXT);
  self->title = title != NULL ? title : g_strdup (flavour);
  self->specs = build_specs (object);
  self->price = parse_price (object);

  return self;
}

GPtrArray *
sp_hub_hardware_parse_list (JsonNode *node)
{
  GPtrArray *list = g_ptr_array_new_with_free_func (g_object_unref);
  JsonArray *array = node != NULL && JSON_NODE_HOLDS_ARRAY (node) ? json_node_get_array (node) : NULL;

  for (guint i = 0; array != NULL && i < json_array_get_length (array); i++) {
    SpHubHardware *hardware = parse (json_array_get_element (array, i));

    if (hardware != NULL)
      g_ptr_array_add (list, hardware);
  }

  return list;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  GError              *error = NULL;
  g_autoptr (JsonNode) node = sp_hub_call_finish (SP_HUB_SESSION (source), result, NULL, NULL, &error);

  if (node != NULL)
    g_task_return_pointer (task, sp_hub_hardware_parse_list (node), (GDestroyNotify) g_ptr_array_unref);
  else
    g_task_return_error (task, error);
}

void
sp_hub_hardware_list_async (SpHubSession       *session,
                            GCancellable       *cancellable,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  GTask *task;

  g_return_if_fail (SP_IS_HUB_SESSION (session));

  task = g_task_new (session, cancellable, callback, user_data);
  g_task_set_source_tag (task, sp_hub_hardware_list_async);
  sp_hub_call_async (session, &(SpHubCall){ .path = "/api/spaces/hardware", .keep = TRUE }, cancellable, answered_cb,
                     task);
}

GPtrArray *
sp_hub_hardware_list_finish (SpHubSession *session,
                             GAsyncResult *result,
                             GError      **error)
{
  g_return_val_if_fail (g_task_is_valid (result, session), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}

SpHubHardware *
sp_hub_hardware_find (GPtrArray  *list,
                      const char *flavour)
{
  for (guint i = 0; list != NULL && i < list->len; i++) {
    SpHubHardware *hardware = g_ptr_array_index (list, i);

    if (g_strcmp0 (hardware->flavour, flavour) == 0)
      return hardware;
  }

  return NULL;
}

const char *
sp_hub_hardware_get_flavour (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), NULL);

  return self->flavour;
}

const char *
sp_hub_hardware_get_title (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), NULL);

  return self->title;
}

double
sp_hub_hardware_get_price (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), PRICE_UNKNOWN);

  return self->price;
}

gboolean
sp_hub_hardware_is_free (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), FALSE);

  return self->price == 0;
}

char *
sp_hub_hardware_dup_price (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), NULL);

  if (self->price == 0)
    return g_strdup (_("Free"));
  if (self->price < 0)
    return g_strdup (_("Price not known"));

  /* Translators: a price in US dollars. */
  return g_strdup_printf (_("$%.2f an hour"), self->price);
}

char *
sp_hub_hardware_dup_specs (SpHubHardware *self)
{
  g_return_val_if_fail (SP_IS_HUB_HARDWARE (self), NULL);

  return g_strdup (self->specs);
}
