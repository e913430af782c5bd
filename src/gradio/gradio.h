/* SPDX-License-Identifier: LGPL-2.1-or-later */
#pragma once

#include "gradio-address.h"
#include "gradio-client.h"
#include "gradio-endpoint.h"
#include "gradio-error.h"
#include "gradio-file.h"
#include "gradio-job.h"
#include "gradio-json.h"
#include "gradio-log.h"
#include "gradio-parameter.h"
#include "gradio-progress.h"
#include "gradio-schema.h"
#include "gradio-snippet.h"
#include "gradio-session.h"
#include "gradio-sync.h"
#include "gradio-visibility.h"
