/* SPDX-License-Identifier: GPL-3.0-or-later */
/* The physical floor: the same requests as a Gradio client makes, over bare sockets, reading every byte of the
 * answers and finding where messages end, but understanding nothing.
 *
 *   raw_client info URL                       GET config and info
 *   raw_client calls URL FN_INDEX N JSON      N x (POST queue/join, GET queue/data), one connection
 *   raw_client jobs URL FN_INDEX N JSON       N joins, then one queue/data until close_stream
 *   raw_client stream URL FN_INDEX JSON       one job; prints messages and bytes
 *   raw_client upload URL FILE                multipart, sendfile
 *   raw_client uploads URL N FILE             N of them, one connection
 *   raw_client download URL BYTES [OUT]       GET file=
 */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <errno.h>
#include <fcntl.h>
#include <netinet/tcp.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

static char   host[256], base[512];
static int    port;
static char   buf[1 << 20];
static size_t have, at; /* buf[at..have) is unread */
static int    fd;

static void
die (const char *what)
{
  perror (what);
  exit (1);
}

static double
now (void)
{
  struct timespec t;
  clock_gettime (CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec / 1e9;
}

static void
dial (void)
{
  struct sockaddr_in a = { .sin_family = AF_INET, .sin_port = htons (port) };
  inet_pton (AF_INET, host, &a.sin_addr);
  fd = socket (AF_INET, SOCK_STREAM, 0);
  int one = 1;
  setsockopt (fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (connect (fd, (struct sockaddr *) &a, sizeof a))
    die ("connect");
  have = at = 0;
}

static void
put (const char *p, size_t n)
{
  while (n) {
    ssize_t w = write (fd, p, n);
    if (w < 0)
      die ("write");
    p += w, n -= w;
  }
}

static void
fill (void)
{
  if (at == have)
    at = have = 0;
  else if (at)
    memmove (buf, buf + at, have - at), have -= at, at = 0;
  ssize_t r = read (fd, buf + have, sizeof buf - have);
  if (r <= 0)
    die ("read");
  have += r;
}

static char *
line (void)
{ /* the next line, its CRLF cut */
  char *e;
  while (!(e = memchr (buf + at, '\n', have - at)))
    fill ();
  char *p = buf + at;
  at = e + 1 - buf;
  e[e > p && e[-1] == '\r' ? -1 : 0] = 0;
  return p;
}

static size_t messages, bytes;

/* one answer; body bytes go to out when it is a descriptor, and SSE messages are counted */
static int
answer (char *keep, size_t room, int out)
{
  int       chunked = 0, status = 0;
  long long length = 0;
  char     *l = line ();
  sscanf (l, "HTTP/1.1 %d", &status);
  while (*(l = line ())) {
    if (!strncasecmp (l, "content-length:", 15))
      length = atoll (l + 15);
    if (!strncasecmp (l, "transfer-encoding:", 18))
      chunked = 1;
  }
  size_t kept = 0;
  char   last = 0;
  do {
    if (chunked)
      length = strtoll (line (), 0, 16);
    for (long long left = length; left > 0;) {
      if (at == have)
        fill ();
      size_t n = have - at;
      if ((long long) n > left)
        n = left;
      if (chunked) { /* count the blank lines */
        char *p = buf + at, *end = p + n, *e;
        while ((e = memchr (p, '\n', end - p))) {
          char before = e > buf + at ? e[-1] : last;
          messages += before == '\n';
          p = e + 1;
        }
        last = end[-1];
      }
      if (out >= 0)
        for (size_t w = 0; w < n;) {
          ssize_t k = write (out, buf + at + w, n - w);
          if (k < 0)
            die ("write file");
          w += k;
        }
      if (keep && kept + n < room)
        memcpy (keep + kept, buf + at, n), kept += n;
      at += n, left -= n, bytes += n;
    }
    if (chunked)
      line ();
  } while (chunked && length);
  if (keep)
    keep[kept] = 0;
  return status;
}

static void
get (const char *path, int out)
{
  char q[2048];
  put (q, snprintf (q, sizeof q, "GET %s%s HTTP/1.1\r\nHost: %s:%d\r\n\r\n", base, path, host, port));
  if (answer (0, 0, out) != 200)
    die (path);
}

static void
join (const char *fn, const char *json, const char *session)
{
  static char body[1 << 16], q[1 << 17], id[256];
  int         n = snprintf (body, sizeof body, "{\"data\":[%s],\"fn_index\":%s,\"session_hash\":\"%s\"}", json, fn, session);
  put (q, snprintf (q, sizeof q,
                    "POST %s/gradio_api/queue/join HTTP/1.1\r\nHost: %s:%d\r\nContent-Type: application/json\r\n"
                    "Content-Length: %d\r\n\r\n%s",
                    base, host, port, n, body));
  if (answer (id, sizeof id, -1) != 200)
    die ("join");
}

static void
upload (const char *file)
{
  const char *name = strrchr (file, '/') ? strrchr (file, '/') + 1 : file;
  char        head[2048], part[1024];
  int         in = open (file, O_RDONLY);
  struct stat s;
  if (in < 0 || fstat (in, &s))
    die (file);
  const char *end = "\r\n--boundary1234567890--\r\n";
  int         n = snprintf (part, sizeof part,
                            "--boundary1234567890\r\nContent-Disposition: form-data; name=\"files\"; filename=\"%s\"\r\n"
                                    "Content-Type: application/octet-stream\r\n\r\n",
                            name);
  int         m = snprintf (head, sizeof head,
                            "POST %s/gradio_api/upload HTTP/1.1\r\nHost: %s:%d\r\n"
                                    "Content-Type: multipart/form-data; boundary=boundary1234567890\r\nContent-Length: %lld\r\n\r\n%s",
                            base, host, port, (long long) (n + s.st_size + strlen (end)), part);
  put (head, m);
  for (off_t o = 0; o < s.st_size;)
    if (sendfile (fd, in, &o, s.st_size - o) <= 0)
      die ("sendfile");
  put (end, strlen (end));
  close (in);
  char paths[1024];
  if (answer (paths, sizeof paths, -1) != 200)
    die ("upload");
}

static int
by_value (const void *a, const void *b)
{
  double x = *(double *) a, y = *(double *) b;
  return (x > y) - (x < y);
}

static void
summary (double *ms, int n, double wall)
{
  qsort (ms, n, sizeof *ms, by_value);
  printf ("{\"calls\":%d,\"wall_s\":%.6f,\"min_ms\":%.4f,\"p50_ms\":%.4f,\"p95_ms\":%.4f,\"max_ms\":%.4f}\n", n, wall,
          ms[0], ms[(n - 1) / 2], ms[(int) ((n - 1) * .95)], ms[n - 1]);
}

int
main (int argc, char **argv)
{
  if (argc < 3 || sscanf (argv[2], "http://%255[^:]:%d%511s", host, &port, base) < 2)
    return 2;
  size_t k = strlen (base);
  if (k && base[k - 1] == '/')
    base[k - 1] = 0;
  char session[64], path[256];
  dial ();
  if (!strcmp (argv[1], "info")) {
    get ("/config", -1);
    get ("/gradio_api/info", -1);
    printf ("%zu bytes\n", bytes);
  } else if (!strcmp (argv[1], "calls") || !strcmp (argv[1], "uploads")) {
    int     up = argv[1][0] == 'u', n = atoi (argv[up ? 3 : 4]);
    double *ms = calloc (n, sizeof *ms), start = now ();
    for (int i = 0; i < n; i++) {
      double t = now ();
      if (up)
        upload (argv[4]);
      else {
        snprintf (session, sizeof session, "raw%d_%d", getpid (), i);
        join (argv[3], argv[5], session);
        snprintf (path, sizeof path, "/gradio_api/queue/data?session_hash=%s", session);
        get (path, -1);
      }
      ms[i] = (now () - t) * 1e3;
    }
    summary (ms, n, now () - start);
  } else if (!strcmp (argv[1], "jobs")) {
    int    n = atoi (argv[4]);
    double start = now ();
    snprintf (session, sizeof session, "raw%d", getpid ());
    for (int i = 0; i < n; i++)
      join (argv[3], argv[5], session);
    snprintf (path, sizeof path, "/gradio_api/queue/data?session_hash=%s", session);
    get (path, -1);
    double ms = (now () - start) * 1e3;
    summary (&ms, 1, ms / 1e3);
  } else if (!strcmp (argv[1], "stream")) {
    double start = now ();
    snprintf (session, sizeof session, "raw%d", getpid ());
    join (argv[3], argv[4], session);
    snprintf (path, sizeof path, "/gradio_api/queue/data?session_hash=%s", session);
    bytes = 0;
    get (path, -1);
    printf ("{\"messages\":%zu,\"bytes\":%zu,\"wall_s\":%.6f}\n", messages, bytes, now () - start);
  } else if (!strcmp (argv[1], "upload")) {
    double start = now ();
    upload (argv[3]);
    printf ("{\"wall_s\":%.6f}\n", now () - start);
  } else if (!strcmp (argv[1], "download")) {
    double start = now ();
    int    out = argc > 4 ? open (argv[4], O_WRONLY | O_CREAT | O_TRUNC, 0644) : -1;
    snprintf (path, sizeof path, "/gradio_api/file=/replay/%s/made.bin", argv[3]);
    get (path, out);
    printf ("{\"bytes\":%zu,\"wall_s\":%.6f}\n", bytes, now () - start);
  }
  return 0;
}
