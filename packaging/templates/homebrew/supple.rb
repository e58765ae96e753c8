class Supple < Formula
  desc "Guided stretching coach for the terminal"
  homepage "@REPOSITORY@"
  url "@REPOSITORY@/archive/refs/tags/v@VERSION@.tar.gz"
  sha256 "@SHA256_SOURCE@"
  license any_of: ["MIT", "Apache-2.0"]
  head "@REPOSITORY@.git", branch: "main"

  depends_on "rust" => :build

  def install
    system "cargo", "install", *std_cargo_args
    system "packaging/share.sh", bin/"supple", buildpath/"share"
    man1.install Dir["share/man/man1/*.1"]
    bash_completion.install "share/bash-completion/completions/supple"
    zsh_completion.install "share/zsh/site-functions/_supple"
    fish_completion.install "share/fish/vendor_completions.d/supple.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{bin}/supple --version")
    assert_match "neck", shell_output("#{bin}/supple list")
  end
end
