/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-whoami.h"

#include "sp-hub-answer.h"
#include "sp-hub-error.h"

#include <glib/gi18n-lib.h>

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr (GTask)    task = user_data;
  g_autoptr (JsonNode) node = NULL;
  GError              *error = NULL;
  guint                status;

  node = sp_hub_exchange_ask_finish (SP_HUB_EXCHANGE (source), result, &status, &error);
  if (node == NULL)
    g_task_return_error (task, error);
  else if (status == SOUP_STATUS_UNAUTHORIZED || status == SOUP_STATUS_FORBIDDEN)
    g_task_return_new_error (task, SP_HUB_ERROR, SP_HUB_ERROR_CREDENTIALS,
                             _("The Hub does not accept the token: it is wrong, or it was revoked. Make a new one."));
  else if (status != SOUP_STATUS_OK)
    g_task_return_error (task, sp_hub_answer_new_odd_error ());
  else
    g_task_return_pointer (task, g_steal_pointer (&node), (GDestroyNotify) json_node_unref);
}

void
sp_hub_whoami_async (SpHubExchange      *exchange,
                     const char         *token,
                     GCancellable       *cancellable,
                     GAsyncReadyCallback callback,
                     gpointer            user_data)
{
  GTask                *task = g_task_new (exchange, cancellable, callback, user_data);
  SpHubExchangeQuestion question = { .path = "/api/whoami-v2", .token = token };

  g_task_set_source_tag (task, sp_hub_whoami_async);
  sp_hub_exchange_ask_async (exchange, &question, cancellable, answered_cb, task);
}

JsonNode *
sp_hub_whoami_finish (SpHubExchange *exchange,
                      GAsyncResult  *result,
                      GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, exchange), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
