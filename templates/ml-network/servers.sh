#!/usr/bin/env bash
#
# What model servers are launched with: an image, a type, a role, a disk, and what they run when they begin. It is
# included, never run.

#% param DEPLOYMENT_NAME DeploymentName
#% param SERVER_IMAGE InstanceImage?
#% param SERVER_IMAGE_DATE Date?
#% param SERVER_DISK_GIGABYTES DiskGigabytes
#% param SERVER_POLICY_ARNS [PolicyARN]

#% include server_type.sh
#% include instance_role.sh

# Their role may do what Session Manager needs, and what SERVER_POLICY_ARNS allow.
make_server_role() {
  make_instance_role SERVER "$DEPLOYMENT_NAME-server" "$SERVER_ROLE"
  iam_role::has_only_managed "$(needed NETWORK_SERVER_ROLE_ARN)" "$(session_manager_policy)" \
    ${SERVER_POLICY_ARNS[@]+"${SERVER_POLICY_ARNS[@]}"}
}

# The launch template, with a version of what is wanted now. Which version a group is launched from is said there, and
# never left to a default.
make_server_template() {
  local data description
  if [[ -z $CHECK ]]; then find_image; fi
  data=$(server_data)
  # The sum of the image's source stands in the version, too: without `env`, the same image is found again.
  description="accelgen data $(sum_of "$data") image $(image_sum)"
  data="${data%?},$(server_tags)}"
  ensure NETWORK_SERVER_TEMPLATE_ID "$DEPLOYMENT_NAME-server" \
    aws ec2 create-launch-template --launch-template-name "$DEPLOYMENT_NAME-server" \
    --version-description "$description" --launch-template-data "$data"
  launch_template::has_version NETWORK_SERVER_TEMPLATE_ID "$(needed NETWORK_SERVER_TEMPLATE_ID)" "$data" "$description"
}

# The version of the template that is wanted now.
newest_version() {
  local version
  version=$(recall NETWORK_SERVER_TEMPLATE_DATA)
  version=${version%% *}
  if [[ ! $version =~ ^[1-9][0-9]*$ ]]; then version=1; fi
  printf '%s' "$version"
}

# usage: sum_of TEXT
sum_of() {
  local sum
  sum=$(cksum <<<"$1")
  printf '%s' "${sum// /-}"
}

# Where the image comes from: it is looked up once for each of these, and never changes by itself.
image_source() {
  local architecture image=$SERVER_IMAGE
  read -r _ architecture _ <<<"$(recall NETWORK_SERVER_FACTS)"
  if [[ -z $image ]]; then
    image="/aws/service/ami-amazon-linux-latest/al2023-ami-kernel-default-${architecture:-x86_64}"
  fi
  printf '%s %s' "$image" "$SERVER_IMAGE_DATE"
}

image_sum() { sum_of "$(image_source)"; }

# Finds the image and its root device, once; keeps "IMAGE ROOT_DEVICE SUM". Later images of its kind are not taken: new
# servers are as those beside them.
find_image() {
  local source image facts device architecture wanted state
  not_in_check_mode
  if [[ $(recall NETWORK_SERVER_IMAGE) =~ ^ami-[0-9a-f]+\ [a-z0-9/]+\ "$(image_sum)"$ ]]; then return; fi
  source=$(image_source)
  source=${source% *}
  image=$source
  if [[ -n $PLAN ]]; then
    if [[ $source == /* ]]; then image::newest "$source" NETWORK_SERVER_IMAGE; fi
    return
  fi
  if [[ $source == /* ]]; then image=$(image_of_before); fi
  if [[ -z $image ]]; then image=$(image::newest "$source"); fi
  [[ $image =~ ^ami-[0-9a-f]+$ ]] ||
    fail "the parameter $source of $SIDE_REGION stands for no image, but: $(shown "${image:-nothing}")" \
      "set another SERVER_IMAGE"
  facts=$(image::facts "$image")
  IFS=$'\t' read -r device architecture state <<<"$facts"
  read -r _ wanted _ <<<"$(recall NETWORK_SERVER_FACTS)"
  [[ $state == available ]] ||
    fail "the image $image is $(shown "${state:-not there}") in $SIDE_REGION, or not shared with this account" \
      "set another SERVER_IMAGE"
  [[ $architecture == "$wanted" ]] ||
    fail "the image $image is for $(shown "$architecture"), and $SERVER_TYPE is $wanted" \
      "set a SERVER_IMAGE for $wanted, or another SERVER_TYPE"
  [[ $device =~ ^/dev/[a-z0-9]+$ ]] || fail "the image $image has a root device of an unknown name: $(shown "$device")"
  remember NETWORK_SERVER_IMAGE "$image $device $(image_sum)"
}

# The image of the newest version that came from the same source, where `env` was lost; or nothing.
image_of_before() {
  local template lines
  not_in_check_mode
  template=$(recall NETWORK_SERVER_TEMPLATE_ID)
  if [[ -z $template ]]; then template=$(find_living NETWORK_SERVER_TEMPLATE_ID); fi
  if [[ -z $template ]]; then return; fi
  lines=$(launch_template::versions "$template")
  awk -F '\t' -v end=" image $(image_sum)" '
    substr($3, length($3) - length(end) + 1) == end && $1 + 0 > newest { newest = $1 + 0; image = $2 }
    END { print image }' <<<"$lines"
}

# What a version holds, but for the tags: with others alone it is the same. Containers on a server cannot ask for its
# rights: one hop is too near for them.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/configuring-instance-metadata-options.html
server_data() {
  local image device
  read -r image device _ <<<"$(recall NETWORK_SERVER_IMAGE)"
  if [[ -n $PLAN && -z $image ]]; then
    image=$SERVER_IMAGE device=/dev/xvda
    if [[ $image != ami-* ]]; then image=$(unknown_value NETWORK_SERVER_IMAGE); fi
  fi
  printf '{"ImageId":"%s","InstanceType":"%s",' "$image" "$SERVER_TYPE"
  printf '"IamInstanceProfile":{"Arn":"%s"},' "$(needed NETWORK_SERVER_PROFILE_ARN)"
  printf '"MetadataOptions":{"HttpTokens":"required","HttpPutResponseHopLimit":1},'
  printf '"SecurityGroupIds":["%s"],' "$(needed NETWORK_APP_GROUP_ID)"
  printf '"BlockDeviceMappings":[{"DeviceName":"%s","Ebs":{"VolumeSize":%s,"VolumeType":"gp3","Encrypted":true,"DeleteOnTermination":true}}]' \
    "$device" "$SERVER_DISK_GIGABYTES"
  # What they run when they begin; without either, the image's own.
  #% if SERVER_USER_DATA_FILE
  printf ',"UserData":"%s"' "$(base64 <"$HERE/user_data.txt" | tr -d '\r\n')"
  #% else
  #% if STAND_IN
  printf ',"UserData":"%s"' "$(base64 <"$HERE/stand_in.sh" | tr -d '\r\n')"
  #% end
  #% end
  printf '}'
}

# The tags of servers and their disks. A server's name is that of its group, which gives it.
server_tags() {
  printf '"TagSpecifications":[{"ResourceType":"instance","Tags":%s},{"ResourceType":"volume","Tags":%s}]' \
    "$(tags_of NETWORK_SERVER_INSTANCE_ID "$DEPLOYMENT_NAME-server")" \
    "$(tags_of NETWORK_SERVER_VOLUME_ID "$DEPLOYMENT_NAME-server")"
}
