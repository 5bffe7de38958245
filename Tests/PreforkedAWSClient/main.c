// What stands for `aws` on the PATH: hands its call to Tests/Tools/preforked_aws.py, and ends as the call ends.
//
// It starts once a call, so it is in C: a Python of its own would be a fifth of what the call costs. The `aws` on
// the PATH is a file of one line, #!CLIENT SOCKET, so the system runs this with SOCKET, that file and the
// arguments.
//
// What it sends: two numbers of 32 bits in network order, how many bytes follow and how many arguments there are;
// then the working folder, the arguments and the environment, each ended by a NUL. What it receives: the exit status.

#include <arpa/inet.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

extern char **environ;

static _Noreturn void fail(const char *what) {
  perror(what);
  exit(255);
}

// As the AWS CLI ends.
static void interrupted(int number) { _exit(128 + number); }

// A shell has what it starts in the background ignore interrupts, and that is kept.
static void end_on_interrupt(void) {
  struct sigaction now;
  if (sigaction(SIGINT, NULL, &now) == 0 && now.sa_handler == SIG_DFL) signal(SIGINT, interrupted);
}

static int connected(const char *path) {
  struct sockaddr_un address = {.sun_family = AF_UNIX};
  int connection = socket(AF_UNIX, SOCK_STREAM, 0);
  if (connection < 0 || strlen(path) >= sizeof address.sun_path) fail(path);
  strcpy(address.sun_path, path);
  if (connect(connection, (struct sockaddr *)&address, sizeof address) != 0) fail(path);
  return connection;
}

// The three standard streams go along: https://man7.org/linux/man-pages/man7/unix.7.html (SCM_RIGHTS).
static void send_head(int connection, const uint32_t head[2]) {
  const int streams[] = {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO};
  union {
    struct cmsghdr header;
    char bytes[CMSG_SPACE(sizeof streams)];
  } rights;
  memset(&rights, 0, sizeof rights);
  struct iovec part = {.iov_base = (void *)head, .iov_len = 2 * sizeof *head};
  struct msghdr message = {
    .msg_iov = &part, .msg_iovlen = 1, .msg_control = rights.bytes, .msg_controllen = sizeof rights.bytes};
  struct cmsghdr *control = CMSG_FIRSTHDR(&message);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof streams);
  memcpy(CMSG_DATA(control), streams, sizeof streams);
  if (sendmsg(connection, &message, 0) != (ssize_t)part.iov_len) fail("sendmsg");
}

static void send_all(int connection, const char *bytes, size_t size) {
  while (size > 0) {
    const ssize_t sent = send(connection, bytes, size, 0);
    if (sent < 0) fail("send");
    bytes += sent;
    size -= (size_t)sent;
  }
}

static size_t size_of(char *const *words) {
  size_t size = 0;
  for (; *words != NULL; words++) size += strlen(*words) + 1;
  return size;
}

static char *append(char *end, char *const *words) {
  for (; *words != NULL; words++) end = stpcpy(end, *words) + 1;
  return end;
}

int main(int count, char *arguments[]) {
  char folder[PATH_MAX];
  char *const place[] = {folder, NULL};
  if (count < 3) {
    fprintf(stderr, "usage: %s SOCKET FILE [ARGUMENT...]\n", arguments[0]);
    return 255;
  }
  end_on_interrupt();
  if (getcwd(folder, sizeof folder) == NULL) fail("getcwd");

  char *const *own = arguments + 3;
  const size_t size = size_of(place) + size_of(own) + size_of(environ);
  char *const call = malloc(size);
  if (call == NULL) fail("malloc");
  append(append(append(call, place), own), environ);

  const int connection = connected(arguments[1]);
  const uint32_t head[] = {htonl((uint32_t)size), htonl((uint32_t)(count - 3))};
  send_head(connection, head);
  send_all(connection, call, size);

  unsigned char status;
  if (recv(connection, &status, 1, 0) != 1) {
    fputs("the pre-forked AWS CLI is gone\n", stderr);
    return 255;
  }
  return status;
}
