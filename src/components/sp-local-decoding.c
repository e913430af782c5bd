/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-local-decoding.h"

#include <string.h>

/* GstAutoplugSelectResult, which no header has. */
enum {
  TRY = 0,
  SKIP = 2,
};

static int
select_cb (GstElement *decoder, GstPad *pad, GstCaps *caps, GstElementFactory *factory, gpointer user_data)
{
  const char *klass = gst_element_factory_get_metadata (factory, GST_ELEMENT_METADATA_KLASS);

  return klass != NULL && (strstr (klass, "Adaptive") != NULL || strstr (klass, "Network") != NULL) ? SKIP : TRY;
}

void
sp_local_decoding_keep (GstElement *decoder)
{
  g_return_if_fail (GST_IS_ELEMENT (decoder));

  g_signal_connect (decoder, "autoplug-select", G_CALLBACK (select_cb), NULL);
}
