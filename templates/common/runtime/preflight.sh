#!/usr/bin/env bash
#
# What a preflight asks: would these calls be allowed, is there room, are the names free?

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

# Whether a quota has room for what `env` does not know of some keys. AWS is asked for it only beyond what every
# account has. Who may not read quotas, or has none of their own, goes without this check.
# usage: check_room WHAT USED DEFAULT SERVICE QUOTA KEY...
check_room() {
  local quota key id needed=0
  if (($2 + $# - 5 <= $3)); then return; fi
  quota=$(tolerate 'AccessDenied.*|NoSuchResource.*|UnauthorizedOperation' \
    aws service-quotas get-service-quota --service-code "$4" --quota-code "$5" --query Quota.Value)
  quota=${quota%.*}
  if [[ ! $quota =~ ^[0-9]{1,9}$ ]] || (($2 + $# - 5 <= quota)); then return; fi

  # What is there already, and will be found again by its tag, needs none.
  for key in "${@:6}"; do
    id=$(recall "$key")
    if [[ -z $id ]]; then id=$(find_living "$key"); fi
    if [[ -z $id ]]; then needed=$((needed + 1)); fi
  done
  if (($2 + needed > quota)); then
    fail "$SIDE_REGION has room for $quota $1 and $2 are in use; the deployment needs $needed more" \
      "delete what is not needed, or ask for more:" \
      "$(call_line service-quotas request-service-quota-increase --service-code "$4" --quota-code "$5" \
        --desired-value "$(($2 + needed))")"
  fi
}

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
