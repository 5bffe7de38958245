#!/usr/bin/env bash
#
# What interface and gateway endpoints have in common: a policy, and how they are deleted.
# https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html

# Makes sure that the endpoint has the policy of a file, or AWS's own, which lets everything through.
# usage: endpoint::policy KIND ENDPOINT [FILE]
endpoint::policy() {
  local kind=$1 has wanted='{"Statement":[{"Effect":"Allow","Principal":"*","Action":"*","Resource":"*"}]}'
  local change=(--reset-policy)
  shift
  if [[ -n $PLAN ]] || is_new "$1" || is_out_of_sight "$kind" "$1"; then return; fi
  if [[ -n ${2:-} ]]; then
    wanted=$(<"$2")
    # As a word: in the path of a file the AWS CLI would expand variables.
    change=(--policy-document "$wanted")
  fi
  has=$(endpoint::policy_of "$kind" "$1")
  has=$(endpoint::policy_facts "$has")
  wanted=$(endpoint::policy_facts "$wanted")
  if [[ -n $CHECK ]]; then
    find_whether "policy of $(name_of "$1")" "$has" "$wanted" "$1"
  elif [[ $has != "$wanted" ]]; then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" ${change[@]+"${change[@]}"} >/dev/null
    report changed "endpoint policy" "$1"
  fi
}

# The policy as the last look at the endpoint showed it.
# usage: endpoint::policy_of KIND ENDPOINT
endpoint::policy_of() {
  local answer
  answer=$(seen_answer "$1" "$2") || exit
  printf '%s' "${answer#*policy=}"
}

# What a policy says, a statement a line: their order means nothing, nor do the language's version and their names.
# usage: endpoint::policy_facts POLICY
endpoint::policy_facts() {
  json_facts <<<"$1" | awk '
    /^\."Version" / || /^\."Id" / || /\."Sid" / { next }
    match($0, /^\."Statement"\[[0-9]+\]/) {
      statement[substr($0, 1, RLENGTH)] = statement[substr($0, 1, RLENGTH)] substr($0, RLENGTH + 1) "\t"
      next
    }
    { alone = alone substr($0, length(".\"Statement\"") + 1) "\t" }
    END {
      for (each in statement) print statement[each]
      if (alone != "") print alone
    }' | sort
}

# Deletes an endpoint. This call succeeds even when it deletes nothing: the refusal stands in its answer.
# usage: endpoint::take_away ENDPOINT
endpoint::take_away() {
  local refusal remedy
  refusal=$(aws ec2 delete-vpc-endpoints --vpc-endpoint-ids "$1" \
    --query 'Unsuccessful[].Error.[Code,Message]') || return
  case $refusal in
    "" | InvalidVpcEndpoint*NotFound*) ;;
    *)
      complain "error: aws ec2 delete-vpc-endpoints was refused in $SIDE_REGION"
      complain "  $(shown "$refusal")"
      remedy=$(kinds_remedy "${refusal%%[$' \t']*}" delete-vpc-endpoints "$refusal")
      if [[ -n $remedy ]]; then complain "  next: $remedy"; fi
      return 1
      ;;
  esac
}
