// SPDX-License-Identifier: GPL-3.0-or-later

// replay is a stand-in for a Gradio server (protocol sse_v3) that is fast enough not to be the limit of a client.
// It answers with scripted messages of the form that Gradio 6.31 sends, byte for byte but for the numbers.
//
//	replay -fixtures DIR,... [-listen 127.0.0.1:0] [-portfile FILE] [-upstream URL]
//
// Every fixture NAME (DIR/NAME.config.json.gz, DIR/NAME.info.json.gz) is an app of its own at http://HOST/NAME/.
// With -upstream, what is not under a fixture's name goes to that Gradio server, so that its web UI is served
// from here, except for the endpoints named below, whose jobs are answered from here.
//
// Endpoints (of any app; called by fn_index through queue/join + queue/data, or through /call/NAME):
//
//	predict [text]          the text
//	                        (a text "delay:MS:..." is answered after MS milliseconds; a text "barrier:N:..." when N
//	                        jobs with this very text have joined, all of them at once)
//	stream_text [n]         n process_generating messages: a text of n tokens "tok0 ".."tok9 " grows by append
//	stream_chat [n]         the same inside the second message of a Chatbot
//	stream_number [n]       n full values (replace)
//	progress [n]            n progress messages of three levels
//	size_of [file]          the bytes that the last upload held
//	make_file [mib]         a file of that many MiB, at file=/replay/BYTES/name.bin
//
// n may carry options: n + 0.5 puts a heartbeat after every 1,000th message (a fraction survives every client).
//
// GET /replay/stats: JSON counters since the last GET /replay/reset. GET /replay/rate?per_s=R paces streams
// at R messages a second (0: as fast as the client reads). GET /replay/prepare?fn=NAME&n=N renders a stream ahead,
// so that its cost is outside of the measurement.
package main

import (
	"bufio"
	"bytes"
	"compress/gzip"
	"encoding/json"
	"flag"
	"fmt"
	"io"
	"log"
	"math"
	"net"
	"net/http"
	"net/http/httputil"
	"net/url"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"time"
)

type app struct {
	config, info []byte
	names        map[int]string // fn_index -> api_name
	mu           sync.Mutex
	rooted       map[string][2][]byte // by root URL
}

var (
	apps      = map[string]*app{}
	upstream  *url.URL
	proxy     *httputil.ReverseProxy
	upNames   map[int]string
	upOnce    sync.Mutex
	rate      atomic.Int64
	lastBytes atomic.Int64
	nextID    atomic.Uint64

	nConns, nReqs, nJoins, nStreams, upBytes, upFiles, downBytes, sentMsgs atomic.Int64
)

// ---- sessions ----

type piece struct { // one rendered run of messages for the stream of a session
	data []byte // chunk-framed; ends with process_completed when last is set
	ends []int  // where each message ends, for pacing
	last bool
}

type session struct {
	mu      sync.Mutex
	queue   []piece
	pending int
	wake    chan struct{}
}

var sessions sync.Map

func getSession(hash string) *session {
	if s, ok := sessions.Load(hash); ok {
		return s.(*session)
	}
	s, _ := sessions.LoadOrStore(hash, &session{wake: make(chan struct{}, 1)})
	return s.(*session)
}

func (s *session) push(p piece) {
	s.mu.Lock()
	s.queue = append(s.queue, p)
	s.mu.Unlock()
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// ---- scripts ----

const hexDigits = "0123456789abcdef"

func newID() string {
	var b [32]byte
	v := nextID.Add(1)*0x9e3779b97f4a7c15 ^ uint64(time.Now().UnixNano())
	w := v*0xbf58476d1ce4e5b9 ^ 0x94d049bb133111eb
	for i := 0; i < 16; i++ {
		b[i] = hexDigits[v>>(4*i)&15]
		b[16+i] = hexDigits[w>>(4*i)&15]
	}
	return string(b[:])
}

type script struct {
	buf  []byte
	ends []int
	msg  []byte
	id   string
}

func (s *script) flush() { // msg becomes one SSE event, one HTTP chunk, as the real server frames it
	s.buf = strconv.AppendInt(s.buf, int64(len(s.msg)+8), 16)
	s.buf = append(s.buf, "\r\ndata: "...)
	s.buf = append(s.buf, s.msg...)
	s.buf = append(s.buf, "\n\n\r\n"...)
	s.ends = append(s.ends, len(s.buf))
	s.msg = s.msg[:0]
}

func (s *script) head(kind string) {
	s.msg = append(s.msg, `{"msg":"`...)
	s.msg = append(s.msg, kind...)
	s.msg = append(s.msg, `","event_id":"`...)
	s.msg = append(s.msg, s.id...)
	s.msg = append(s.msg, '"')
}

func (s *script) starts() {
	s.head("estimation")
	s.msg = append(s.msg, `,"rank":0,"queue_size":1,"rank_eta":null}`...)
	s.flush()
	s.head("process_starts")
	s.msg = append(s.msg, `,"eta":null}`...)
	s.flush()
}

const generatingTail = `],"is_generating":true,"duration":0.00018596649169921875,"average_duration":0.00026023387908935547,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"time_limit":null}`

func (s *script) generating(value ...string) {
	s.head("process_generating")
	s.msg = append(s.msg, `,"output":{"data":[`...)
	for _, v := range value {
		s.msg = append(s.msg, v...)
	}
	s.msg = append(s.msg, generatingTail...)
	s.flush()
}

func (s *script) completed(value string) {
	s.head("process_completed")
	s.msg = append(s.msg, `,"output":{"data":[`...)
	s.msg = append(s.msg, value...)
	s.msg = append(s.msg, `],"is_generating":false,"duration":0.0017638206481933594,"average_duration":0.0017638206481933594,"render_config":null,"changed_state_ids":[],"used_cache":null},"success":true,"title":null,"used_cache":null,"cache_duration":0.0017638206481933594,"avg_time":0.0017638206481933594}`...)
	s.flush()
}

const chatHead = `[{"role":"user","metadata":null,"content":[{"text":"tell me","type":"text"}],"options":null},{"role":"assistant","metadata":null,"content":[{"text":"`
const chatTail = `","type":"text"}],"options":null}]`

func token(i int) string { return "tok" + strconv.Itoa(i%10) + " " }

func tokens(n int) string {
	var b strings.Builder
	for i := 0; i < n; i++ {
		b.WriteString(token(i))
	}
	return b.String()
}

func render(fn string, n float64, text json.RawMessage, id, root string) piece {
	s := &script{id: id}
	count, beat := int(n), n != math.Floor(n)
	heart := func(i int) {
		if beat && i%1000 == 999 {
			s.msg = append(s.msg, `{"msg":"heartbeat","event_id":null}`...)
			s.flush()
		}
	}
	s.starts()
	switch fn {
	case "stream_text":
		for i := 0; i < count; i++ {
			if i == 0 {
				s.generating(`"`, token(i), `"`)
			} else {
				s.generating(`[["append",[],"`, token(i), `"]]`)
			}
			heart(i)
		}
		s.completed(`"` + tokens(count) + `"`)
	case "stream_chat":
		for i := 0; i < count; i++ {
			if i == 0 {
				s.generating(chatHead, token(i), chatTail)
			} else {
				s.generating(`[["append",[1,"content",0,"text"],"`, token(i), `"]]`)
			}
			heart(i)
		}
		s.completed(chatHead + tokens(count) + chatTail)
	case "stream_number":
		for i := 0; i < count; i++ {
			if i == 0 {
				s.generating("0")
			} else {
				s.generating(`[["replace",[],`, strconv.Itoa(i), `]]`)
			}
			heart(i)
		}
		s.completed(strconv.Itoa(count - 1))
	case "progress":
		for i := 0; i < count; i++ {
			s.head("progress")
			s.msg = append(s.msg, fmt.Sprintf(`,"progress_data":[{"index":%d,"length":%d,"unit":"steps","progress":null,"desc":"outer"},{"index":%d,"length":10,"unit":"files","progress":null,"desc":"inner"},{"index":null,"length":null,"unit":"steps","progress":%.3f,"desc":"innermost"}]}`,
				i, count, i%10, float64(i%100)/100)...)
			s.flush()
			heart(i)
		}
		s.completed(`"done"`)
	case "size_of":
		s.completed(strconv.FormatInt(lastBytes.Load(), 10))
	case "make_file":
		size := int64(n * (1 << 20))
		path := fmt.Sprintf("/replay/%d/made.bin", size)
		s.completed(fmt.Sprintf(`{"path":"%s","url":"%s/gradio_api/file=%s","size":%d,"orig_name":"made.bin","mime_type":null,"is_stream":false,"meta":{"_type":"gradio.FileData"}}`,
			path, root, path, size))
	default:
		s.completed(string(text))
	}
	return piece{s.buf, s.ends, true}
}

type prepared struct {
	p  piece
	id string
}

var (
	readyMu sync.Mutex
	ready   = map[string][]prepared{}
)

func renderOrReady(fn string, n float64, text json.RawMessage, root string) (piece, string) {
	key := fmt.Sprint(fn, n)
	readyMu.Lock()
	if l := ready[key]; len(l) > 0 {
		ready[key] = l[:len(l)-1]
		readyMu.Unlock()
		return l[len(l)-1].p, l[len(l)-1].id
	}
	readyMu.Unlock()
	id := newID()
	return render(fn, n, text, id, root), id
}

// ---- HTTP, by hand: one goroutine a connection ----

type request struct {
	method, path, query string
	head                []byte
	length              int64
	chunked, close100   bool
	host                string
}

type conn struct {
	c net.Conn
	r *bufio.Reader
}

func trimCRLF(b []byte) []byte { return bytes.TrimRight(b, "\r\n") }

func (c *conn) readRequest() (*request, error) {
	line, err := c.r.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	q := &request{}
	q.head = append(q.head, line...)
	parts := strings.SplitN(string(trimCRLF(line)), " ", 3)
	if len(parts) < 3 {
		return nil, io.ErrUnexpectedEOF
	}
	q.method, q.path = parts[0], parts[1]
	if i := strings.IndexByte(q.path, '?'); i >= 0 {
		q.path, q.query = q.path[:i], q.path[i+1:]
	}
	for {
		line, err = c.r.ReadSlice('\n')
		if err != nil {
			return nil, err
		}
		q.head = append(q.head, line...)
		line = trimCRLF(line)
		if len(line) == 0 {
			return q, nil
		}
		i := bytes.IndexByte(line, ':')
		if i < 0 {
			continue
		}
		value := string(bytes.TrimSpace(line[i+1:]))
		switch strings.ToLower(string(line[:i])) {
		case "content-length":
			q.length, _ = strconv.ParseInt(value, 10, 64)
		case "transfer-encoding":
			q.chunked = strings.EqualFold(value, "chunked")
		case "expect":
			q.close100 = true
		case "host":
			q.host = value
		}
	}
}

// body hands every piece of the request's body to f.
func (c *conn) body(q *request, f func([]byte)) error {
	if q.close100 {
		if _, err := c.c.Write([]byte("HTTP/1.1 100 Continue\r\n\r\n")); err != nil {
			return err
		}
	}
	take := func(n int64) error {
		for n > 0 {
			want := int64(c.r.Size())
			if n < want {
				want = n
			}
			if c.r.Buffered() == 0 {
				if _, err := c.r.Peek(1); err != nil {
					return err
				}
			}
			if b := int64(c.r.Buffered()); b < want {
				want = b
			}
			p, err := c.r.Peek(int(want))
			if err != nil {
				return err
			}
			f(p)
			c.r.Discard(len(p))
			n -= int64(len(p))
		}
		return nil
	}
	if !q.chunked {
		return take(q.length)
	}
	for {
		line, err := c.r.ReadSlice('\n')
		if err != nil {
			return err
		}
		size, err := strconv.ParseInt(string(trimCRLF(line)), 16, 64)
		if err != nil {
			return err
		}
		if err := take(size); err != nil {
			return err
		}
		if _, err := c.r.ReadSlice('\n'); err != nil {
			return err
		}
		if size == 0 {
			return nil
		}
	}
}

const dateAndServer = "date: Sun, 22 Nov 2026 05:09:12 GMT\r\nserver: uvicorn\r\n"

func (c *conn) reply(status, kind string, body []byte) error {
	head := make([]byte, 0, 256+len(body))
	head = append(head, "HTTP/1.1 "+status+"\r\n"+dateAndServer+"content-length: "...)
	head = strconv.AppendInt(head, int64(len(body)), 10)
	head = append(head, "\r\ncontent-type: "+kind+"\r\n\r\n"...)
	if len(body) < 65536 {
		_, err := c.c.Write(append(head, body...))
		return err
	}
	b := net.Buffers{head, body}
	_, err := b.WriteTo(c.c)
	return err
}

func (c *conn) json(body string) error { return c.reply("200 OK", "application/json", []byte(body)) }

var eventStream = []byte("HTTP/1.1 200 OK\r\n" + dateAndServer + "content-type: text/event-stream; charset=utf-8\r\ntransfer-encoding: chunked\r\n\r\n")

func (a *app) at(root string) (config, info []byte) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if r, ok := a.rooted[root]; ok {
		return r[0], r[1]
	}
	r := [2][]byte{bytes.ReplaceAll(a.config, []byte("@@ROOT@@"), []byte(root)), bytes.ReplaceAll(a.info, []byte("@@ROOT@@"), []byte(root))}
	if a.rooted == nil {
		a.rooted = map[string][2][]byte{}
	}
	a.rooted[root] = r
	return r[0], r[1]
}

func (c *conn) stream(hash string) error {
	s := getSession(hash)
	nStreams.Add(1)
	if _, err := c.c.Write(eventStream); err != nil {
		return err
	}
	idle := time.NewTimer(10 * time.Minute)
	defer idle.Stop()
	for {
		s.mu.Lock()
		q := s.queue
		s.queue = nil
		s.mu.Unlock()
		if len(q) == 0 {
			select {
			case <-s.wake:
			case <-idle.C:
				return io.EOF
			}
			continue
		}
		var out []byte
		done := 0
		for _, p := range q {
			sentMsgs.Add(int64(len(p.ends)))
			if p.last {
				done++
			}
			if r := rate.Load(); r > 0 && len(p.ends) > 4 {
				start, at := time.Now(), 0
				for i := 0; i < len(p.ends); {
					due := int(time.Since(start).Seconds()*float64(r)) + 3
					if due > len(p.ends) {
						due = len(p.ends)
					}
					if due > i {
						if _, err := c.c.Write(p.data[at:p.ends[due-1]]); err != nil {
							return err
						}
						i, at = due, p.ends[due-1]
					}
					time.Sleep(time.Millisecond)
				}
				continue
			}
			if len(q) == 1 {
				out = p.data
			} else {
				out = append(out, p.data...)
			}
		}
		s.mu.Lock()
		s.pending -= done
		end := s.pending == 0 && len(s.queue) == 0
		s.mu.Unlock()
		if end {
			const closing = "data: {\"msg\":\"close_stream\",\"event_id\":null}\n\n"
			tail := fmt.Sprintf("%x\r\n%s\r\n0\r\n\r\n", len(closing), closing)
			if len(out) < 65536 {
				_, err := c.c.Write(append(out[:len(out):len(out)], tail...))
				return err
			}
			b := net.Buffers{out, []byte(tail)}
			_, err := b.WriteTo(c.c)
			return err
		}
		if _, err := c.c.Write(out); err != nil {
			return err
		}
	}
}

type joinBody struct {
	Data    []json.RawMessage `json:"data"`
	FnIndex int               `json:"fn_index"`
	Session string            `json:"session_hash"`
}

type barrier struct{ waiting []func() }

var (
	barrierMu sync.Mutex
	barriers  = map[string]*barrier{}
)

// held keeps release until n jobs with this key have come.
func held(key string, n int, release func()) {
	barrierMu.Lock()
	b := barriers[key]
	if b == nil {
		b = &barrier{}
		barriers[key] = b
	}
	b.waiting = append(b.waiting, release)
	var all []func()
	if len(b.waiting) >= n {
		all = b.waiting
		delete(barriers, key)
	}
	barrierMu.Unlock()
	for _, f := range all {
		f()
	}
}

func arguments(fn string, data []json.RawMessage) (n float64, text json.RawMessage, delay int) {
	text = json.RawMessage("null")
	if len(data) > 0 {
		text = data[0]
		json.Unmarshal(data[0], &n)
	}
	if fn == "predict" && bytes.HasPrefix(text, []byte(`"delay:`)) {
		fmt.Sscanf(string(text), `"delay:%d:`, &delay)
	}
	if fn == "predict" && bytes.HasPrefix(text, []byte(`"barrier:`)) {
		fmt.Sscanf(string(text), `"barrier:%d:`, &delay)
		delay = -delay
	}
	return
}

func (c *conn) join(fn string, b joinBody, root string) error {
	nJoins.Add(1)
	n, text, delay := arguments(fn, b.Data)
	p, id := renderOrReady(fn, n, text, root)
	s := getSession(b.Session)
	s.mu.Lock()
	s.pending++
	s.mu.Unlock()
	if delay != 0 {
		at := p.ends[1]
		s.push(piece{data: p.data[:at:at], ends: p.ends[:2]})
		finish := func() { s.push(piece{data: p.data[at:], ends: p.ends[2:], last: true}) }
		if delay < 0 {
			held(string(text), -delay, finish)
		} else {
			time.AfterFunc(time.Duration(delay)*time.Millisecond, finish)
		}
	} else {
		s.push(p)
	}
	return c.json(`{"event_id":"` + id + `"}`)
}

type call struct {
	fn string
	n  float64
	t  json.RawMessage
}

var calls sync.Map

// called answers /call/NAME/ID: the simpler protocol, whose messages carry the whole value each time.
func (c *conn) called(k call, root string) error {
	var b bytes.Buffer
	b.Write(eventStream)
	put := func(event, data string) {
		fmt.Fprintf(&b, "%x\r\nevent: %s\ndata: [%s]\n\n\r\n", len(event)+len(data)+18, event, data)
		if b.Len() > 1<<20 {
			c.c.Write(b.Bytes())
			b.Reset()
		}
	}
	value := string(k.t)
	switch k.fn {
	case "stream_text", "stream_chat":
		head, tail := `"`, `"`
		if k.fn == "stream_chat" {
			head, tail = chatHead, chatTail
		}
		whole := tokens(int(k.n))
		for i := 1; i <= int(k.n); i++ {
			value = head + whole[:5*i] + tail
			put("generating", value)
		}
	case "stream_number":
		for i := 0; i < int(k.n); i++ {
			value = strconv.Itoa(i)
			put("generating", value)
		}
	case "size_of":
		value = strconv.FormatInt(lastBytes.Load(), 10)
	case "make_file":
		size := int64(k.n * (1 << 20))
		path := fmt.Sprintf("/replay/%d/made.bin", size)
		value = fmt.Sprintf(`{"path":"%s","url":"%s/gradio_api/file=%s","size":%d,"orig_name":"made.bin","meta":{"_type":"gradio.FileData"}}`, path, root, path, size)
	}
	put("complete", value)
	b.WriteString("0\r\n\r\n")
	_, err := c.c.Write(b.Bytes())
	return err
}

// upload counts the bytes and the parts of a multipart body and keeps nothing.
func (c *conn) upload(q *request) error {
	var boundary []byte
	for _, line := range bytes.Split(q.head, []byte("\r\n")) {
		if i := bytes.Index(line, []byte("boundary=")); i >= 0 {
			boundary = bytes.Trim(line[i+9:], `"`)
		}
	}
	mark := append([]byte("--"), boundary...)
	var total int64
	parts := 0
	var tail []byte
	err := c.body(q, func(p []byte) {
		total += int64(len(p))
		if n := len(tail); n > 0 { // a mark across two pieces
			k := len(mark)
			if k > len(p) {
				k = len(p)
			}
			joined := append(append([]byte{}, tail...), p[:k]...)
			if i := bytes.Index(joined, mark); i >= 0 && i < n && i+len(mark) > n {
				parts++
			}
		}
		parts += bytes.Count(p, mark)
		k := len(mark) - 1
		if k > len(p) {
			k = len(p)
		}
		tail = append(tail[:0], p[len(p)-k:]...)
	})
	if err != nil {
		return err
	}
	files := parts - 1
	lastBytes.Store(total)
	upBytes.Add(total)
	upFiles.Add(int64(files))
	var b strings.Builder
	b.WriteByte('[')
	for i := 0; i < files; i++ {
		if i > 0 {
			b.WriteByte(',')
		}
		fmt.Fprintf(&b, `"/tmp/gradio/%s%s/file%d.bin"`, newID(), newID(), i)
	}
	b.WriteByte(']')
	return c.json(b.String())
}

var block = func() []byte { // what downloads are made of: 1 MiB that does not compress
	b := make([]byte, 1<<20)
	x := uint64(88172645463325252)
	for i := range b {
		x ^= x << 13
		x ^= x >> 7
		x ^= x << 17
		b[i] = byte(x)
	}
	return b
}()

func (c *conn) download(size int64, name string) error {
	head := fmt.Sprintf("HTTP/1.1 200 OK\r\n%saccept-ranges: bytes\r\ncontent-type: application/octet-stream\r\ncontent-disposition: attachment; filename=\"%s\"\r\ncontent-length: %d\r\n\r\n", dateAndServer, name, size)
	if _, err := c.c.Write([]byte(head)); err != nil {
		return err
	}
	for left := size; left > 0; {
		n := int64(len(block))
		if left < n {
			n = left
		}
		w, err := c.c.Write(block[:n])
		downBytes.Add(int64(w))
		if err != nil {
			return err
		}
		left -= n
	}
	return nil
}

func (c *conn) control(q *request) error {
	v, _ := url.ParseQuery(q.query)
	switch q.path {
	case "/replay/stats":
		return c.json(fmt.Sprintf(`{"connections":%d,"requests":%d,"joins":%d,"streams":%d,"upload_bytes":%d,"upload_files":%d,"download_bytes":%d,"messages":%d}`,
			nConns.Load(), nReqs.Load(), nJoins.Load(), nStreams.Load(), upBytes.Load(), upFiles.Load(), downBytes.Load(), sentMsgs.Load()))
	case "/replay/reset":
		barrierMu.Lock()
		barriers = map[string]*barrier{}
		barrierMu.Unlock()
		for _, p := range []*atomic.Int64{&nConns, &nReqs, &nJoins, &nStreams, &upBytes, &upFiles, &downBytes, &sentMsgs} {
			p.Store(0)
		}
		readyMu.Lock()
		ready = map[string][]prepared{}
		readyMu.Unlock()
		sessions.Range(func(k, _ any) bool { sessions.Delete(k); return true })
	case "/replay/rate":
		r, _ := strconv.ParseInt(v.Get("per_s"), 10, 64)
		rate.Store(r)
	case "/replay/prepare":
		n, _ := strconv.ParseFloat(v.Get("n"), 64)
		id := newID()
		p := render(v.Get("fn"), n, json.RawMessage("null"), id, "")
		key := fmt.Sprint(v.Get("fn"), n)
		readyMu.Lock()
		ready[key] = append(ready[key], prepared{p, id})
		readyMu.Unlock()
		return c.json(fmt.Sprintf(`{"bytes":%d,"messages":%d}`, len(p.data), len(p.ends)))
	}
	return c.json("{}")
}

var scripted = map[string]bool{"stream_text": true, "stream_chat": true, "stream_number": true, "progress": true}

func upstreamNames() map[int]string {
	upOnce.Lock()
	defer upOnce.Unlock()
	if upNames == nil {
		if r, err := http.Get(upstream.String() + "/config"); err == nil {
			b, _ := io.ReadAll(r.Body)
			r.Body.Close()
			upNames = namesOf(b)
		}
	}
	return upNames
}

// toUpstream passes one request on and closes the connection after it.
type oneShot struct {
	http.ResponseWriter
	c       *conn
	h       http.Header
	started bool
}

func (o *oneShot) Header() http.Header { return o.h }
func (o *oneShot) WriteHeader(code int) {
	if o.started || code < 200 {
		return
	}
	o.started = true
	o.h.Set("Connection", "close")
	o.h.Del("Transfer-Encoding")
	fmt.Fprintf(o.c.c, "HTTP/1.1 %d %s\r\n", code, http.StatusText(code))
	var b bytes.Buffer
	o.h.Write(&b)
	b.WriteString("\r\n")
	o.c.c.Write(b.Bytes())
}
func (o *oneShot) Write(p []byte) (int, error) {
	o.WriteHeader(200)
	return o.c.c.Write(p)
}
func (o *oneShot) Flush() {}

func (c *conn) toUpstream(q *request, body []byte) error {
	r, err := http.ReadRequest(bufio.NewReader(io.MultiReader(bytes.NewReader(q.head), bytes.NewReader(body))))
	if err != nil {
		return err
	}
	r.Body = io.NopCloser(bytes.NewReader(body))
	r.ContentLength = int64(len(body))
	proxy.ServeHTTP(&oneShot{c: c, h: http.Header{}}, r)
	return io.EOF
}

func (c *conn) whole(q *request) ([]byte, error) {
	var b []byte
	err := c.body(q, func(p []byte) { b = append(b, p...) })
	return b, err
}

var upSessions sync.Map // sessions whose stream is answered from here

func (c *conn) handle(q *request) error {
	nReqs.Add(1)
	if strings.HasPrefix(q.path, "/replay/") {
		return c.control(q)
	}
	rest := strings.TrimPrefix(q.path, "/")
	name := rest
	if i := strings.IndexByte(rest, '/'); i >= 0 {
		name, rest = rest[:i], rest[i:]
	} else {
		rest = "/"
	}
	a := apps[name]
	root := "http://" + q.host + "/" + name
	if a == nil {
		if proxy == nil {
			c.body(q, func([]byte) {})
			return c.reply("404 Not Found", "application/json", []byte(`{"detail":"Not Found"}`))
		}
		switch {
		case strings.HasSuffix(q.path, "/queue/join"):
			body, err := c.whole(q)
			if err != nil {
				return err
			}
			var b joinBody
			json.Unmarshal(body, &b)
			if fn := upstreamNames()[b.FnIndex]; scripted[fn] {
				upSessions.Store(b.Session, true)
				return c.join(fn, b, root)
			}
			return c.toUpstream(q, body)
		case strings.HasSuffix(q.path, "/queue/data"):
			v, _ := url.ParseQuery(q.query)
			if _, ok := upSessions.LoadAndDelete(v.Get("session_hash")); ok {
				return c.stream(v.Get("session_hash"))
			}
		case strings.Contains(q.path, "/file=/replay/"):
			rest = q.path[strings.Index(q.path, "/file="):]
			return c.file(rest)
		}
		body, err := c.whole(q)
		if err != nil {
			return err
		}
		return c.toUpstream(q, body)
	}
	if rest == "/config" || rest == "/config/" {
		config, _ := a.at(root)
		return c.reply("200 OK", "application/json", config)
	}
	rest = strings.TrimPrefix(rest, "/gradio_api")
	switch {
	case rest == "/info" || rest == "/info/":
		_, info := a.at(root)
		return c.reply("200 OK", "application/json", info)
	case rest == "/queue/join":
		body, err := c.whole(q)
		if err != nil {
			return err
		}
		var b joinBody
		if err := json.Unmarshal(body, &b); err != nil {
			return c.reply("422 Unprocessable Entity", "application/json", []byte(`{"detail":"bad body"}`))
		}
		return c.join(a.names[b.FnIndex], b, root)
	case rest == "/queue/data":
		v, _ := url.ParseQuery(q.query)
		return c.stream(v.Get("session_hash"))
	case rest == "/upload":
		return c.upload(q)
	case strings.HasPrefix(rest, "/file=/replay/"):
		return c.file(rest)
	case strings.HasPrefix(rest, "/call/"):
		parts := strings.Split(strings.TrimPrefix(rest, "/call/"), "/")
		if q.method == "POST" {
			body, err := c.whole(q)
			if err != nil {
				return err
			}
			var b joinBody
			json.Unmarshal(body, &b)
			n, text, _ := arguments(parts[0], b.Data)
			id := newID()
			calls.Store(id, call{parts[0], n, text})
			return c.json(`{"event_id":"` + id + `"}`)
		}
		if k, ok := calls.LoadAndDelete(parts[len(parts)-1]); ok {
			return c.called(k.(call), root)
		}
		return c.reply("404 Not Found", "application/json", []byte(`{"detail":"Not Found"}`))
	case strings.HasPrefix(rest, "/heartbeat/"):
		if _, err := c.c.Write(append(append([]byte{}, eventStream...), "d\r\ndata: ALIVE\n\n\r\n"...)); err != nil {
			return err
		}
		for {
			time.Sleep(15 * time.Second)
			if _, err := c.c.Write([]byte("d\r\ndata: ALIVE\n\n\r\n")); err != nil {
				return err
			}
		}
	case rest == "/app_id":
		return c.json(`{"app_id":3881637756953642402}`)
	}
	c.body(q, func([]byte) {})
	if q.method == "POST" { // cancel, reset
		return c.json(`{"success":true}`)
	}
	return c.reply("404 Not Found", "application/json", []byte(`{"detail":"Not Found"}`))
}

func (c *conn) file(rest string) error {
	parts := strings.Split(strings.TrimPrefix(rest, "/file=/replay/"), "/")
	size, _ := strconv.ParseInt(parts[0], 10, 64)
	return c.download(size, parts[len(parts)-1])
}

func serve(nc net.Conn) {
	defer nc.Close()
	nConns.Add(1)
	c := &conn{nc, bufio.NewReaderSize(nc, 256<<10)}
	for {
		q, err := c.readRequest()
		if err != nil || c.handle(q) != nil {
			return
		}
	}
}

func namesOf(config []byte) map[int]string {
	var parsed struct {
		Dependencies []struct {
			ID      *int `json:"id"`
			APIName any  `json:"api_name"`
		} `json:"dependencies"`
	}
	json.Unmarshal(config, &parsed)
	names := map[int]string{}
	for i, d := range parsed.Dependencies {
		if d.ID != nil {
			i = *d.ID
		}
		if s, ok := d.APIName.(string); ok {
			names[i] = s
		}
	}
	return names
}

func unzip(path string) ([]byte, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	z, err := gzip.NewReader(f)
	if err != nil {
		return nil, err
	}
	return io.ReadAll(z)
}

func main() {
	listen := flag.String("listen", "127.0.0.1:0", "address")
	portfile := flag.String("portfile", "", "the port is written here")
	fixtures := flag.String("fixtures", "fixtures", "folders of NAME.config.json.gz and NAME.info.json.gz, with commas between")
	up := flag.String("upstream", "", "a real Gradio server for everything else")
	flag.Parse()
	var files []string
	for _, folder := range strings.Split(*fixtures, ",") {
		found, _ := filepath.Glob(folder + "/*.config.json.gz")
		files = append(files, found...)
	}
	for _, f := range files {
		name := strings.TrimSuffix(filepath.Base(f), ".config.json.gz")
		config, err := unzip(f)
		if err != nil {
			log.Fatal(err)
		}
		info, err := unzip(strings.TrimSuffix(f, ".config.json.gz") + ".info.json.gz")
		if err != nil {
			log.Fatal(err)
		}
		apps[name] = &app{config: config, info: info, names: namesOf(config)}
	}
	if *up != "" {
		u, err := url.Parse(strings.TrimRight(*up, "/"))
		if err != nil {
			log.Fatal(err)
		}
		upstream = u
		proxy = httputil.NewSingleHostReverseProxy(u)
		proxy.FlushInterval = -1
	}
	l, err := net.Listen("tcp", *listen)
	if err != nil {
		log.Fatal(err)
	}
	port := l.Addr().(*net.TCPAddr).Port
	if *portfile != "" {
		os.WriteFile(*portfile+".new", []byte(strconv.Itoa(port)), 0o644)
		os.Rename(*portfile+".new", *portfile)
	}
	fmt.Println(port)
	for {
		c, err := l.Accept()
		if err != nil {
			log.Fatal(err)
		}
		go serve(c)
	}
}
