#!/usr/bin/env bash
#
# What the distribution and its cache policies are set to. It is included, never run.
#
# Which answers are kept follows from the path; MinTTL is 0 everywhere, so that a Cache-Control of the servers that says
# less, no-store included, wins. https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/Expiration.html

#% param DOMAIN_NAME DNSName?
#% param CDN_CERTIFICATE_ARN CertificateARN?
#% param CDN_PRICE_CLASS PriceClass
#% param CACHE_MODELS_SECONDS CacheSeconds
#% param CACHE_EMBEDDINGS_SECONDS CacheSeconds
#% param CACHE_EMBEDDINGS_KEY HeaderName?
#% param CACHE_RESULTS_SECONDS CacheSeconds
#% param IDLE_TIMEOUT_SECONDS RequestIdleTimeout
#% param WEB_ACL_ARN WebACLARN?

#% include model_version.sh

# AWS's own policies: nothing is kept; all that the viewer sends goes on to the servers, with the name that was called or
# without it.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
readonly CACHING_DISABLED=4135ea2d-6df8-44a3-9df3-4b5a84be39ad
readonly ALL_VIEWER=216adef6-5c7f-47e4-b989-5492eafa07d3
readonly ALL_VIEWER_EXCEPT_HOST=b689b0a8-53d0-40ab-baf2-68738e2966ac

# How long the servers may take to answer: as long as for the load balancer, and as long as CloudFront waits at most.
# https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/DownloadDistValuesOrigin.html
readonly ORIGIN_SECONDS=$((IDLE_TIMEOUT_SECONDS < 120 ? IDLE_TIMEOUT_SECONDS : 120))

# The same for all who ask for one model.
models_policy() { cache_policy models "$CACHE_MODELS_SECONDS" "" model_id; }

# For each user apart: what proves who asks is in the key, or somebody would get what is another's.
embeddings_policy() { cache_policy embeddings "$CACHE_EMBEDDINGS_SECONDS" "$CACHE_EMBEDDINGS_KEY" ""; }

# For all who know the path.
results_policy() { cache_policy results "$CACHE_RESULTS_SECONDS" "" ""; }

# What is in the key goes on to the servers; nothing else of headers, cookies and query strings does. So whoever asks for
# the version on trial by its header reaches it, and its answers are kept apart.
# usage: cache_policy NAME SECONDS HEADER|"" QUERY_STRING|""
cache_policy() {
  local headers=() header='{"HeaderBehavior":"none"}' query='{"QueryStringBehavior":"none"}'
  if [[ -n $3 ]]; then headers+=("$3"); fi
  #% if CANARY
  headers+=("$VERSION_HEADER")
  #% end
  # By which the load balancer's certificate is told to be the right one.
  if is_called_by_tls && [[ $3 != [Hh][Oo][Ss][Tt] ]]; then headers+=(Host); fi
  if ((${#headers[@]} > 0)); then
    header=$(printf '{"HeaderBehavior":"whitelist","Headers":%s}' "$(quantity "${headers[@]}")")
  fi
  if [[ -n $4 ]]; then query=$(printf '{"QueryStringBehavior":"whitelist","QueryStrings":%s}' "$(quantity "$4")"); fi
  printf '{"Name":"%s","Comment":"made by accelgen","MinTTL":0,"DefaultTTL":%s,"MaxTTL":%s,' "$DELIVERY_NAME-$1" "$2" "$2"
  printf '"ParametersInCacheKeyAndForwardedToOrigin":{"EnableAcceptEncodingGzip":true,"EnableAcceptEncodingBrotli":true,'
  printf '"HeadersConfig":%s,"CookiesConfig":{"CookieBehavior":"none"},"QueryStringsConfig":%s}}' "$header" "$query"
}

# A list as CloudFront has them.
# usage: quantity WORD...
quantity() {
  if (($# == 0)); then
    printf '{"Quantity":0}'
  else
    printf '{"Quantity":%s,"Items":%s}' "$#" "$(json_list "$@")"
  fi
}

# What is not spoken of here stays as it is: logs, error pages, a web ACL that these scripts have not put there.
# usage: distribution_settings LOAD_BALANCER_DNS_NAME VPC_ORIGIN
distribution_settings() {
  local through="$ALL_VIEWER_EXCEPT_HOST"
  if [[ -n $DOMAIN_NAME ]]; then through=$ALL_VIEWER; fi
  printf '{"Comment":"%s","Enabled":true,"PriceClass":"%s","HttpVersion":"http2and3","IsIPV6Enabled":true,' \
    "$DELIVERY_NAME" "$CDN_PRICE_CLASS"
  web_acl_setting
  viewers
  printf '"Origins":{"Quantity":1,"Items":[{"Id":"load-balancer","DomainName":"%s","OriginPath":"","CustomHeaders":%s,' \
    "$1" "$(quantity)"
  printf '"VpcOriginConfig":{"VpcOriginId":"%s","OriginReadTimeout":%s,"OriginKeepaliveTimeout":5}}]},' \
    "$2" "$ORIGIN_SECONDS"
  printf '"DefaultCacheBehavior":{%s},' "$(behavior "$CACHING_DISABLED" all "$through")"
  printf '"CacheBehaviors":{"Quantity":4,"Items":['
  # The first that fits counts.
  path_behavior '/predict*' "$CACHING_DISABLED" all "$through"
  printf ,
  path_behavior '/models/info*' "$(needed EDGE_MODELS_CACHE_POLICY_ID)" read ""
  printf ,
  path_behavior '/embeddings/*' "$(needed EDGE_EMBEDDINGS_CACHE_POLICY_ID)" read ""
  printf ,
  path_behavior '/batch/results/*' "$(needed EDGE_RESULTS_CACHE_POLICY_ID)" read ""
  printf ']}}'
}

# The web ACL that protects it; without one, that which this deployment has put there goes, and no other.
web_acl_setting() {
  local wanted known distribution has
  wanted=$(web_acl::of_scope global "$WEB_ACL_ARN")
  if [[ -z $wanted ]]; then
    known=$(recall EDGE_WEB_ACL)
    distribution=$(recall EDGE_DISTRIBUTION_ID)
    if [[ -n $PLAN || -z $known || -z $distribution ]]; then return; fi
    has=$(distribution::web_acl "$distribution") || exit
    if [[ $has != "$known" ]]; then return; fi
  fi
  printf '"WebACLId":"%s",' "$wanted"
}

# By which name it is called, and with which certificate: CloudFront's own has a name of CloudFront's.
viewers() {
  if [[ -z $DOMAIN_NAME ]]; then
    printf '"Aliases":%s,"ViewerCertificate":{"CloudFrontDefaultCertificate":true},' "$(quantity)"
  else
    printf '"Aliases":%s,"ViewerCertificate":{"ACMCertificateArn":"%s","SSLSupportMethod":"sni-only","MinimumProtocolVersion":"TLSv1.2_2021"},' \
      "$(quantity "$DOMAIN_NAME")" "$CDN_CERTIFICATE_ARN"
  fi
}

# usage: path_behavior PATH CACHE_POLICY all|read ORIGIN_REQUEST_POLICY|""
path_behavior() { printf '{"PathPattern":"%s",%s}' "$1" "$(behavior "$2" "$3" "$4")"; }

# All methods, of which answers to GET and HEAD alone are kept, or those that read.
# https://docs.aws.amazon.com/cloudfront/latest/APIReference/API_AllowedMethods.html
# usage: behavior CACHE_POLICY all|read ORIGIN_REQUEST_POLICY|""
behavior() {
  local methods=(GET HEAD OPTIONS) compress=true
  if [[ $2 == all ]]; then methods+=(PUT PATCH POST DELETE); fi
  if [[ $1 == "$CACHING_DISABLED" ]]; then compress=false; fi
  methods=("$(quantity "${methods[@]}")")
  printf '"TargetOriginId":"load-balancer","ViewerProtocolPolicy":"redirect-to-https","CachePolicyId":"%s",' "$1"
  if [[ -n $3 ]]; then printf '"OriginRequestPolicyId":"%s",' "$3"; fi
  printf '"AllowedMethods":%s,"CachedMethods":%s},' "${methods[0]%\}}" "$(quantity GET HEAD)"
  printf '"Compress":%s,"SmoothStreaming":false,"LambdaFunctionAssociations":%s,"FunctionAssociations":%s,"FieldLevelEncryptionId":""' \
    "$compress" "$(quantity)" "$(quantity)"
}
