/* SPDX-License-Identifier: GPL-3.0-or-later */
/* A chat that is a parameter of an endpoint: filled in line by line. */
#include "component-test.h"
#include "sp-chat-form.h"
#include "sp-dialogue-row.h"
#include "sp-text-area.h"

#define PARTS                                                                                    \
  "{'$defs':{'Message':{'properties':{'role':{'type':'string'},'content':{'items':{'anyOf':[]}," \
  "'type':'array'}},'required':['role','content'],'type':'object'}},"                            \
  "'items':{'$ref':'#/$defs/Message'},'type':'array'}"
#define TEXTS                                                                       \
  "{'$defs':{'Message':{'properties':{'role':{'type':'string'},'content':{'anyOf':" \
  "[{'type':'string'}]}},'type':'object'}},'items':{'$ref':'#/$defs/Message'},'type':'array'}"
#define PAIRS "{'items':{'maxItems':2,'minItems':2,'prefixItems':[{},{}],'type':'array'},'type':'array'}"

static SpComponent *
new_form (const char *schema)
{
  g_autoptr (JsonNode) node = component_test_parse (schema);
  SpComponent         *self = sp_chat_form_new (node);

  g_assert_nonnull (self);
  sp_component_set_interactive (self, TRUE);

  return g_object_ref_sink (self);
}

static void
click (SpComponent *self, const char *label)
{
  for (guint i = 0;; i++) {
    GtkWidget *button = component_test_find (GTK_WIDGET (self), GTK_TYPE_BUTTON, i);

    if (g_strcmp0 (gtk_button_get_label (GTK_BUTTON (button)), label) == 0 ||
        g_strcmp0 (gtk_widget_get_tooltip_text (button), label) == 0) {
      g_signal_emit_by_name (button, "clicked");
      return;
    }
  }
}

static void
type (SpComponent *self, guint line, const char *text)
{
  SpTextArea *area = SP_TEXT_AREA (component_test_find (GTK_WIDGET (self), SP_TYPE_TEXT_AREA, line));

  gtk_text_buffer_set_text (gtk_text_view_get_buffer (sp_text_area_get_view (area)), text, -1);
}

static void
test_parts (void)
{
  SpComponent        *self = new_form (PARTS);
  g_autoptr (GString) events = component_test_watch (self);

  component_test_assert_value (self, "null");
  click (self, "_Add Message");
  click (self, "_Add Message");
  g_assert_cmpstr (events->str, ==, "change input change input ");
  type (self, 0, "Hello");
  type (self, 1, "Hi");
  component_test_assert_value (
    self, "[{'content':[{'type':'text','text':'Hello'}],'role':'user'},"
          "{'content':[{'type':'text','text':'Hi'}],'role':'assistant'}]");
  click (self, "Remove the Line");
  component_test_assert_value (self, "[{'content':[{'type':'text','text':'Hi'}],'role':'assistant'}]");
  g_assert_finalize_object (self);
}

static void
test_texts (void)
{
  SpComponent *self = new_form (TEXTS);

  click (self, "_Add Message");
  type (self, 0, "Hello");
  component_test_assert_value (self, "[{'content':'Hello','role':'user'}]");
  g_assert_finalize_object (self);
}

/* What a form does not show of a message is sent back all the same. */
static void
test_kept (void)
{
  const char  *value = "[{'role':'user','metadata':{'title':'t'},'content':[{'type':'text','text':'a'},"
                       "{'type':'file','file':{'path':'/x'}}],'options':null},"
                       "{'role':'assistant','content':[{'type':'text','text':'b'}]}]";
  SpComponent *self = new_form (PARTS);

  component_test_set_value (self, value);
  component_test_assert_value (self, value);
  type (self, 0, "new");
  component_test_assert_value (
    self, "[{'role':'user','metadata':{'title':'t'},'content':[{'type':'text','text':'new'},"
          "{'type':'file','file':{'path':'/x'}}],'options':null},"
          "{'role':'assistant','content':[{'type':'text','text':'b'}]}]");
  g_assert_finalize_object (self);
}

static void
test_pairs (void)
{
  SpComponent *self = new_form (PAIRS);
  const char  *value = "[['a','b'],[null,'c'],['d',null],[{'file':{'path':'/x'}},'e']]";

  component_test_set_value (self, value);
  component_test_assert_value (self, value);
  type (self, 1, "B");
  component_test_assert_value (self,
                               "[['a','B'],[null,'c'],['d',null],[{'file':{'path':'/x'}},'e']]");
  click (self, "_Add Message");
  type (self, 6, "f");
  component_test_assert_value (
    self, "[['a','B'],[null,'c'],['d',null],[{'file':{'path':'/x'}},'e'],['f',null]]");
  g_assert_finalize_object (self);
}

/* What is too long for a form is not lost. */
static void
test_long (void)
{
  SpComponent         *self = new_form (TEXTS);
  g_autoptr (GString)  json = g_string_new ("[");
  g_autoptr (JsonNode) value = NULL;

  for (guint i = 0; i < 1000; i++)
    g_string_append_printf (json, "%s{'role':'user','content':'%u'}", i > 0 ? "," : "", i);
  g_string_append_c (json, ']');
  component_test_set_value (self, json->str);
  type (self, 0, "first");
  value = sp_component_dup_value (self);
  g_assert_cmpuint (json_array_get_length (json_node_get_array (value)), ==, 1000);
  g_assert_finalize_object (self);
}

static void
test_hostile (void)
{
  static const char *const values[] = { "7", "{}", "'x'", "[null,1,[],{},[[],{}],[[1,2,3]],'x']",
                                        "[{'role':7,'content':null}]", "null" };
  static const char *const schemas[] = { PARTS, TEXTS, PAIRS };

  for (guint i = 0; i < G_N_ELEMENTS (schemas); i++) {
    SpComponent *self = new_form (schemas[i]);

    for (guint j = 0; j < G_N_ELEMENTS (values); j++) {
      g_autoptr (JsonNode) value = NULL;

      component_test_set_value (self, values[j]);
      component_test_assert_value (self, values[j]);
      click (self, "_Add Message");
      value = sp_component_dup_value (self);
      g_assert_true (JSON_NODE_HOLDS_ARRAY (value));
      sp_component_set_interactive (self, FALSE);
      sp_component_set_interactive (self, TRUE);
    }
    g_assert_finalize_object (self);
  }
}

static void
test_unknown (void)
{
  g_autoptr (JsonNode) anything = component_test_parse ("{'type':{},'description':'any valid json'}");

  g_assert_null (sp_chat_form_new (anything));
  g_assert_null (sp_chat_form_new (NULL));
}

int
main (int argc, char **argv)
{
  component_test_init (&argc, &argv);

  g_test_add_func ("/chatbot-form/parts", test_parts);
  g_test_add_func ("/chatbot-form/texts", test_texts);
  g_test_add_func ("/chatbot-form/kept", test_kept);
  g_test_add_func ("/chatbot-form/pairs", test_pairs);
  g_test_add_func ("/chatbot-form/long", test_long);
  g_test_add_func ("/chatbot-form/hostile", test_hostile);
  g_test_add_func ("/chatbot-form/unknown", test_unknown);

  return g_test_run ();
}
