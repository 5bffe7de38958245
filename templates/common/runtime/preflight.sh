#!/usr/bin/env bash
#
# What a preflight asks: would these calls be allowed, is there room, are the names free?

#% include runtime/quotas.sh

# usage: is_made KEY
is_made() { [[ -n $(recall "$1") ]]; }

# Whether the AWS CLI works, and knows the newest call of the scripts.
# usage: check_aws_cli SERVICE OPERATION
check_aws_cli() {
  local message
  message=$(command aws "$@" --generate-cli-skeleton 2>&1) ||
    fail "this AWS CLI does not work, or does not know aws $*: $(shown "$(command aws --version 2>&1)")" \
      "$(shown "$message")" "https://docs.aws.amazon.com/cli/latest/userguide/getting-started-install.html"
}

# Asks AWS whether a call would be allowed, without making it; with its tags, which may be what allows it.
# usage: may KEY aws ec2 OPERATION [OPTION...]
may() {
  local KIND="" KNOWN_NAME=""
  if is_made "$1"; then return; fi
  select_resource "$1"
  tolerate DryRunOperation create_resource "" "" "$1" "$@" --dry-run >/dev/null
}

# Asks what carries the deployment's tag, for the steps: the first thing that they need to know.
# usage: look_ahead KEY   (KEY: of what is made first)
look_ahead() {
  if ! is_made "$1"; then inventory >/dev/null; fi
}

# How many words there are.
count() { wc -w <<<"$1" | tr -d ' '; }

# Names are free, or this deployment's from before.
# usage: check_names KEY...
check_names() {
  local key
  for key in "$@"; do
    if ! is_made "$key"; then start check_name "$key"; fi
  done
  await_started
}

# What is free is noted: nobody needs to look for it again.
# usage: check_name KEY
check_name() {
  local id
  id=$(find_living "$1")
  if [[ -z $id ]]; then : >"$RUN/free.$1"; fi
}
