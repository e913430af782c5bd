/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

/* The Hub counts three kinds of requests, each by itself (hub-api.md 1). */
typedef enum {
  SP_HUB_BUCKET_API,
  SP_HUB_BUCKET_RESOLVERS, /* files of repositories */
  SP_HUB_BUCKET_PAGES,
} SpHubBucket;

#define SP_HUB_N_BUCKETS (SP_HUB_BUCKET_PAGES + 1)

/* Times are monotonic, in microseconds; the clock of the computer may be wrong. */
typedef struct {
  guint  left;        /* requests in this window */
  guint  quota;       /* requests in a window; 0 unknown */
  gint64 end;         /* of this window */
  gint64 pause_until; /* 0: none */
} SpHubWindow;

typedef struct {
  SpHubWindow windows[SP_HUB_N_BUCKETS];
} SpHubLimits;

/* What an address counts as. */
SpHubBucket sp_hub_limits_get_bucket (const char *path);

/**
 * sp_hub_limits_note:
 * @self: what is known
 * @bucket: what was asked for
 * @message: an answered message of the Hub
 * @now: monotonic time
 *
 * Reads `RateLimit`, `RateLimit-Policy` and, of a 429, how long to wait. When none is left, there is a
 * pause to the end of the window before the Hub has to say so.
 */
void sp_hub_limits_note (SpHubLimits *self,
                         SpHubBucket  bucket,
                         SoupMessage *message,
                         gint64       now);

/* Seconds to leave it alone; 0: none. */
guint sp_hub_limits_get_pause (const SpHubLimits *self, SpHubBucket bucket, gint64 now);

/* Whether less than a tenth of the requests of the window is left. */
gboolean sp_hub_limits_is_low (const SpHubLimits *self, SpHubBucket bucket, gint64 now);

G_END_DECLS
