// SPDX-License-Identifier: GPL-3.0-or-later
// The shortest of the examples, in Vala: predict ADDRESS. The app is tests/apps/proto_basic.py.
async void run (string address) throws Error {
    var client = new Gradio.Client (address);

    yield client.connect_async (null);
    stdout.printf ("%s\n", client.title);
    stdout.printf ("%s\n", client.predict_json_sync ("/direct", "{\"x\": \"Ahoy\"}"));

    var endpoint = client.find_endpoint ("/gen_text");
    var values = endpoint.build_data (Json.from_string ("[\"Ahoy\"]").get_array (), null);
    var job = client.submit (endpoint, values);
    job.partial.connect (() => stdout.printf ("partial %s\n", job.dup_returns ().get_string_element (0)));
    var returns = yield job.wait_async (null);
    stdout.printf ("returns %s\n", returns.get_string_element (0));
}

int main (string[] args) {
    var loop = new MainLoop ();
    int status = 0;

    run.begin (args[1], (source, result) => {
        try {
            run.end (result);
        } catch (Error error) {
            stderr.printf ("%s\n", error.message);
            status = 1;
        }
        loop.quit ();
    });
    loop.run ();

    return status;
}
