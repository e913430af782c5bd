// SPDX-License-Identifier: GPL-3.0-or-later
// The body of an async function for a page that shows a Gradio app in its web UI. APP is set by the line before it.
// Returns READY lines: NAME, then the time in ms since the epoch at which the state had been painted.
//   navigation   the page was asked for
//   interactive  the first input of the app is where a click would reach it
//   content      the app's first values are there (chat: last message; table: first cells; gallery: the images in view)
//   settled      the last change of the document before 700 ms without one
const at = () => performance.timeOrigin + performance.now();
const painted = () => new Promise((go) => requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => go(at()); c.port2.postMessage(0); }));
const reachable = (e) => {
	const r = e.getBoundingClientRect();
	if (r.width < 2 || r.height < 2 || r.top > innerHeight || r.left > innerWidth) return false;
	const top = document.elementFromPoint(r.left + r.width / 2, Math.min(r.top + r.height / 2, innerHeight - 2));
	return !!top && (e === top || e.contains(top) || top.contains(e));
};
const any = (selector) => [...document.querySelectorAll(".gradio-container " + selector)];
const inView = (e) => { const r = e.getBoundingClientRect(); return r.bottom > 0 && r.top < innerHeight && r.width > 0; };
const inputs = () => any("textarea, input:not([type=hidden]), button").slice(0, 40).some(reachable);
const text = (t) => (document.querySelector(".gradio-container")?.textContent ?? "").includes(t);
const contents = {
	kitchen300: () => text("Text 288"),
	chat2000: () => text("Answer 1999"),
	df100k: () => text("name 15"),
	gallery2000: () => { const v = any("img").filter(inView); return v.length >= 12 && v.every((e) => e.complete && e.naturalWidth); },
};
let changed = at();
const watch = () => new MutationObserver(() => { changed = at(); }).observe(document, { subtree: true, childList: true, attributes: true, characterData: true });
watch();
// Tasks of over 50 ms are all that a page can see of its main thread.
window.stalls = [];
new PerformanceObserver((list) => list.getEntries().forEach((e) => e.duration > 100 && window.stalls.push(`READY stall ${performance.timeOrigin + e.startTime + e.duration} ms=${e.duration}`))).observe({ type: "longtask" });
const lines = [], say = (name, t, more = "") => lines.push(`READY ${name} ${t.toFixed(3)} ${more}`.trim());
const until = async (test) => { while (!test()) await new Promise((go) => setTimeout(go, 5)); return painted(); };
const limit = at() + 100000;
say("navigation", performance.timeOrigin);
say("interactive", await until(inputs));
const there = await until(() => contents[APP]() || at() > limit);
say("content", there);
while (at() - changed < 700 && at() < limit) await new Promise((go) => setTimeout(go, 50));
const nodes = document.getElementsByTagName("*").length;
say("settled", Math.max(changed, there), `nodes=${nodes} heap_mb=${((performance.memory?.usedJSHeapSize ?? 0) / 1e6).toFixed(1)}`);
return lines.join("\n");
