extension CommandDescription {
  static let completion = CommandDescription(
    "completion", "print a completion script for a shell",
    operand: Operand("SHELL", .choice(["bash", "zsh", "fish"]), isRequired: true),
    details: [
      "bash: write it to a file, and source that file in ~/.bashrc.",
      "zsh: write it to a file named _accelgen in a folder of $fpath.",
      "fish: write it to ~/.config/fish/completions/accelgen.fish.",
    ],
    examples: [
      Example("accelgen completion bash > ~/.accelgen.bash", "then: source ~/.accelgen.bash"),
      Example("accelgen completion fish | source", "for this shell only"),
    ]
  ) { invocation in
    let script =
      switch invocation.operand {
      case "bash": BashCompletion(stacks: invocation.stacks).script
      case "zsh": ZshCompletion(stacks: invocation.stacks).script
      default: FishCompletion(stacks: invocation.stacks).script
      }
    return .text(script, named: "completion")
  }
}
