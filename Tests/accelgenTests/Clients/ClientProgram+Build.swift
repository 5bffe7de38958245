import Foundation
import TestSupport

@testable import AccelGenKit

extension ClientProgram {
  /// Writes, and where it must be compiles, the program with the snippet.
  ///
  /// - Parameters:
  ///   - url: the service without a path. A port in it is one that AWS's services never have: their
  ///     clients are then given it as an endpoint URL.
  /// - Returns: the program and its arguments.
  func build(with snippet: String, url: String, in folder: TemporaryFolder) throws -> [String] {
    func write(_ name: String, _ text: String) throws -> String {
      try folder.write(name, text).path
    }
    switch self {
    case .curl:
      return [
        "/bin/bash", try write("curl.sh", snippet), "/endpoints/e/invocations", "--data", "{}",
      ]
    case .python:
      _ = try write("accelerated.py", snippet)
      return [try TestTools.tool("python").path, try write("program.py", Self.pythonSource(url))]
    case .node:
      _ = try write("accelerated.mjs", snippet)
      return ["/usr/bin/env", "node", try write("program.mjs", Self.nodeSource(url))]
    case .go:
      _ = try write("accelerated/accelerated.go", snippet)
      _ = try write("main.go", Self.goSource(url))
      _ = try write("go.mod", "module example.com/program\n\ngo 1.19\n")
      try compile(Toolchain.go, ["build", "-o", "program"], in: folder)
      return [folder.url.appending(path: "program").path]
    case .java, .javaWithApacheHTTPClient:
      _ = try write("Accelerated.java", snippet)
      return try buildJava(self == .java ? Self.socketSource : Self.apacheSource, url, in: folder)
    case .javaWithHostsFile:
      let hosts = try write("hosts", snippet)
      return try buildJava(Self.httpClientSource, url, "-Djdk.net.hosts.file=\(hosts)", in: folder)
    case .hosts:
      return ["/usr/bin/env", "curl", "--disable", "--silent", "--show-error", "\(url)/"]
    case .awsCLI:
      return [
        try TestTools.tool("aws").path, "--region", "ap-southeast-3", "sagemaker-runtime",
        "invoke-endpoint", "--endpoint-name", "e", "--body", "{}", "answer",
      ]
    }
  }

  private func buildJava(
    _ source: String, _ url: String, _ option: String? = nil, in folder: TemporaryFolder
  ) throws -> [String] {
    try folder.write("Program.java", source)
    let path = ([folder.url.path] + [Toolchain.apacheHTTPClient].compactMap { $0 })
      .joined(separator: ":")
    try compile(Toolchain.java("javac"), ["-cp", path, "-d", ".", "Program.java"], in: folder)
    // One processor is all that a program of one request needs, and it starts sooner.
    let options = ["-XX:TieredStopAtLevel=1", "-cp", path] + (option.map { [$0] } ?? [])
    return ["/usr/bin/env", "java"] + options + ["Program", url]
  }

  private func compile(
    _ compiler: URL?, _ arguments: [String], in folder: TemporaryFolder
  ) throws {
    guard let compiler else { throw DidNotCompile(transcript: "no compiler for \(rawValue)") }
    let outcome = try Command(
      compiler, arguments,
      environment: [
        "PATH": "/usr/bin:/bin", "HOME": folder.url.path, "CGO_ENABLED": "0", "GOPROXY": "off",
        // Between runs: its standard library takes a minute to build.
        "GOCACHE": Repository.file(".build/go-cache").path,
      ], in: folder.url
    ).run()
    guard outcome.status == 0 else { throw DidNotCompile(transcript: outcome.transcript) }
  }

  struct DidNotCompile: Error { let transcript: String }

  private static func pythonSource(_ url: String) -> String {
    """
    import accelerated
    import boto3

    url = \(StringLiteral.quoted(url))
    options = {"endpoint_url": url} if url.count(":") > 1 else {}
    client = boto3.client("sagemaker-runtime", region_name="ap-southeast-3", **options)
    client.invoke_endpoint(EndpointName="e", Body=b"{}")
    """
  }

  private static func nodeSource(_ url: String) -> String {
    """
    import https from "node:https";
    import { agent } from "./accelerated.mjs";

    https.get(\(StringLiteral.quoted(url)), { agent }, (answer) => {
      answer.resume();
      answer.on("end", () => process.exit(answer.statusCode === 200 ? 0 : 1));
    });
    """
  }

  private static func goSource(_ url: String) -> String {
    """
    package main

    import (
    \t"log"
    \t"net/http"

    \t"example.com/program/accelerated"
    )

    func main() {
    \ttransport := http.DefaultTransport.(*http.Transport).Clone()
    \ttransport.DialContext = accelerated.DialContext
    \tclient := http.Client{Transport: transport}
    \tanswer, err := client.Get(\(StringLiteral.quoted(url)))
    \tif err != nil || answer.StatusCode != 200 {
    \t\tlog.Fatal(answer, err)
    \t}
    }
    """
  }

  private static let socketSource = """
    import java.net.InetAddress;
    import java.net.Socket;
    import java.net.URI;
    import javax.net.ssl.SSLParameters;
    import javax.net.ssl.SSLSocket;
    import javax.net.ssl.SSLSocketFactory;

    class Program {
      public static void main(String[] arguments) throws Exception {
        URI url = URI.create(arguments[0]);
        int port = url.getPort() < 0 ? 443 : url.getPort();
        InetAddress address = Accelerated.resolve(url.getHost())[0];
        if (!address.getHostName().equals(url.getHost())) throw new Exception(address.toString());
        SSLSocketFactory factory = (SSLSocketFactory) SSLSocketFactory.getDefault();
        try (SSLSocket socket =
            (SSLSocket) factory.createSocket(new Socket(address, port), url.getHost(), port, true)) {
          SSLParameters parameters = socket.getSSLParameters();
          parameters.setEndpointIdentificationAlgorithm("HTTPS");
          socket.setSSLParameters(parameters);
          String request = "GET / HTTP/1.1\\r\\nHost: " + url.getAuthority() + "\\r\\n\\r\\n";
          socket.getOutputStream().write(request.getBytes());
          String answer = new String(socket.getInputStream().readAllBytes());
          if (!answer.startsWith("HTTP/1.1 200 ")) throw new Exception(answer);
        }
      }
    }
    """

  private static let apacheSource = """
    import org.apache.http.client.methods.CloseableHttpResponse;
    import org.apache.http.client.methods.HttpGet;
    import org.apache.http.impl.client.CloseableHttpClient;
    import org.apache.http.impl.client.HttpClients;

    class Program {
      public static void main(String[] arguments) throws Exception {
        try (CloseableHttpClient client =
                HttpClients.custom().useSystemProperties().setDnsResolver(Accelerated::resolve).build();
            CloseableHttpResponse answer = client.execute(new HttpGet(arguments[0]))) {
          if (answer.getStatusLine().getStatusCode() != 200) throw new Exception(answer.toString());
        }
      }
    }
    """

  private static let httpClientSource = """
    import java.net.URI;
    import java.net.http.HttpClient;
    import java.net.http.HttpRequest;
    import java.net.http.HttpResponse;

    class Program {
      public static void main(String[] arguments) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create(arguments[0])).build();
        HttpResponse<Void> answer =
            HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding());
        if (answer.statusCode() != 200) throw new Exception(answer.toString());
      }
    }
    """
}
