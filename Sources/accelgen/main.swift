#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

OutputStream.ignoreClosedPipes()
let (outcome, printer) = Program.run(Array(CommandLine.arguments.dropFirst()))
exit(printer.print(outcome).rawValue)
