import AccelGenKit

extension CommandDescription {
  static let diagram = CommandDescription(
    "diagram", "draw what would be deployed",
    options: [
      Options.env, Options.stack, Options.output, Options.templates, Options.diagramFormat,
    ],
    details: [
      "Draws the Regions, networks, subnets, addresses, ports and names that an env template leads to, "
        + "and the way from the clients to the service. Writes nothing; accelgen generate writes the SVG "
        + "form beside the scripts, as topology.svg.",
      "svg is for people, in light and dark; mermaid is for Markdown on a code host; text fits into 100 "
        + "columns. Several --env make one document with a picture for each.",
    ],
    examples: [
      Example("accelgen diagram", "the picture of ./env.template on the terminal"),
      Example("accelgen diagram --format svg > topology.svg", "for a page or a slide"),
      Example(
        "accelgen diagram --env a.env --env b.env --format mermaid", "two deployments, for Markdown"
      ),
    ]
  ) { invocation throws(UsageError) in
    let project = try Project(invocation)
    try project.refuse(
      invocation, unless: { $0.topology != nil }, "no-diagram", "has no picture of its own")
    guard !project.diagnostics.hasErrors else {
      return .invalid(project.diagnostics) { [.init("diagrams", [])] }
    }
    let pictures = project.plans.compactMap { plan in
      plan.topology.map { Picture(folder: project.folder(of: plan), plan: plan, topology: $0) }
    }
    return Outcome(
      diagnostics: project.diagnostics,
      text: text(pictures, as: invocation.format, style: invocation.style),
      members: { [.init("diagrams", .array(pictures.map(\.json)))] })
  }

  /// One document, whatever the number of deployments.
  private static func text(
    _ pictures: [Picture], as format: OutputFormat, style: TextStyle
  ) -> String {
    switch format {
    case .svg: SVGDiagram.text(pictures.map(\.topology))
    case .mermaid: MermaidDiagram.text(pictures.map(\.topology))
    case .text, .json, .github, .sarif:
      pictures.map { picture in
        style.paint("\(picture.folder.visible()) from \(picture.source.visible())", .heading)
          + "\n\n"
          + TextDiagram.text(picture.topology)
      }.joined(separator: "\n")
    }
  }
}

/// A deployment's topology, and which deployment it is.
private struct Picture: Sendable {
  let folder: String
  /// The name of the env template.
  let source: String
  let deployment: String
  let topology: Topology

  init(folder: String, plan: Plan, topology: Topology) {
    self.folder = folder
    source = plan.configuration.source.name
    deployment = plan.deploymentName
    self.topology = topology
  }

  /// In every form, so that a program needs one call.
  var json: JSONValue {
    [
      "deployment": .string(deployment), "file": .string(source), "folder": .string(folder),
      "text": .string(TextDiagram.text(topology)),
      "mermaid": .string(MermaidDiagram.text([topology])),
      "svg": .string(SVGDiagram.text([topology])),
    ]
  }
}
