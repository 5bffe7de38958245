#!/usr/bin/env bash
#
# What IAM Access Analyzer says of the endpoints' policies. It knows no endpoints, so it reads them as policies of some
# resource. It is included, never run.
# https://docs.aws.amazon.com/access-analyzer/latest/APIReference/API_ValidatePolicy.html

check_validation() {
  local word id service file missing=""
  while read -r word _ id service; do
    file="$RUN/said.policy.$id"
    if [[ -s $file ]]; then
      start ask "findings.$id" aws accessanalyzer validate-policy --policy-type RESOURCE_POLICY \
        --policy-document "$(<"$file")" --query 'findings[].[findingType,issueCode,findingDetails]'
    fi
  done < <(services)
  await_started
  while read -r word _ id service; do
    if ! knows "findings.$id"; then
      missing=$word
      continue
    fi
    show_findings "$word" "$id" <"$RUN/said.findings.$id"
  done < <(services)
  if [[ -n $missing ]]; then
    leave_out security validation "Access Analyzer did not tell what it finds in the policy for $missing"
  else
    judge security validation "IAM Access Analyzer finds no fault in the policies"
  fi
}

# usage: show_findings WORD ENDPOINT <FINDINGS   (TYPE, CODE and DETAILS, with tabs between)
show_findings() {
  local type code details severity
  while IFS=$'\t' read -r type code details; do
    case $type in
      ERROR) severity=error ;;
      SECURITY_WARNING | WARNING) severity=warning ;;
      SUGGESTION) severity=note ;;
      *) continue ;;
    esac
    problem security validation "$severity" "$1: $code in the policy of $2: $details" \
      "https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html explains it"
  done
}
