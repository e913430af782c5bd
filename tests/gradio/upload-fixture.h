/* SPDX-License-Identifier: GPL-3.0-or-later */
#pragma once

#include "fake-app.h"

G_BEGIN_DECLS

#define UPLOAD_PATH "/gradio_api/upload"

/* Files in a folder of their own, and a client that is connected to an app that takes them. */
typedef struct {
  FakeApp      *app;
  GradioClient *client;
  GCancellable *cancellable;
  char         *folder;
  GPtrArray    *names; /* what the server got, in order */
  guint         n_requests;
  guint         n_cut;      /* so many requests are cut behind their head */
  const char   *bad;        /* nullable: a name that is refused */
  char         *to_shorten; /* nullable: a file that shrinks when the request begins */
  gboolean      swallows;   /* counts bytes and keeps none */
  goffset       n_swallowed;
  JsonArray    *objects;
  GPtrArray    *errors;
  GError       *error;
  goffset       transferred;
  goffset       total;
  guint         n_progress;
  guint         n_done;
  gboolean      done;
} UploadFixture;

/* What its /config says. */
extern const char UPLOAD_CONFIG[];

/* With @data the app's own answers are kept. */
void upload_set_up (UploadFixture *fixture, gconstpointer data);
void upload_tear_down (UploadFixture *fixture, gconstpointer data);

/* Goes to another server. */
void upload_connect (UploadFixture *fixture, const char *uri);

GFile *upload_new_file (UploadFixture *fixture, const char *name, const char *content, gsize size);

/* Takes no room on the disk. */
GFile *upload_new_sparse_file (UploadFixture *fixture, const char *name, goffset size, char last);

/* Takes the files, until NULL. */
GPtrArray *upload_list_files (GFile *first, ...) G_GNUC_NULL_TERMINATED;

void upload_start (UploadFixture *fixture, GPtrArray *files);
void upload_files (UploadFixture *fixture, GPtrArray *files); /* and waits for the end */

const char *upload_get_text (JsonArray *objects, guint i, const char *member);
void        upload_assert_all_good (UploadFixture *fixture);
void        upload_assert_error (UploadFixture *fixture, guint i, int code);

G_END_DECLS
