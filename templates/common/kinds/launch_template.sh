#!/usr/bin/env bash
#
# Launch template: what instances are launched with. A change is a new version.
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

# Makes sure that the default version holds this; a new one becomes the default. Of what AWS has, nobody can tell whether it is the same, for AWS adds
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

# Makes sure that a version holds this, and notes its number: "NUMBER DESCRIPTION" under KEY_DATA. The default version
# stays. Nobody can change a version, so that it is known by its description, which says what it was made from.
# usage: launch_template::has_version KEY TEMPLATE DATA DESCRIPTION
launch_template::has_version() {
  local key=${1%_ID}_DATA template=$2 known version=1
  known=$(recall "$key")
  if [[ -n $PLAN ]] || is_out_of_sight launch_template "$template"; then return; fi
  if [[ -n $CHECK ]]; then
    find_whether "data of $(name_of "$template")" "${known#* }" "$4" "$template"
    return
  elif [[ $known =~ ^[1-9][0-9]*\  && ${known#* } == "$4" ]]; then
    return
  fi
  if ! is_new "$template"; then version=$(launch_template::version_of "$template" "$4"); fi
  if [[ -z $version ]]; then
    version=$(aws ec2 create-launch-template-version --launch-template-id "$template" --launch-template-data "$3" \
      --version-description "$4" --query LaunchTemplateVersion.VersionNumber)
    report changed "data of $(name_of "$template")" "version $version"
  fi
  remember "$key" "$version $4"
}

# The newest version with a description, or nothing.
# usage: launch_template::version_of TEMPLATE DESCRIPTION
launch_template::version_of() {
  local lines
  not_in_check_mode
  lines=$(launch_template::versions "$1") || return
  awk -F '\t' -v description="$2" '$3 == description && $1 + 0 > newest { newest = $1 } END { if (newest) print newest }' \
    <<<"$lines"
}

# All versions: "NUMBER IMAGE DESCRIPTION", with tabs between, a line each.
# usage: launch_template::versions TEMPLATE
launch_template::versions() {
  aws ec2 describe-launch-template-versions --launch-template-id "$1" \
    --query 'LaunchTemplateVersions[].[VersionNumber,LaunchTemplateData.ImageId,VersionDescription]'
}

launch_template::delete() {
  tolerate 'InvalidLaunchTemplateId.*' aws ec2 delete-launch-template --launch-template-id "$1" >/dev/null
}
