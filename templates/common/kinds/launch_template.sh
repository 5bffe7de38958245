#!/usr/bin/env bash
#
# Launch template: what instances are launched with. A change is a new version, which becomes the default one.
# https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/ec2-launch-templates.html

launch_template::needs() { printf 'instance_profile placement_group security_group subnet'; }
launch_template::is_id() { [[ $1 =~ ^lt-[0-9a-f]+$ ]]; }
launch_template::id() { printf LaunchTemplate.LaunchTemplateId; }
launch_template::token_option() { printf -- --client-token; }

# The default version comes last.
launch_template::look() {
  tolerate 'InvalidLaunchTemplateId.*' aws ec2 describe-launch-templates --launch-template-ids "$1" \
    --query "LaunchTemplates[].['present',join('',['version=',to_string(DefaultVersionNumber)])]"
}

# Makes sure that the default version holds this. Of what AWS has, nobody can tell whether it is the same, for AWS adds
# to it: what was put last is known by its sum and the number of its version.
# usage: launch_template::has KEY TEMPLATE DATA
launch_template::has() {
  local key=${1%_ID}_DATA template=$2 sum has version
  if [[ -n $PLAN ]] || is_out_of_sight launch_template "$template"; then return; fi
  sum=$(cksum <<<"$3")
  if is_new "$template"; then
    remember "$key" "1 $sum"
    return
  fi
  has=$(seen_answer launch_template "$template") || exit
  version=${has##*version=}
  if [[ -n $CHECK ]]; then
    find_whether "data of $(name_of "$template")" "$(recall "$key")" "$version $sum" "$template"
    return
  fi
  if [[ $(recall "$key") == "$version $sum" ]]; then return; fi
  version=$(aws ec2 create-launch-template-version --launch-template-id "$template" --launch-template-data "$3" \
    --query LaunchTemplateVersion.VersionNumber)
  aws ec2 modify-launch-template --launch-template-id "$template" --default-version "$version" >/dev/null
  remember "$key" "$version $sum"
  report changed "data of $(name_of "$template")" "version $version"
}

launch_template::delete() {
  tolerate 'InvalidLaunchTemplateId.*' aws ec2 delete-launch-template --launch-template-id "$1" >/dev/null
}
