extension ClientRoute {
  /// A module with an agent that looks one name up differently; the name for TLS is the request's own
  /// (https://nodejs.org/api/net.html#socketconnectoptions-connectlistener, `lookup`).
  func nodeSnippet(_ loadBalancer: Hostname) -> String {
    let options =
      ["region: \(StringLiteral.quoted(region.text))", "requestHandler"]
      + (settings.contains(.fips) ? ["useFipsEndpoint: true"] : [])
      + (settings.contains(.bucketInPath) ? ["forcePathStyle: true"] : [])
    return """
      // Sends \(hostname.text)
      // through the load balancer of \(deployment.text), for the clients that are given this agent.
      //
      // Only the connection goes another way: the name that is asked for, the certificate that is checked and
      // the host that is signed are the service's own; requests for other names go as always. With the AWS SDK
      // for JavaScript v3, and no endpoint URL:
      //
      //   import { NodeHttpHandler } from "@smithy/node-http-handler";
      //   import { agent } from "./accelerated.mjs";
      //
      //   const requestHandler = new NodeHttpHandler({ httpsAgent: agent });
      //   const client = new ServiceClient({ \(options.joined(separator: ", ")) });
      //
      // The few clients that speak HTTP/2 (NodeHttp2Handler) take no agent: use the lines for a hosts file.

      import dns from "node:dns";
      import https from "node:https";

      const host = \(StringLiteral.quoted(hostname.text));
      const loadBalancer = \(StringLiteral.quoted(loadBalancer.text));

      // Looks up the load balancer in place of the service, and every other name as always.
      function lookup(name, options, callback) {
        dns.lookup(name === host ? loadBalancer : name, options, callback);
      }

      export const agent = new https.Agent({ keepAlive: true, maxSockets: 50, lookup });

      """
  }
}
