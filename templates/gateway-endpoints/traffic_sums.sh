#!/usr/bin/env bash
#
# What CloudWatch Logs Insights and Athena have in common: both add up by interface, way and hour, and the sums go
# through the same analysis as records. What was received takes its way by interface and hour, not by flow. It is
# included, never run.

# The fields of our order, as the queries call them.
readonly QUERY_FIELDS="version account_id region vpc_id subnet_id instance_id interface_id srcaddr dstaddr srcport dstport protocol packets bytes start end action tcp_flags type pkt_srcaddr pkt_dstaddr pkt_src_aws_service pkt_dst_aws_service flow_direction traffic_path log_status"

# What the sums leave out.
readonly SUMS_NOTE="of sums: s3express apart from s3, regional NAT gateways, and traffic to interface endpoints"

# The prefixes of the lists, a line each.
known_prefixes() { awk '$1 == "prefix" { print $3 }' "$NETWORK_FILE"; }

# Sums as records in our order. A sum's remote end is the first address of the service's list, its own end that of
# the NAT gateway, or 0.0.0.0; its ports differ by direction, so that no two of them are taken for one flow.
# Rows: STATUS HOUR INTERFACE SUBNET INSTANCE DIRECTION PATH FROM_LABEL TO_LABEL BYTES, separated by tabs.
# usage: sums_as_records <ROWS
sums_as_records() {
  AWK_NETWORK=$NETWORK_FILE awk -F '\t' "$(seconds_program)"'
    BEGIN {
      while ((getline line <ENVIRON["AWK_NETWORK"]) > 0) {
        split(line, word, " ")
        if (word[1] == "prefix" && !(word[2] in REMOTE) && word[3] !~ /:/) {
          sub(/\/.*/, "", word[3])
          REMOTE[word[2]] = word[3]
        }
        if (word[1] == "nat" && !(word[3] in OWN)) OWN[word[3]] = word[4]
      }
      LABEL["S3"] = "s3"
      LABEL["DYNAMODB"] = "dynamodb"
    }
    function shaped(value, shape) { return value ~ shape ? value : "-" }
    {
      gsub(/\r/, "")
      start = seconds($2)
      if (start < 0 || $3 !~ /^eni-[0-9a-f]+$/) next
      at = "5 - - - " shaped($4, "^subnet-[0-9a-f]+$") " " shaped($5, "^i-[0-9a-f]+$") " " $3 " "
      if ($1 == "SKIPDATA") {
        print at "- - - - - - - " start, start, "- - - - - - - - - SKIPDATA"
        next
      }
      if ($1 != "OK" || $10 !~ /^[0-9]+([.][0-9]+)?([eE][+]?[0-9]+)?$/) next
      own = $3 in OWN ? OWN[$3] : "0.0.0.0"
      way = sprintf("6 0 %.0f %.0f %.0f ACCEPT - -", $10 + 0, start, start)
      tail = $6 ~ /^(in|e)gress$/ ? $6 : "-"
      tail = tail " " shaped($7, "^[1-8]$") " OK"
      if ($9 in LABEL && LABEL[$9] in REMOTE) {
        remote = REMOTE[LABEL[$9]]
        print at own, remote, 1, 443, way, own, remote, "-", $9, tail
      } else if ($8 in LABEL && LABEL[$8] in REMOTE) {
        remote = REMOTE[LABEL[$8]]
        print at remote, own, 443, 2, way, remote, own, $8, "-", tail
      }
    }'
}
