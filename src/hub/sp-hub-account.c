/* SPDX-License-Identifier: GPL-3.0-or-later */
#include "config.h"

#include "sp-hub-account-private.h"

#include "gradio.h"
#include "sp-hub-scope.h"
#include "sp-hub-text.h"

#include <glib/gi18n-lib.h>

/* A stranger's text must not make a window wide or a keyring full. */
#define MAX_NAME 200 /* characters */
#define MAX_ORGANISATIONS 500
#define NEW 60 /* seconds */

struct _SpHubAccount {
  GObject       parent_instance;
  SpHubGrant   *grant;
  SpHubSession *session;
  char         *name;
  char         *fullname;
  char         *avatar;
  char         *role;
  GStrv         organisations; /* owned */
  gboolean      is_pro;
  gboolean      is_kept;
  gboolean      is_stale;
  gint64        renewed; /* monotonic; 0: not yet */
};

G_DEFINE_FINAL_TYPE (SpHubAccount, sp_hub_account, G_TYPE_OBJECT)

typedef enum {
  PROP_NAME = 1,
  PROP_FULLNAME,
  PROP_AVATAR,
  PROP_PRO,
  PROP_KEPT,
} SpHubAccountProperty;

static GParamSpec *properties[PROP_KEPT + 1];

static void
sp_hub_account_get_property (GObject    *object,
                             guint       prop_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  SpHubAccount *self = SP_HUB_ACCOUNT (object);

  switch ((SpHubAccountProperty) prop_id) {
  case PROP_NAME:
    g_value_set_string (value, self->name);
    break;
  case PROP_FULLNAME:
    g_value_set_string (value, self->fullname);
    break;
  case PROP_AVATAR:
    g_value_set_string (value, self->avatar);
    break;
  case PROP_PRO:
    g_value_set_boolean (value, self->is_pro);
    break;
  case PROP_KEPT:
    g_value_set_boolean (value, self->is_kept);
    break;
  }
}

static void
sp_hub_account_finalize (GObject *object)
{
  SpHubAccount *self = SP_HUB_ACCOUNT (object);

  g_clear_pointer (&self->grant, sp_hub_grant_free);
  g_clear_object (&self->session);
  g_free (self->name);
  g_free (self->fullname);
  g_free (self->avatar);
  g_free (self->role);
  g_strfreev (self->organisations);

  G_OBJECT_CLASS (sp_hub_account_parent_class)->finalize (object);
}

static void
sp_hub_account_class_init (SpHubAccountClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GParamFlags   flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS;

  object_class->finalize = sp_hub_account_finalize;
  object_class->get_property = sp_hub_account_get_property;

  properties[PROP_NAME] = g_param_spec_string ("name", NULL, NULL, NULL, flags);
  properties[PROP_FULLNAME] = g_param_spec_string ("fullname", NULL, NULL, NULL, flags);
  properties[PROP_AVATAR] = g_param_spec_string ("avatar", NULL, NULL, NULL, flags);
  properties[PROP_PRO] = g_param_spec_boolean ("pro", NULL, NULL, FALSE, flags);
  properties[PROP_KEPT] = g_param_spec_boolean ("kept", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, G_N_ELEMENTS (properties), properties);
}

static void
sp_hub_account_init (SpHubAccount *self)
{
  self->organisations = g_new0 (char *, 1);
}

SpHubAccount *
sp_hub_account_new (const SpHubGrant *grant)
{
  SpHubAccount *self = g_object_new (SP_TYPE_HUB_ACCOUNT, NULL);

  self->grant = sp_hub_grant_copy (grant);
  self->session = sp_hub_session_new (grant->token);
  sp_hub_session_set_given (self->session, grant->source == SP_HUB_SOURCE_ENVIRONMENT);

  return self;
}

/* The same rules as the Hub's: a name is a part of an address. */
static gboolean
is_name (const char *name)
{
  gsize length = name != NULL ? strspn (name, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_.") : 0;

  return length > 0 && name[length] == '\0' && length <= MAX_NAME;
}

static char *
dup_text (JsonObject *object,
          const char *member)
{
  return sp_hub_text_dup (gradio_json_get_string (object, member, NULL), MAX_NAME);
}

/* Pictures can be at the Hub itself, without its address before. */
static char *
dup_avatar (SpHubAccount *self,
            JsonObject   *object,
            const char   *member)
{
  return sp_hub_text_dup_address (gradio_json_get_string (object, member, NULL),
                                  sp_hub_session_get_endpoint (self->session));
}

static GStrv
dup_organisations (JsonArray *organisations)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();
  guint                    n = organisations != NULL ? json_array_get_length (organisations) : 0;

  for (guint i = 0; i < MIN (n, MAX_ORGANISATIONS); i++) {
    JsonNode   *node = json_array_get_element (organisations, i);
    JsonObject *object = JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
    const char *name = gradio_json_is_string (node) ? json_node_get_string (node)
                                                    : gradio_json_get_string (object, "name", NULL);

    if (is_name (name) && g_strcmp0 (gradio_json_get_string (object, "roleInOrg", NULL), "read") != 0)
      g_strv_builder_add (builder, name);
  }

  return g_strv_builder_end (builder);
}

/* Takes the texts. */
static void
set_profile (SpHubAccount *self,
             const char   *name,
             char         *fullname,
             char         *avatar,
             gboolean      is_pro)
{
  g_autofree char *old_name = self->name;
  g_autofree char *old_fullname = self->fullname;
  g_autofree char *old_avatar = self->avatar;
  gboolean         was_pro = self->is_pro;

  self->name = g_strdup (name);
  self->fullname = fullname;
  self->avatar = avatar;
  self->is_pro = is_pro;
  sp_hub_session_set_user (self->session, name);

  if (g_strcmp0 (old_name, name) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_NAME]);
  if (g_strcmp0 (old_fullname, fullname) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FULLNAME]);
  if (g_strcmp0 (old_avatar, avatar) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_AVATAR]);
  if (was_pro != is_pro)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_PRO]);
}

gboolean
sp_hub_account_read_profile (SpHubAccount *self,
                             JsonNode     *node)
{
  JsonObject *object = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  JsonObject *auth = gradio_json_get_object (gradio_json_get_object (object, "auth"), "accessToken");
  const char *name = gradio_json_get_string (object, "name", NULL);

  if (!is_name (name))
    return FALSE;

  g_free (self->role);
  self->role = dup_text (auth, "role");
  g_strfreev (self->organisations);
  self->organisations = dup_organisations (gradio_json_get_array (object, "orgs"));
  set_profile (self, name, dup_text (object, "fullname"),
               dup_avatar (self, object, "avatarUrl"),
               gradio_json_get_boolean (object, "isPro", FALSE));

  return TRUE;
}

void
sp_hub_account_copy_profile (SpHubAccount *self,
                             SpHubAccount *other)
{
  g_free (self->role);
  self->role = g_strdup (other->role);
  g_strfreev (self->organisations);
  self->organisations = g_strdupv (other->organisations);
  set_profile (self, other->name, g_strdup (other->fullname), g_strdup (other->avatar), other->is_pro);
}

static GStrv
split_scopes (const char *text)
{
  g_auto (GStrv)           words = g_strsplit_set (text, " \t\n", MAX_ORGANISATIONS);
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  for (char **word = words; *word != NULL; word++)
    if (**word != '\0')
      g_strv_builder_add (builder, *word);

  return g_strv_builder_end (builder);
}

static void
read_record (SpHubAccount *self,
             JsonObject   *record)
{
  SpHubGrant *grant = self->grant;
  const char *scopes = gradio_json_get_string (record, "scopes", NULL);

  grant->refresh = g_strdup (gradio_json_get_string (record, "refresh", NULL));
  grant->client = g_strdup (gradio_json_get_string (record, "client", NULL));
  grant->scopes = scopes != NULL ? split_scopes (scopes) : NULL;
  grant->expires = MAX (gradio_json_get_int (record, "expires", 0), 0);
  grant->life = MAX (gradio_json_get_int (record, "life", 0), 0);
  self->name = g_strdup (gradio_json_get_string (record, "name", NULL));
  sp_hub_session_set_user (self->session, self->name);
  self->fullname = dup_text (record, "fullname");
  self->avatar = dup_avatar (self, record, "avatar");
  self->role = dup_text (record, "role");
  self->is_pro = gradio_json_get_boolean (record, "pro", FALSE);
  g_strfreev (self->organisations);
  self->organisations = dup_organisations (gradio_json_get_array (record, "organisations"));
}

SpHubAccount *
sp_hub_account_new_from_record (const char *text)
{
  g_autoptr (JsonNode)   node = *text != '\0' ? gradio_json_parse (text, -1, NULL) : NULL;
  g_autoptr (SpHubGrant) grant = NULL;
  JsonObject            *record = node != NULL && JSON_NODE_HOLDS_OBJECT (node) ? json_node_get_object (node) : NULL;
  const char            *token = gradio_json_get_string (record, "token", NULL);
  SpHubAccount          *self;

  if (!sp_hub_grant_is_token (token) || !is_name (gradio_json_get_string (record, "name", NULL)))
    return NULL;

  grant = sp_hub_grant_new (token, g_str_equal (gradio_json_get_string (record, "source", ""), "browser")
                                     ? SP_HUB_SOURCE_BROWSER
                                     : SP_HUB_SOURCE_TOKEN);
  self = sp_hub_account_new (grant);
  read_record (self, record);
  self->is_kept = TRUE;

  return self;
}

static void
add_text (JsonObject *record,
          const char *member,
          const char *text)
{
  if (text != NULL)
    json_object_set_string_member (record, member, text);
}

char *
sp_hub_account_dup_record (SpHubAccount *self)
{
  g_autoptr (JsonNode)   node = json_node_new (JSON_NODE_OBJECT);
  g_autoptr (JsonObject) record = json_object_new ();
  JsonArray             *organisations = json_array_new ();
  g_autofree char       *scopes = self->grant->scopes != NULL ? g_strjoinv (" ", self->grant->scopes) : NULL;

  add_text (record, "source", self->grant->source == SP_HUB_SOURCE_BROWSER ? "browser" : "token");
  add_text (record, "token", self->grant->token);
  add_text (record, "refresh", self->grant->refresh);
  add_text (record, "client", self->grant->client);
  add_text (record, "scopes", scopes);
  json_object_set_int_member (record, "expires", self->grant->expires);
  json_object_set_int_member (record, "life", self->grant->life);
  add_text (record, "name", self->name);
  add_text (record, "fullname", self->fullname);
  add_text (record, "avatar", self->avatar);
  add_text (record, "role", self->role);
  json_object_set_boolean_member (record, "pro", self->is_pro);
  for (char **name = self->organisations; *name != NULL; name++)
    json_array_add_string_element (organisations, *name);
  json_object_set_array_member (record, "organisations", organisations);
  json_node_set_object (node, record);

  return gradio_json_write (node);
}

void
sp_hub_account_write_async (SpHubAccount       *self,
                            SpHubKeyring       *keyring,
                            GAsyncReadyCallback callback,
                            gpointer            user_data)
{
  g_autofree char *record = sp_hub_account_dup_record (self);

  sp_hub_keyring_write_async (keyring, self->name, self->name, record, NULL, callback, user_data);
}

const SpHubGrant *
sp_hub_account_get_grant (SpHubAccount *self)
{
  return self->grant;
}

void
sp_hub_account_set_grant (SpHubAccount     *self,
                          const SpHubGrant *grant)
{
  SpHubGrant *copy = sp_hub_grant_copy (grant);

  /* A refreshed one may leave unsaid what has not changed. One from elsewhere has nothing of the old one's. */
  if (copy->scopes == NULL && copy->source == self->grant->source)
    copy->scopes = g_strdupv (self->grant->scopes);
  sp_hub_grant_free (self->grant);
  self->grant = copy;
  self->renewed = g_get_monotonic_time ();
  sp_hub_session_set_token (self->session, copy->token);
  sp_hub_session_set_given (self->session, copy->source == SP_HUB_SOURCE_ENVIRONMENT);
}

gboolean
sp_hub_account_is_new (SpHubAccount *self)
{
  return self->renewed > 0 && g_get_monotonic_time () - self->renewed < NEW * G_USEC_PER_SEC;
}

gboolean
sp_hub_account_is_in_keyring (SpHubAccount *self)
{
  return self->is_kept || self->is_stale;
}

void
sp_hub_account_fail_to_keep (SpHubAccount *self)
{
  gboolean is_stale = sp_hub_account_is_in_keyring (self);

  sp_hub_account_set_kept (self, FALSE);
  self->is_stale = is_stale;
}

void
sp_hub_account_set_kept (SpHubAccount *self,
                         gboolean      is_kept)
{
  self->is_stale = FALSE;
  if (self->is_kept == is_kept)
    return;

  self->is_kept = is_kept;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_KEPT]);
}

const char *
sp_hub_account_get_name (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->name;
}

const char *
sp_hub_account_get_fullname (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->fullname;
}

const char *
sp_hub_account_get_avatar (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->avatar;
}

gboolean
sp_hub_account_is_pro (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), FALSE);

  return self->is_pro;
}

SpHubSource
sp_hub_account_get_source (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), SP_HUB_SOURCE_TOKEN);

  return self->grant->source;
}

const char *const *
sp_hub_account_get_scopes (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return (const char *const *) self->grant->scopes;
}

const char *
sp_hub_account_get_role (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->role;
}

const char *const *
sp_hub_account_get_organisations (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return (const char *const *) self->organisations;
}

GStrv
sp_hub_account_dup_owners (SpHubAccount *self)
{
  g_autoptr (GStrvBuilder) owners = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  if (sp_hub_account_get_name (self) != NULL)
    g_strv_builder_add (owners, sp_hub_account_get_name (self));
  if (self->organisations != NULL)
    g_strv_builder_addv (owners, (const char **) self->organisations);

  return g_strv_builder_end (owners);
}

gboolean
sp_hub_account_owns (SpHubAccount *self,
                     const char   *id)
{
  g_auto (GStrv)   owners = NULL;
  g_autofree char *owner = NULL;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), FALSE);
  g_return_val_if_fail (id != NULL, FALSE);

  owners = sp_hub_account_dup_owners (self);
  owner = g_strndup (id, strcspn (id, "/"));

  return g_strv_contains ((const char *const *) owners, owner);
}

gint64
sp_hub_account_get_expires (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), 0);

  return self->grant->expires;
}

gboolean
sp_hub_account_is_kept (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), FALSE);

  return self->is_kept;
}

gboolean
sp_hub_account_may (SpHubAccount *self,
                    const char   *scope)
{
  const char *const *scopes;

  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), FALSE);
  g_return_val_if_fail (scope != NULL, FALSE);

  scopes = (const char *const *) self->grant->scopes;
  if (scopes == NULL)
    return g_strcmp0 (self->role, "read") != 0 || g_str_has_prefix (scope, "read-") ||
           g_str_equal (scope, "gated-repos") || g_str_equal (scope, "openid") || g_str_equal (scope, "profile");

  /* Who manages repositories also writes and reads them. */
  return g_strv_contains (scopes, scope) ||
         (g_str_equal (scope, "read-repos") &&
          (g_strv_contains (scopes, "manage-repos") || g_strv_contains (scopes, "write-repos")));
}

char *
sp_hub_account_dup_title (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->name != NULL ? g_strdup (self->name) : sp_hub_account_dup_source_words (self);
}

char *
sp_hub_account_dup_source_words (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  switch (self->grant->source) {
  case SP_HUB_SOURCE_BROWSER:
    return g_strdup (_("Signed in with a browser"));
  case SP_HUB_SOURCE_HF_TOOL:
    return g_strdup (_("Login of the hf tool"));
  case SP_HUB_SOURCE_ENVIRONMENT:
    return g_strdup (_("Token in HF_TOKEN"));
  case SP_HUB_SOURCE_TOKEN:
  default:
    return g_strdup (_("Signed in with a token"));
  }
}

static char *
dup_role_words (const char *role)
{
  if (g_str_equal (role, "read"))
    return g_strdup (_("see and use all that you can see on the Hub, and change nothing"));
  if (g_str_equal (role, "fineGrained"))
    return g_strdup (_("what was chosen for the token when it was made"));

  return g_strdup (_("see, use, change and delete all that is yours on the Hub: more than is needed to use Spaces"));
}

GStrv
sp_hub_account_dup_right_words (SpHubAccount *self)
{
  g_autoptr (GStrvBuilder) builder = g_strv_builder_new ();

  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  for (guint i = 0; self->grant->scopes != NULL && self->grant->scopes[i] != NULL; i++) {
    g_autofree char *words = sp_hub_scope_dup_words (self->grant->scopes[i]);

    g_strv_builder_add (builder, words);
  }
  if (self->grant->scopes == NULL && self->role != NULL) {
    g_autofree char *words = dup_role_words (self->role);

    g_strv_builder_add (builder, words);
  }

  return g_strv_builder_end (builder);
}

SpHubSession *
sp_hub_account_get_session (SpHubAccount *self)
{
  g_return_val_if_fail (SP_IS_HUB_ACCOUNT (self), NULL);

  return self->session;
}
