/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "sp-size-estimate.h"

#include "sp-requirements.h"

#define MB (1000 * 1000)

/* Megabytes of wheels, on the disk, and in memory once imported. */
static const struct {
  const char *name;
  guint       download;
  guint       disk;
  guint       memory;
  gboolean    wants_gpu;
} heavy[] = {
  { "gradio", 80, 260, 150, FALSE },
  { "torch", 2600, 6000, 600, FALSE },
  { "tensorflow", 620, 1900, 600, FALSE },
  { "jax", 180, 500, 300, FALSE },
  { "onnxruntime", 18, 60, 100, FALSE },
  { "onnxruntime-gpu", 300, 800, 300, TRUE },
  { "transformers", 12, 60, 200, FALSE },
  { "diffusers", 5, 30, 200, TRUE },
  { "accelerate", 1, 5, 20, FALSE },
  { "bitsandbytes", 60, 160, 100, TRUE },
  { "flash-attn", 200, 600, 100, TRUE },
  { "xformers", 110, 300, 100, TRUE },
  { "vllm", 400, 1200, 600, TRUE },
  { "triton", 200, 600, 50, TRUE },
  { "spaces", 1, 2, 5, TRUE },
  { "opencv-python", 65, 180, 80, FALSE },
  { "opencv-python-headless", 50, 150, 80, FALSE },
  { "scipy", 40, 130, 60, FALSE },
  { "scikit-learn", 15, 60, 60, FALSE },
  { "matplotlib", 9, 30, 50, FALSE },
  { "plotly", 16, 60, 30, FALSE },
  { "pyarrow", 45, 150, 50, FALSE },
  { "spacy", 35, 120, 150, FALSE },
  { "numba", 45, 190, 80, FALSE },
  { "librosa", 60, 250, 150, FALSE },
};

#define OTHER_DOWNLOAD 2
#define OTHER_DISK 6
#define PYTHON_MEMORY 60

void
sp_size_estimate_packages (const char *const *requirements, SpSizeEstimate *estimate)
{
  guint n_others = g_strv_length ((GStrv) requirements);

  *estimate = (SpSizeEstimate){ .memory = (guint64) PYTHON_MEMORY * MB };
  for (gsize i = 0; i < G_N_ELEMENTS (heavy); i++) {
    if (!sp_requirements_wants (requirements, heavy[i].name))
      continue;

    n_others -= n_others > 0;
    estimate->download += (guint64) heavy[i].download * MB;
    estimate->disk += (guint64) heavy[i].disk * MB;
    estimate->memory += (guint64) heavy[i].memory * MB;
    estimate->wants_gpu = estimate->wants_gpu || heavy[i].wants_gpu;
  }
  estimate->download += (guint64) n_others * OTHER_DOWNLOAD * MB;
  estimate->disk += (guint64) n_others * OTHER_DISK * MB;
}

gboolean
sp_size_estimate_is_gpu (const char *hardware)
{
  return hardware != NULL && *hardware != '\0' && !g_str_has_prefix (hardware, "cpu");
}
