#!/usr/bin/env bash
#
# Says what the gateway endpoints save, or would save, and what NAT gateways still bill: from their metrics, which have
# the bytes that they bill, from the share that traffic.sh found, and from the bill itself.
#
# usage: ./savings.sh [--days N] [--until DAY] [--traffic FILE] [--cost-explorer [--yes]] [--nat-gb-price USD]
#                     [--nat-hour-price USD] [--json] [--svg FILE]
#   --days N              how many whole days (30), in UTC
#   --until DAY           the day after the last one, yyyy-mm-dd (today)
#   --traffic FILE        what traffic.sh --json said of flow logs of this VPC: which part of it goes to S3 and DynamoDB
#   --cost-explorer       ask Cost Explorer for the bill, too, of all NAT gateways of the account in the region. AWS
#                         charges 0.01 USD a page for it: it asks before
#   --yes                 do not ask
#   --nat-gb-price USD    what a NAT gateway's gigabyte costs, where it is not known, or where you pay another price
#   --nat-hour-price USD  what its hour costs
#   --svg FILE            draw the cost of each day, with and without what endpoints carry, and each service's share
#   --json                print one JSON object and nothing else
#
# saved a month = price of a gigabyte × gigabytes to S3 and DynamoDB of this region that pass a NAT gateway. The hours
# of NAT gateways stay as long as these do, and are never counted as saved. A gigabyte is 1024³ bytes, a month 730
# hours. Exit code: 0, 1 when something fails, 2 for wrong usage.

#% param GATEWAY_VPC_ID VPCID?
#% param NAT_GB_PRICE UnitPrice?
#% param NAT_HOUR_PRICE UnitPrice?
#% param PRICE_CURRENCY Currency

#% include runtime/begin.sh
#% include json_reader.sh
#% include report.sh
#% include quoting.sh
#% include scan.sh
#% include savings_asked.sh
#% include savings_traffic.sh
#% include savings_sums.sh
#% include savings_report.sh
#% include savings_json.sh
#% include savings_plot.sh

main() {
  read_options "$@"
  check_options
  readonly FORM DAYS TRAFFIC BILL YES SVG
  RUN=$(mktemp -d)
  trap 'end_run "$?"' EXIT
  know_days
  if [[ -n $TRAFFIC ]]; then read_traffic "$TRAFFIC" >"$RUN/traffic"; else : >"$RUN/traffic"; fi
  ask_site
  if [[ $BILL == true ]]; then ask_bill; fi
  prices_as_facts >>"$RUN/facts"
  cat "$RUN/traffic" >>"$RUN/facts"
  if [[ -n $SVG ]]; then draw_savings "$SVG" <"$RUN/facts"; fi
  show_savings "$FORM" <"$RUN/facts"
}

# What the AWS CLI could not even ask is a failure like any other.
# usage: end_run STATUS
end_run() {
  rm -rf "$RUN"
  if (($1 == 254)); then exit 1; fi
}

read_options() {
  FORM=text DAYS=30 UNTIL="" TRAFFIC="" BILL=false YES=false SVG=""
  GB_PRICE=$NAT_GB_PRICE HOUR_PRICE=$NAT_HOUR_PRICE
  while (($# > 0)); do
    case $1 in
      --json) FORM=json ;;
      --yes) YES=true ;;
      --cost-explorer) BILL=true ;;
      -h | --help) print_header "${BASH_SOURCE[0]}" && exit ;;
      --days | --until | --traffic | --nat-gb-price | --nat-hour-price | --svg)
        (($# > 1)) || wrong_usage "$1 needs a value"
        case $1 in
          --days) DAYS=$2 ;;
          --until) UNTIL=$2 ;;
          --traffic) TRAFFIC=$2 ;;
          --nat-gb-price) GB_PRICE=$2 ;;
          --nat-hour-price) HOUR_PRICE=$2 ;;
          --svg) SVG=$2 ;;
        esac
        shift
        ;;
      *) wrong_usage "savings.sh has no option $1" ;;
    esac
    shift
  done
}

check_options() {
  local price='^([0-9]{1,4}(\.[0-9]{1,12})?)?$'
  # Metrics are kept for 15 months.
  if [[ ! $DAYS =~ ^[1-9][0-9]{0,2}$ ]] || ((DAYS > 450)); then wrong_usage "--days takes 1 to 450, not '$DAYS'"; fi
  [[ $UNTIL =~ ^(20[0-9]{2}-[01][0-9]-[0-3][0-9])?$ ]] || wrong_usage "--until takes a day as yyyy-mm-dd, not '$UNTIL'"
  [[ $GB_PRICE =~ $price && $HOUR_PRICE =~ $price ]] || wrong_usage "a price is a number such as 0.045"
  if [[ -n $TRAFFIC && (! -f $TRAFFIC || ! -r $TRAFFIC) ]]; then wrong_usage "$TRAFFIC is no file that can be read"; fi
  if [[ -n $SVG && -z $GB_PRICE ]]; then
    wrong_usage "a picture of costs needs the price of a gigabyte, which is not known for this region: --nat-gb-price"
  fi
}

# Sets FIRST_DAY and LAST_DAY, which is the one after, and their seconds since 1970, BEGIN and END.
know_days() {
  local now
  now=$(date +%s)
  read -r FIRST_DAY LAST_DAY BEGIN END < <(AWK_NOW=$now AWK_UNTIL=$UNTIL AWK_DAYS=$DAYS awk "$(clock_program)
$(seconds_program)"'
    BEGIN {
      end = ENVIRON["AWK_UNTIL"] == "" ? ENVIRON["AWK_NOW"] + 0 : seconds(ENVIRON["AWK_UNTIL"])
      end -= end % 86400
      begin = end - ENVIRON["AWK_DAYS"] * 86400
      printf "%s %s %.0f %.0f\n", substr(clock(begin / 3600), 1, 10), substr(clock(end / 3600), 1, 10), begin, end
    }')
  if [[ -n $UNTIL && $LAST_DAY != "$UNTIL" ]]; then wrong_usage "there is no day $UNTIL"; fi
  readonly FIRST_DAY LAST_DAY BEGIN END
}

# A price that a person says is theirs; else it is the list's.
prices_as_facts() {
  local whose=list
  if [[ $GB_PRICE != "$NAT_GB_PRICE" || $HOUR_PRICE != "$NAT_HOUR_PRICE" ]]; then whose=yours; fi
  printf 'price\t%s\t%s\t%s\t%s\n' "${GB_PRICE:--}" "${HOUR_PRICE:--}" "$PRICE_CURRENCY" "$whose"
  printf 'days\t%s\t%s\t%s\n' "$FIRST_DAY" "$LAST_DAY" "$DAYS"
}

main "$@"
