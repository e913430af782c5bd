#!/usr/bin/gjs
// SPDX-License-Identifier: GPL-3.0-or-later
// What a program does with an app, in JavaScript: predict.js ADDRESS FILE. The app is tests/apps/proto_basic.py.
imports.gi.versions.Gradio = '1.0';
const {Gio, GLib, Gradio, Json} = imports.gi;

Gio._promisify(Gradio.Client.prototype, 'connect_async', 'connect_finish');
Gio._promisify(Gradio.Client.prototype, 'upload_async', 'upload_finish');
Gio._promisify(Gradio.Client.prototype, 'download_async', 'download_finish');
Gio._promisify(Gradio.Job.prototype, 'wait_async', 'wait_finish');

function listEndpoints(client) {
    for (const endpoint of client.get_endpoints())
        print([endpoint.get_name(), ...endpoint.get_parameters().map(p => p.get_name())].join(' '));
}

function printPartial(job) {
    print(`partial ${job.dup_returns().get_string_element(0)}`);
}

function printProgress(job) {
    for (const bar of job.get_progress().slice(0, 1))
        print(`progress ${bar.dup_text()}`);
}

// Starts a job and follows it to its end; handler is for its partial outputs.
async function follow(client, name, args, handler = printPartial) {
    const endpoint = client.find_endpoint(name);
    const values = endpoint.build_data(Json.from_string(JSON.stringify(args)).get_array(), null);
    const job = client.submit(endpoint, values);

    job.connect('partial', handler);
    job.connect('notify::progress', printProgress);
    job.connect('log', (_job, log) => print(`message ${log.title}: ${log.text}`));
    try {
        const returns = await job.wait_async(null);
        print(`returns ${returns.get_string_element(0)}`);
    } catch (error) {
        if (error.matches(Gio.IOErrorEnum, Gio.IOErrorEnum.CANCELLED))
            print('cancelled');
        else if (error instanceof Gradio.Error)
            print(`error ${error.message}`);
        else
            throw error;
    }
}

// Uploads a file with a look at its progress, and downloads it again.
async function sendAndFetch(client, path) {
    let sent = 0;
    const source = Gio.File.new_for_path(path);
    const object = await client.upload_async(source, (now, total) => (sent = now / total), null);
    const file = Gradio.File.new_from_json(object);

    if (sent !== 1)
        throw new Error(`${sent} of the file was sent`);
    print(`uploaded ${file.get_name()}`);
    await client.download_async(file, Gio.File.new_for_path(`${path}.copy`), null, null);
}

async function main(address, path) {
    const client = Gradio.Client.new(address);

    await client.connect_async(null);
    print(client.title);
    listEndpoints(client);
    print(client.predict_json_sync('/direct', JSON.stringify({x: 'Ahoy'}), null));
    await follow(client, '/gen_text', ['Ahoy']);
    await follow(client, '/progress', [3]);
    await follow(client, '/alerts', ['ahoy']);
    await follow(client, '/fail', ['gr']);
    await follow(client, '/gen_sleep', [60], job => job.cancel());
    await sendAndFetch(client, path);
}

const loop = new GLib.MainLoop(null, false);
let status = 0;
main(...ARGV).catch(error => {
    printerr(error);
    status = 1;
}).finally(() => loop.quit());
loop.run();
imports.system.exit(status);
