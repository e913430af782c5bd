/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-app-wishes.h"

#include <glib/gi18n-lib.h>

struct _SpAppWishes {
  GObject        parent_instance;
  SpBlocks      *blocks;   /* owned */
  SpMessageList *messages; /* owned */
};

G_DEFINE_FINAL_TYPE (SpAppWishes, sp_app_wishes, G_TYPE_OBJECT)

typedef enum {
  SIGNAL_GRANTED,
} SpAppWishesSignal;

static guint signals[SIGNAL_GRANTED + 1];

/* A question, and what it is about. */
typedef struct {
  SpAppWishes *wishes;  /* weak */
  char        *word;    /* owned */
  char        *address; /* owned, empty unless the word is “open” or “leave” */
} Question;

static void
question_free (gpointer data, GClosure *closure)
{
  Question *question = data;

  g_clear_weak_pointer (&question->wishes);
  g_free (question->word);
  g_free (question->address);
  g_free (question);
}

static void
grant (SpAppWishes *self, const char *word, const char *address)
{
  g_signal_emit (self, signals[SIGNAL_GRANTED], 0, word, address);
}

/* The row closes itself. */
static void
answered_cb (SpMessageRow *row, Question *question)
{
  if (question->wishes != NULL)
    grant (question->wishes, question->word, question->address);
}

static char *
dup_question (const char *word, const char *address)
{
  if (g_str_equal (word, "deep-link"))
    return g_strdup (_("The app wants to copy a link to what it shows, in place of what was copied last."));
  if (g_str_equal (word, "log-in"))
    return g_strdup (_("The app wants you to sign in."));
  if (g_str_equal (word, "log-out"))
    return g_strdup (_("The app wants to end your login, on all devices."));
  if (g_str_equal (word, "leave"))
    /* Translators: an address follows. */
    return g_strdup_printf (_("This app has no network, but a browser has. All that stands in this address leaves your "
                               "computer if you open it: %s"),
                            address);

  /* Translators: an address follows. */
  return g_strdup_printf (_("The app wants to open %s"), address);
}

static const char *
get_answer (const char *word)
{
  if (g_str_equal (word, "deep-link"))
    return _("Copy Link");
  if (g_str_equal (word, "log-in"))
    return _("Sign In");
  if (g_str_equal (word, "log-out"))
    return _("Log Out");

  return C_("answer", "Open");
}

/* However often it is wanted, the list has one row for what is wanted again and again. */
static void
ask (SpAppWishes *self, const char *word, const char *address)
{
  g_autofree char *text = dup_question (word, address);
  GradioLog        log = { .level = GRADIO_LOG_INFO, .title = (char *) "", .text = text, .visible = TRUE };
  SpMessageRow    *row = sp_message_list_add (self->messages, &log, NULL);
  Question        *question = NULL;

  if (g_signal_handler_find (row, G_SIGNAL_MATCH_FUNC, 0, 0, NULL, answered_cb, NULL) != 0)
    return;

  question = g_new0 (Question, 1);
  g_set_weak_pointer (&question->wishes, self);
  question->word = g_strdup (word);
  question->address = g_strdup (address);
  sp_message_row_set_button (row, get_answer (word));
  g_signal_connect_data (row, "button-clicked", G_CALLBACK (answered_cb), question, question_free, 0);
}

/* An HTML component presses itself when its script says so. */
static gboolean
is_pressed (SpAppWishes *self, SpRun *run)
{
  SpBlock *block = run != NULL ? sp_blocks_get_block (self->blocks, sp_run_get_trigger_id (run)) : NULL;

  return block != NULL && sp_run_is_pressed (run) && !g_str_equal (sp_block_get_type_name (block), "html");
}

static void
known_script_cb (SpAppWishes *self, const char *word, SpRun *run)
{
  if (is_pressed (self, run))
    grant (self, word, "");
  else
    ask (self, word, "");
}

static void
open_uri_cb (SpAppWishes *self, const char *address, SpRun *run)
{
  if (is_pressed (self, run))
    grant (self, "open", address);
  else
    ask (self, "open", address);
}

static void
sp_app_wishes_finalize (GObject *object)
{
  SpAppWishes *self = SP_APP_WISHES (object);

  g_clear_object (&self->blocks);
  g_clear_object (&self->messages);

  G_OBJECT_CLASS (sp_app_wishes_parent_class)->finalize (object);
}

static void
sp_app_wishes_class_init (SpAppWishesClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = sp_app_wishes_finalize;

  signals[SIGNAL_GRANTED] = g_signal_new ("granted", SP_TYPE_APP_WISHES, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 2, G_TYPE_STRING, G_TYPE_STRING);
}

static void
sp_app_wishes_init (SpAppWishes *self)
{
}

SpAppWishes *
sp_app_wishes_new (SpBlocks *blocks, SpMessageList *messages)
{
  SpAppWishes *self = NULL;

  g_return_val_if_fail (SP_IS_BLOCKS (blocks), NULL);
  g_return_val_if_fail (SP_IS_MESSAGE_LIST (messages), NULL);

  self = g_object_new (SP_TYPE_APP_WISHES, NULL);
  self->blocks = g_object_ref (blocks);
  self->messages = g_object_ref (messages);
  g_signal_connect_object (blocks, "known-script", G_CALLBACK (known_script_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (blocks, "open-uri", G_CALLBACK (open_uri_cb), self, G_CONNECT_SWAPPED);

  return self;
}

void
sp_app_wishes_ask_to_leave (SpAppWishes *self, const char *address)
{
  g_return_if_fail (SP_IS_APP_WISHES (self));
  g_return_if_fail (address != NULL);

  ask (self, "leave", address);
}
