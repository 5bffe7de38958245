#!/usr/bin/env bash
# Asks AWS's Price List API for the prices that `accelgen cost` uses, and prints the answers as one
# JSON list. It changes nothing and costs nothing; it needs credentials that may do
# pricing:GetProducts. Written by accelgen prices. To run it and use the answers:
#
#   accelgen prices | bash | accelgen prices --from - >prices.json
#   accelgen cost --prices prices.json

set -Eeuo pipefail
export AWS_PAGER=''

{
  echo '['
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSELB --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=eu-west-1' \
    'Type=TERM_MATCH,Field=operation,Value=LoadBalancing:Network'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonVPC --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=eu-west-1' \
    'Type=TERM_MATCH,Field=usagetype,Value=EU-PublicIPv4:InUseAddress'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonVPC --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=productFamily,Value=VpcEndpoint'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSDataTransfer --filters \
    'Type=TERM_MATCH,Field=fromRegionCode,Value=eu-west-1' \
    'Type=TERM_MATCH,Field=toRegionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=transferType,Value=InterRegion Outbound'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSDataTransfer --filters \
    'Type=TERM_MATCH,Field=fromRegionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=toRegionCode,Value=eu-west-1' \
    'Type=TERM_MATCH,Field=transferType,Value=InterRegion Outbound'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSDataTransfer --filters \
    'Type=TERM_MATCH,Field=fromRegionCode,Value=eu-west-1' \
    'Type=TERM_MATCH,Field=transferType,Value=AWS Outbound'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSDataTransfer --filters \
    'Type=TERM_MATCH,Field=fromRegionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=transferType,Value=AWS Outbound'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSGlobalAccelerator --filters \
    'Type=TERM_MATCH,Field=fromLocation,Value=NA' \
    'Type=TERM_MATCH,Field=toLocation,Value=EU' \
    'Type=TERM_MATCH,Field=trafficDirection,Value=Out' \
    'Type=TERM_MATCH,Field=operation,Value=Dominant'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AWSELB --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=operation,Value=LoadBalancing:Network'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonEC2 --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=productFamily,Value=NAT Gateway'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonVPC --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=usagetype,Value=USE1-PublicIPv4:InUseAddress'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonEC2 --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=instanceType,Value=t3.medium' \
    'Type=TERM_MATCH,Field=operatingSystem,Value=Linux' \
    'Type=TERM_MATCH,Field=tenancy,Value=Shared' \
    'Type=TERM_MATCH,Field=preInstalledSw,Value=NA' \
    'Type=TERM_MATCH,Field=capacitystatus,Value=Used'
  echo ','
  aws pricing get-products --region us-east-1 --output json \
    --service-code AmazonEC2 --filters \
    'Type=TERM_MATCH,Field=regionCode,Value=us-east-1' \
    'Type=TERM_MATCH,Field=productFamily,Value=Storage' \
    'Type=TERM_MATCH,Field=volumeApiName,Value=gp3'
  echo ']'
} </dev/null
