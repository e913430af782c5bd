/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "gradio.h"

G_BEGIN_DECLS

/* What a component says about the job that gives it its next value (blocks-runtime.md 9). */

/**
 * sp_status_words_units:
 * @progress: (element-type GradioProgress): the bars of a job, the outer one first
 *
 * Returns: (transfer full) (nullable): what was counted: “1/3 epochs · 2/4 steps”
 */
char *sp_status_words_units (GPtrArray *progress);

/**
 * sp_status_words_levels:
 * @progress: (element-type GradioProgress): the bars of a job, the outer one first
 *
 * Returns: (transfer full) (nullable): how far each is: “outer - 33.3% / inner - 50.0%”
 */
char *sp_status_words_levels (GPtrArray *progress);

/**
 * sp_status_words_state:
 * @job: a job
 *
 * Returns: (transfer full): what it does, and since when: “Waiting in the queue: 3 of 10 · about
 *   12 s left · 4 s”, “Running · 4 s”, “1/3 epochs · 2/4 steps · 4 s”
 */
char *sp_status_words_state (GradioJob *job);

/**
 * sp_status_words_short:
 * @job: a job
 *
 * Returns: (transfer full): the same for where there is little room: “3 of 10 · 4 s”, “4 s”
 */
char *sp_status_words_short (GradioJob *job);

/**
 * sp_status_words_wait:
 * @job: a job
 *
 * Returns: (transfer full) (nullable): what whoever started it waits for: “3 of 10 · about 12 s
 *   left”, “40 %”; %NULL while nothing is known
 */
char *sp_status_words_wait (GradioJob *job);

/**
 * sp_status_words_news:
 * @job: a job
 *
 * Returns: (transfer full): what a screen reader is to tell: no time that passes is in it
 */
char *sp_status_words_news (GradioJob *job);

/**
 * sp_status_words_cache:
 * @job: a job that is complete
 *
 * Returns: (transfer full) (nullable): “From cache: 0.1 s”, with the usual time where the server
 *   tells it; %NULL when the cache was not used
 */
char *sp_status_words_cache (GradioJob *job);

/**
 * sp_status_words_fraction:
 * @job: a job
 *
 * Returns: 0 to 1: how far it is by its innermost bar, its files, or the server's estimate; what is
 *   left of its time for a stream; -1 when nothing of that is known
 */
double sp_status_words_fraction (GradioJob *job);

G_END_DECLS
