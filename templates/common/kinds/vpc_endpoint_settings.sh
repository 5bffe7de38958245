#!/usr/bin/env bash
#
# What of an interface endpoint can be changed in place: who is let in to it, and whether clients find it under the
# service's own name. (Its policy: kinds/endpoint.sh; its subnets: kinds/vpc_endpoint_subnets.sh.)
# https://docs.aws.amazon.com/vpc/latest/privatelink/manage-endpoints.html

# Makes sure that an endpoint has one security group and no other, and private DNS, or none.
# usage: vpc_endpoint::has ENDPOINT GROUP true|false
vpc_endpoint::has() {
  local endpoint=$1 group=$2 answer word has="" private_dns="" remove=()
  if [[ -n $PLAN ]] || is_new "$endpoint" || is_out_of_sight vpc_endpoint "$endpoint"; then return; fi
  answer=$(seen_answer vpc_endpoint "$endpoint") || exit
  for word in ${answer%%policy=*}; do
    case $word in
      private-dns=*) private_dns=${word#*=} ;;
      sg-*)
        has+="${has:+ }$word"
        if [[ $word != "$group" ]]; then remove+=("$word"); fi
        ;;
    esac
  done
  if [[ -n $CHECK ]]; then
    find_whether "groups of $(name_of "$endpoint")" "$has" "$group" "$endpoint"
    find_whether "private DNS of $(name_of "$endpoint")" "$private_dns" "$3" "$endpoint"
    return
  fi
  if [[ $has != "$group" ]]; then
    vpc_endpoint::let_in "$endpoint" "$group" "$has" ${remove[@]+"${remove[@]}"}
  fi
  if [[ $private_dns != "$3" ]]; then vpc_endpoint::name "$endpoint" "$3"; fi
}

# The group that is wanted comes before others go: an endpoint has one at least.
# usage: vpc_endpoint::let_in ENDPOINT GROUP "HAS…" [REMOVE...]
vpc_endpoint::let_in() {
  if [[ " $3 " != *" $2 "* ]]; then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --add-security-group-ids "$2" >/dev/null
  fi
  if (($# > 3)); then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --remove-security-group-ids "${@:4}" >/dev/null
  fi
  report changed "groups of $(name_of "$1")" "$2"
}

# usage: vpc_endpoint::name ENDPOINT true|false
vpc_endpoint::name() {
  if [[ $2 == true ]]; then
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --private-dns-enabled >/dev/null
  else
    aws ec2 modify-vpc-endpoint --vpc-endpoint-id "$1" --no-private-dns-enabled >/dev/null
  fi
  report changed "private DNS of $(name_of "$1")" "$2"
}
