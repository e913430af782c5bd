// SPDX-License-Identifier: GPL-3.0-or-later
// @gradio/client on node behind the verbs of README.md (see py_client.py; uploads1: all files in one request).
// GRADIO_CLIENT_JS: path of the package's dist/index.js
import { createWriteStream, openAsBlob } from "node:fs";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

const { Client, handle_file } = await import(process.env.GRADIO_CLIENT_JS ?? "@gradio/client");
const [verb, url, ...rest] = process.argv.slice(2);
const client = await Client.connect(url, { events: ["data", "status"] });

const now = () => performance.now();
function summary(ms, wall) {
	ms.sort((a, b) => a - b);
	const at = (q) => ms[Math.floor((ms.length - 1) * q)];
	console.log(JSON.stringify({ calls: ms.length, wall_s: wall / 1e3, min_ms: ms[0], p50_ms: at(0.5), p95_ms: at(0.95), max_ms: ms.at(-1) }));
}

const start = now();
if (verb === "info") {
	const api = await client.view_api();
	for (const [name, e] of Object.entries(api.named_endpoints)) {
		console.log(name);
		for (const p of e.parameters) console.log(`  - ${p.parameter_name ?? p.label}: ${p.type} (${p.component})`);
		for (const r of e.returns) console.log(`  -> ${r.label}: ${r.type} (${r.component})`);
	}
} else if (verb === "predict") {
	console.log(JSON.stringify((await client.predict(rest[0], rest.slice(1).map((a) => JSON.parse(a)))).data));
} else if (verb === "stream") {
	let values = 0, last;
	for await (const m of client.submit(rest[0], rest.slice(1).map((a) => JSON.parse(a)))) {
		if (m.type === "data") { values++; last = m.data; }
		if (m.type === "status" && m.stage === "error") throw new Error(m.message);
	}
	const text = typeof last[0] === "string" ? last[0] : JSON.stringify(last[0]);
	console.log(JSON.stringify({ values, final_chars: text.length, wall_s: (now() - start) / 1e3 }));
} else if (verb === "bench-calls") {
	const n = +rest[1], args = rest.slice(2).map((a) => JSON.parse(a)), ms = [];
	for (let i = 0; i < n; i++) {
		const t = now();
		await client.predict(rest[0], [...args]);
		ms.push(now() - t);
	}
	summary(ms, now() - start);
} else if (verb === "bench-jobs") {
	const n = +rest[1], args = rest.slice(2).map((a) => JSON.parse(a)), ms = [];
	await Promise.all(Array.from({ length: n }, async () => {
		await client.predict(rest[0], [...args]);
		ms.push(now() - start);
	}));
	summary(ms, now() - start);
} else if (verb === "upload" || verb === "uploads") {
	const value = verb === "upload" ? handle_file(rest[1]) : Array.from({ length: +rest[1] }, () => handle_file(rest[2]));
	console.log(JSON.stringify({ size: (await client.predict(rest[0], [value])).data[0], wall_s: (now() - start) / 1e3 }));
} else if (verb === "uploads1") {
	const blobs = [];
	for (let i = 0; i < +rest[1]; i++) blobs.push(await openAsBlob(rest[2]));
	const r = await client.upload_files(client.config.root, blobs);
	console.log(JSON.stringify({ files: r.files?.length, error: r.error, wall_s: (now() - start) / 1e3 }));
} else if (verb === "download") { // the package has no download of its own: node's fetch into a file
	const r = (await client.predict(rest[0], rest.slice(2).map((a) => JSON.parse(a)))).data[0];
	await pipeline(Readable.fromWeb((await fetch(r.url)).body), createWriteStream(`${rest[1]}/made.bin`));
	console.log(JSON.stringify({ path: r.path, wall_s: (now() - start) / 1e3 }));
}
process.exit(0); // an open heartbeat stream would keep node alive
