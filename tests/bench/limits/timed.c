/* SPDX-License-Identifier: GPL-3.0-or-later */
/* timed RESULT SECONDS NICE COMMAND...: runs COMMAND, writes {"wall","user","sys","rss_kib","status"} to RESULT.
 * A small process of its own, because the peak memory that the kernel reports for a child starts with that of the
 * process it was forked from. Past SECONDS the whole process group is killed and status is "timeout". */
#define _GNU_SOURCE
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static pid_t        child;
static volatile int late;
static void
alarmed (int s)
{
  (void) s;
  late = 1;
  kill (-child, SIGKILL);
}

int
main (int argc, char **argv)
{
  if (argc < 5)
    return 2;
  struct timespec a, b;
  struct rusage   u;
  int             status;
  clock_gettime (CLOCK_MONOTONIC, &a);
  child = fork ();
  if (!child) {
    setpgid (0, 0);
    if (atoi (argv[3]))
      setpriority (PRIO_PROCESS, 0, atoi (argv[3]));
    execvp (argv[4], argv + 4);
    _exit (127);
  }
  setpgid (child, child);
  signal (SIGALRM, alarmed);
  alarm ((unsigned) atof (argv[2]));
  while (wait4 (child, &status, 0, &u) < 0) {
  }
  clock_gettime (CLOCK_MONOTONIC, &b);
  FILE *f = fopen (argv[1], "w");
  fprintf (f, "{\"wall\":%.6f,\"user\":%.6f,\"sys\":%.6f,\"rss_kib\":%ld,\"status\":", b.tv_sec - a.tv_sec + (b.tv_nsec - a.tv_nsec) / 1e9,
           u.ru_utime.tv_sec + u.ru_utime.tv_usec / 1e6, u.ru_stime.tv_sec + u.ru_stime.tv_usec / 1e6, u.ru_maxrss);
  fprintf (f, late ? "\"timeout\"}\n" : "%d}\n", WIFEXITED (status) ? WEXITSTATUS (status) : 128 + WTERMSIG (status));
  fclose (f);
  return 0;
}
