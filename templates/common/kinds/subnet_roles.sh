#!/usr/bin/env bash
#
# What subnets are to clusters of Kubernetes, which find by a tag where a load balancer may stand: one that the internet
# reaches in subnets with the role elb, any other in those with the role internal-elb.
# https://kubernetes-sigs.github.io/aws-load-balancer-controller/latest/deploy/subnet_discovery/

# usage: subnet::role_key ROLE
subnet::role_key() { printf 'kubernetes.io/role/%s' "$1"; }

# Which of several subnets have a role: "ROLE SUBNET", a line each, with a tab between.
# usage: subnet::roles SUBNET...
subnet::roles() {
  local role query=""
  for role in elb internal-elb; do
    query+=",Subnets[?Tags[?Key=='$(subnet::role_key "$role")'&&Value=='1']].['$role',SubnetId]"
  done
  aws ec2 describe-subnets --filters "Name=subnet-id,Values=$(with_commas "$@")" --query "[${query#,}][]"
}

# Whether TAGS say themselves what the tag of a role is: then it is what they say.
# usage: subnet::is_users_role ROLE
subnet::is_users_role() { [[ ,$(joined_tags) == *",$(subnet::role_key "$1")="* ]]; }

# Makes sure that subnets have a role.
# usage: subnet::have_role ROLE ROLES SUBNET...   (ROLES: what subnet::roles prints of them)
subnet::have_role() {
  local role=$1 roles=$'\n'$2$'\n' subnet has lacking=()
  if subnet::is_users_role "$role"; then return; fi
  for subnet in "${@:3}"; do
    if is_out_of_sight subnet "$subnet"; then continue; fi
    has=""
    if [[ $roles == *$'\n'"$role"$'\t'"$subnet"$'\n'* ]]; then has=1; fi
    if [[ -n $CHECK ]]; then
      find_whether "Kubernetes tag of $(name_of "$subnet")" "$has" 1 "$subnet"
    elif [[ -z $has ]]; then
      lacking+=("$subnet")
    fi
  done
  if ((${#lacking[@]} == 0)); then return; fi
  aws ec2 create-tags --resources "${lacking[@]}" --tags "[{\"Key\":\"$(subnet::role_key "$role")\",\"Value\":\"1\"}]"
  report made "Kubernetes tag $role" "${lacking[*]}"
}

# Takes a role off subnets. A tag with another value is somebody's.
# usage: subnet::lose_role ROLE SUBNET...
subnet::lose_role() {
  if subnet::is_users_role "$1"; then return; fi
  aws ec2 delete-tags --resources "${@:2}" --tags "[{\"Key\":\"$(subnet::role_key "$1")\",\"Value\":\"1\"}]"
  report deleted "Kubernetes tag $1" "${*:2}"
}
