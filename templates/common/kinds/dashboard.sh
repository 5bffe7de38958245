#!/usr/bin/env bash
#
# The deployment's CloudWatch dashboard. Dashboards are of the whole account, and have no tags: it is known by its
# name. https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Dashboards.html

dashboard::service() { printf cloudwatch; }
dashboard::needs() { printf sns_topic; }
dashboard::is_id() { [[ $1 == "$DEPLOYMENT_LABEL" ]]; }

dashboard::find() {
  aws cloudwatch list-dashboards --dashboard-name-prefix "$DEPLOYMENT_LABEL" \
    --query "DashboardEntries[?DashboardName=='$DEPLOYMENT_LABEL'].DashboardName"
}

dashboard::look() { dashboard::find; }

# Makes sure that the dashboard is this. What was put last is known by its sum: AWS may give it back in another form.
# usage: dashboard::shows KEY BODY
dashboard::shows() {
  local sum name=""
  sum=$(cksum <<<"$2")
  if [[ -z $PLAN ]]; then name=$(dashboard::find); fi
  if [[ -n $CHECK ]]; then
    find_whether dashboard "${name:+$(recall "$1")}" "$sum" "$DEPLOYMENT_LABEL"
  elif [[ -n $name && $(recall "$1") == "$sum" ]]; then
    report kept dashboard "$DEPLOYMENT_LABEL"
  else
    aws cloudwatch put-dashboard --dashboard-name "$DEPLOYMENT_LABEL" --dashboard-body "$2" >/dev/null
    remember "$1" "$sum"
    report made dashboard "$DEPLOYMENT_LABEL"
  fi
}

# One graph, as the source of a dashboard has it.
# usage: dashboard::widget X Y TITLE STATISTIC REGION NAMESPACE DIMENSIONS METRIC...
dashboard::widget() {
  local metrics="" metric
  for metric in "${@:8}"; do metrics+=",[\"$6\",\"$metric\",$7]"; done
  printf '{"type":"metric","x":%s,"y":%s,"width":6,"height":6,"properties":{"title":"%s","stat":"%s","region":"%s","period":60,"metrics":[%s]}}' \
    "$1" "$2" "$3" "$4" "$5" "${metrics#,}"
}

dashboard::delete() { tolerate '.*NotFound' aws cloudwatch delete-dashboards --dashboard-names "$1" >/dev/null; }
