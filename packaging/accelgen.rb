# A formula for Homebrew (https://docs.brew.sh/Formula-Cookbook). It builds what git has, a commit and no archive,
# so that there is no checksum to keep: brew install --HEAD accelgen.
#
# A tap that publishes accelgen puts its repository's address in place of this one, which is that of the clone that
# the formula lies in.
class Accelgen < Formula
  REPOSITORY = ENV.fetch("HOMEBREW_ACCELGEN_REPOSITORY", "file://#{File.expand_path("..", __dir__)}").freeze

  desc "Turns an env template into bash scripts that deploy AWS networking"
  homepage REPOSITORY
  head REPOSITORY, using: :git, branch: "main"

  depends_on xcode: ["16.0", :build]
  depends_on macos: :ventura
  uses_from_macos "swift" => :build

  def install
    # What `accelgen --version` tells.
    (buildpath/"data/commit").atomic_write "#{Utils.git_head}\n"
    # Homebrew's own sandbox cannot hold SwiftPM's.
    system "swift", "build", "--disable-sandbox", "--configuration", "release", "--product", "accelgen"
    bin.install ".build/release/accelgen"
    generate_completions_from_executable(bin/"accelgen", "completion")
  end

  test do
    assert_match(/\Aaccelgen \d/, shell_output("#{bin}/accelgen --version"))
    system bin/"accelgen", "init"
    system bin/"accelgen"
    assert_match "up to date", shell_output("#{bin}/accelgen check")
  end
end
