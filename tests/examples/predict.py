#!/usr/bin/python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""What a program does with an app, in Python: predict.py ADDRESS FILE. The app is tests/apps/proto_basic.py."""
import json
import sys

import gi

gi.require_version("Gradio", "1.0")
from gi.repository import Gio, GLib, Gradio, Json


def list_endpoints(client):
    for endpoint in client.get_endpoints():
        print(endpoint.get_name(), *(parameter.get_name() for parameter in endpoint.get_parameters()))


def print_partial(job):
    print("partial", job.dup_returns().get_string_element(0))


def print_progress(job, _property):
    for bar in job.get_progress()[:1]:
        print("progress", bar.dup_text())


def print_message(_job, log):
    print(f"message {log.title}: {log.text}")


def follow(client, name, arguments, handler=print_partial):
    """Starts a job and follows it to its end; handler is for its partial outputs."""
    loop = GLib.MainLoop()
    endpoint = client.find_endpoint(name)
    values = endpoint.build_data(Json.from_string(json.dumps(arguments)).get_array(), None)

    def ended(job, result):
        try:
            print("returns", job.wait_finish(result).get_string_element(0))
        except GLib.Error as error:
            cancelled = error.matches(Gio.io_error_quark(), Gio.IOErrorEnum.CANCELLED)
            print("cancelled" if cancelled else f"error {error.message}")
        loop.quit()

    job = client.submit(endpoint, values)
    job.connect("partial", handler)
    job.connect("notify::progress", print_progress)
    job.connect("log", print_message)
    job.wait_async(None, ended)
    loop.run()


def send_and_fetch(client, path):
    """Uploads a file with a look at its progress, and downloads it again."""
    loop = GLib.MainLoop()
    sent = []

    def uploaded(_client, result):
        file = Gradio.File.new_from_json(client.upload_finish(result))
        print("uploaded", file.get_name())
        client.download_sync(file, Gio.File.new_for_path(path + ".copy"), None)
        loop.quit()

    source = Gio.File.new_for_path(path)
    # PyGObject wants the data of a callback that is not the last one as a tuple.
    client.upload_async(source, lambda now, total: sent.append(now / total), (), None, uploaded)
    loop.run()
    assert sent[-1] == 1


def main(address, path):
    client = Gradio.Client.new(address)
    client.connect_sync(None)
    print(client.get_title())
    list_endpoints(client)
    print(client.predict_json_sync("/direct", json.dumps({"x": "Ahoy"}), None))
    follow(client, "/gen_text", ["Ahoy"])
    follow(client, "/progress", [3])
    follow(client, "/alerts", ["ahoy"])
    follow(client, "/fail", ["gr"])
    follow(client, "/gen_sleep", [60], handler=Gradio.Job.cancel)
    send_and_fetch(client, path)


if __name__ == "__main__":
    main(*sys.argv[1:])
