/* SPDX-License-Identifier: LGPL-2.1-or-later */
#include "gradio-token-schema.h"

static const SecretSchema schema = {
  .name = "io.github.spaceport_app.Token",
  .flags = SECRET_SCHEMA_NONE,
  .attributes = {
    { "hub", SECRET_SCHEMA_ATTRIBUTE_STRING },
    { NULL, 0 },
  },
};

const SecretSchema *
gradio_token_get_schema (void)
{
  return &schema;
}
