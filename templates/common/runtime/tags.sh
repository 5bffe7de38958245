#!/usr/bin/env bash
#
# The tags by which a deployment's resources are known: each carries DEPLOYMENT_TAG, with its key as the value.
# How an API gives, reads and changes tags is in services/.

# The tagged resources of the region at hand that tags can be searched for: "KEY<tab>ID", a line each. Anybody may
# give tags any value: only what has the shape of a key and of an id is taken, and the rest told.
inventory() {
  if has_tagged; then once "tags.$SIDE_REGION" tagged_resources; fi
}

# Whether the side at hand has resources that are found by their tags.
has_tagged() {
  local row kind side
  for row in ${RESOURCES[@]+"${RESOURCES[@]}"}; do
    read -r _ kind side _ <<<"$row"
    if [[ $side == "$SIDE" ]] && ! has_function "$kind::find"; then return; fi
  done
  return 1
}

tagged_resources() {
  local line lines="" service row='^\["([A-Z][A-Z0-9_]*)", ?"(([a-z]+-)+[0-9a-f]+)"\]$'
  # Called where bash would go on after an error, as if nothing carried the tag.
  for service in $(those_with tagged_as); do
    lines+=$("$service::tagged_as" "$DEPLOYMENT_TAG")$'\n' || return
  done
  while IFS= read -r line; do
    if [[ $line =~ $row ]]; then
      printf '%s\t%s\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
    elif [[ -n $line && $line != None ]]; then
      complain "left alone in $SIDE_REGION: $(shown "$line") carries the tag $DEPLOYMENT_TAG, but with no key of these scripts"
    fi
  done <<<"$lines"
}

# So that the next look is at AWS.
forget_inventory() { rm -f "$RUN/tags.$SIDE_REGION" "$RUN"/listed."$SIDE_REGION".*; }

# The ids that carry a key in the deployment's tag and are of its kind, a line each.
# usage: tagged KEY
tagged() {
  local key id lines KIND="" KNOWN_NAME=""
  select_resource "$1"
  lines=$(inventory) || return
  while IFS=$'\t' read -r key id; do
    if [[ $key == "$1" ]] && "$KIND::is_id" "$id"; then printf '%s\n' "$id"; fi
  done <<<"$lines"
}

# The tags of a resource, as JSON: its name, its key in the deployment, the user's own. None of them needs escaping.
# usage: tags_of KEY NAME
tags_of() {
  local tag
  printf '[{"Key":"Name","Value":"%s"},{"Key":"%s","Value":"%s"}' "$2" "$DEPLOYMENT_TAG" "$1"
  for tag in ${TAGS[@]+"${TAGS[@]}"}; do
    printf ',{"Key":"%s","Value":"%s"}' "${tag%%=*}" "${tag#*=}"
  done
  printf ']'
}

# Gives a resource the tags that it shall have, and takes away those that it no longer shall.
# deploy_all.sh sets ACCELGEN_OLD_TAGS when the tags are others than they were.
# usage: tag_resource KIND ID KEY NAME
tag_resource() {
  local id=$2 service tags old kept surplus=()
  not_in_check_mode
  service=$(service_of "$1")
  tags=$(tags_of "$3" "$4")
  kept=,$(joined_tags)
  while IFS= read -r -d , old; do
    old=${old%%=*}
    if [[ -n $old && $kept != *",$old="* ]]; then
      surplus+=("$old")
      kept+=",$old="
    fi
  done <<<"${ACCELGEN_OLD_TAGS:-},"
  "$service::tag" "$id" "$tags"
  if ((${#surplus[@]} > 0)); then "$service::untag" "$id" "${surplus[@]}"; fi
}

# The user's own tags in one line.
joined_tags() { with_commas ${TAGS[@]+"${TAGS[@]}"}; }

# Words as a list in JSON, so that none of them stands where an option could.
# usage: json_list WORD...
json_list() {
  local list
  list=$(printf ',"%s"' "$@")
  printf '[%s]' "${list#,}"
}
