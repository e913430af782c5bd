/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-hub-grant.h"

#include <string.h>

#define DAY (24 * 60 * 60) /* seconds */
#define MAX_TOKEN 8192     /* bytes */

gboolean
sp_hub_grant_is_token (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  for (gsize i = 0; i < length; i++)
    if (!g_ascii_isgraph (text[i]))
      return FALSE;

  return length > 0 && length <= MAX_TOKEN;
}

SpHubGrant *
sp_hub_grant_new (const char *token,
                  SpHubSource source)
{
  SpHubGrant *self = g_new0 (SpHubGrant, 1);

  self->token = g_strdup (token);
  self->source = source;

  return self;
}

SpHubGrant *
sp_hub_grant_copy (const SpHubGrant *self)
{
  SpHubGrant *copy = sp_hub_grant_new (self->token, self->source);

  copy->refresh = g_strdup (self->refresh);
  copy->client = g_strdup (self->client);
  copy->scopes = g_strdupv (self->scopes);
  copy->expires = self->expires;
  copy->life = self->life;

  return copy;
}

void
sp_hub_grant_free (SpHubGrant *self)
{
  g_free (self->token);
  g_free (self->refresh);
  g_free (self->client);
  g_strfreev (self->scopes);
  g_free (self);
}

gboolean
sp_hub_grant_is_due (const SpHubGrant *self,
                     gint64            now)
{
  return sp_hub_grant_is_over (self, now) ||
         (self->expires > 0 && self->expires - now < MIN (DAY, self->life / 4));
}

gboolean
sp_hub_grant_is_over (const SpHubGrant *self,
                      gint64            now)
{
  return self->expires > 0 && self->expires <= now;
}
