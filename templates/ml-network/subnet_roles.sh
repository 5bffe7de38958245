#!/usr/bin/env bash
#
# What the tiers are to a cluster of Kubernetes, the mesh's: its load balancers for the internet stand in public, others
# in app. It is included, never run.

#% if MESH_HOST
# The subnets have the tags that say so; that they get them is noted before.
keep_roles() {
  local subnets subnet roles="" public app known=()
  subnets=$(subnets_of PUBLIC)
  read -r -a public <<<"${subnets//$'\n'/ }"
  subnets=$(subnets_of APP)
  read -r -a app <<<"${subnets//$'\n'/ }"
  for subnet in ${public[@]+"${public[@]}"} ${app[@]+"${app[@]}"}; do
    if ! is_new "$subnet"; then known+=("$subnet"); fi
  done
  if ((${#known[@]} > 0)); then roles=$(subnet::roles "${known[@]}"); fi
  if [[ -z $(recall SUBNET_ROLES) ]]; then remember SUBNET_ROLES given; fi
  subnet::have_role elb "$roles" ${public[@]+"${public[@]}"}
  subnet::have_role internal-elb "$roles" ${app[@]+"${app[@]}"}
}
#% else
# They lose those that they were given, and none that somebody else has given them.
keep_roles() {
  local subnets public app
  if [[ -n $PLAN || -z $(recall SUBNET_ROLES) ]]; then return; fi
  if [[ -n $CHECK ]]; then
    find_difference "Kubernetes tags" "no longer wanted"
    return
  fi
  subnets=$(subnets_of PUBLIC)
  read -r -a public <<<"${subnets//$'\n'/ }"
  subnets=$(subnets_of APP)
  read -r -a app <<<"${subnets//$'\n'/ }"
  subnet::lose_role elb ${public[@]+"${public[@]}"}
  subnet::lose_role internal-elb ${app[@]+"${app[@]}"}
  remember SUBNET_ROLES ""
}
#% end
