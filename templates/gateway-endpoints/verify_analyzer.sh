#!/usr/bin/env bash
#
# Reachability Analyzer, which AWS charges for by the analysis: only where it is asked for. What it needs is deleted
# again. https://docs.aws.amazon.com/vpc/latest/reachability/what-is-reachability-analyzer.html

# USD an analysis.
readonly ANALYSIS_PRICE=0.10

# usage: analyse_paths INTERFACE
analyse_paths() {
  local word id count unknown=""
  count=$(services | wc -l | tr -d ' ')
  complain "Reachability Analyzer: $count analyses at $ANALYSIS_PRICE USD each"
  while read -r word _ id _; do
    if [[ $id != vpce-* ]] || ! analyse "$1" "$word" "$id"; then unknown+=" $word"; fi
    delete_analyses
  done < <(services)
  if [[ -n $unknown ]]; then
    leave_out connectivity analyzer "no analysis came to an end for$unknown"
  else
    judge connectivity analyzer "Reachability Analyzer finds the way from $1 to each endpoint"
  fi
}

# Fails where there is no result.
# usage: analyse INTERFACE SERVICE ENDPOINT
analyse() {
  local path analysis status="" found codes tags started=$SECONDS
  tags="[{\"Key\":\"$DEPLOYMENT_TAG\",\"Value\":\"VERIFY\"}]"
  path=$(ec2::create network-insights-path "$tags" aws ec2 create-network-insights-path --source "$1" \
    --destination "$3" --protocol tcp --destination-port 443 --query NetworkInsightsPath.NetworkInsightsPathId) || return
  [[ $path =~ ^nip-[0-9a-f]+$ ]] || return
  printf '%s\n' "$path" >"$RUN/path"
  analysis=$(ec2::create network-insights-analysis "$tags" aws ec2 start-network-insights-analysis \
    --network-insights-path-id "$path" --query NetworkInsightsAnalysis.NetworkInsightsAnalysisId) || return
  [[ $analysis =~ ^nia-[0-9a-f]+$ ]] || return
  printf '%s\n' "$analysis" >"$RUN/analysis"
  while [[ $status != succeeded && $status != failed ]]; do
    if ((SECONDS - started >= TIMEOUT_SECONDS)); then return 1; fi
    if [[ -n $status ]]; then pause $((SECONDS - started)); fi
    ask analysis aws ec2 describe-network-insights-analyses --network-insights-analysis-ids "$analysis" \
      --query 'NetworkInsightsAnalyses[].[Status,to_string(NetworkPathFound)]'
    if ! knows analysis; then return 1; fi
    read -r status found <"$RUN/said.analysis" || return
  done
  if [[ $status == failed ]]; then return 1; fi
  if [[ $found == true ]]; then return; fi
  ask codes aws ec2 describe-network-insights-analyses --network-insights-analysis-ids "$analysis" \
    --query 'NetworkInsightsAnalyses[].Explanations[].[ExplanationCode]'
  codes="without a reason"
  if knows codes && [[ -s $RUN/said.codes ]]; then codes=$(sort -u "$RUN/said.codes" | tr '\n' ' '); fi
  problem connectivity analyzer error "$2: no way from $1 to $3: $codes" "$(remedy_of "$codes")"
}

# usage: remedy_of CODES
remedy_of() {
  case $1 in
    *NO_ROUTE_TO_DESTINATION*) printf '%s' "the interface's subnet has no route to the endpoint: GATEWAY_ROUTE_TABLES" ;;
    *MORE_SPECIFIC_ROUTE*) printf '%s' "a narrower route of the subnet's table goes before the endpoint's" ;;
    *ENI_SG_RULES_MISMATCH*) printf '%s' "the interface's security groups do not let HTTPS out to the service's list" ;;
    *SUBNET_ACL_RESTRICTION*) printf '%s' "the subnet's network ACL holds it up" ;;
    *) printf '%s' "https://docs.aws.amazon.com/vpc/latest/reachability/explanation-codes.html tells what the code means" ;;
  esac
}

# The analysis goes before its path, or AWS keeps the path.
delete_analyses() {
  local id failed=""
  if [[ -s $RUN/analysis ]]; then
    id=$(<"$RUN/analysis")
    tolerate 'InvalidNetworkInsightsAnalysisI[dD]\.NotFound' \
      aws ec2 delete-network-insights-analysis --network-insights-analysis-id "$id" >/dev/null || failed=$id
  fi
  if [[ -s $RUN/path ]]; then
    id=$(<"$RUN/path")
    tolerate 'InvalidNetworkInsightsPathI[dD]\.NotFound' \
      aws ec2 delete-network-insights-path --network-insights-path-id "$id" >/dev/null || failed+=" $id"
  fi
  rm -f "$RUN/analysis" "$RUN/path"
  if [[ -n $failed ]]; then complain "left behind in $SIDE_REGION, at no cost: $failed"; fi
}
