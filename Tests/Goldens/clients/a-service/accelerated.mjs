// Sends runtime.sagemaker.ap-southeast-3.amazonaws.com
// through the load balancer of service-peering, for the clients that are given this agent.
//
// Only the connection goes another way: the name that is asked for, the certificate that is checked and
// the host that is signed are the service's own; requests for other names go as always. With the AWS SDK
// for JavaScript v3, and no endpoint URL:
//
//   import { NodeHttpHandler } from "@smithy/node-http-handler";
//   import { agent } from "./accelerated.mjs";
//
//   const requestHandler = new NodeHttpHandler({ httpsAgent: agent });
//   const client = new ServiceClient({ region: "ap-southeast-3", requestHandler });
//
// The few clients that speak HTTP/2 (NodeHttp2Handler) take no agent: use the lines for a hosts file.

import dns from "node:dns";
import https from "node:https";

const host = "runtime.sagemaker.ap-southeast-3.amazonaws.com";
const loadBalancer = "service-peering-nlb-1.elb.ap-southeast-1.amazonaws.com";

// Looks up the load balancer in place of the service, and every other name as always.
function lookup(name, options, callback) {
  dns.lookup(name === host ? loadBalancer : name, options, callback);
}

export const agent = new https.Agent({ keepAlive: true, maxSockets: 50, lookup });
