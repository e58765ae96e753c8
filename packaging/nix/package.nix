{ lib, rustPlatform, installShellFiles }:

let
  about = (builtins.fromTOML (builtins.readFile ../../Cargo.toml)).package;
in
rustPlatform.buildRustPackage {
  pname = about.name;
  version = about.version;
  src = lib.cleanSource ../..;
  cargoLock.lockFile = ../../Cargo.lock;

  nativeBuildInputs = [ installShellFiles ];

  postInstall = ''
    patchShebangs packaging/share.sh
    packaging/share.sh "$out/bin/supple" "$out/share"
  '';

  meta = {
    description = about.description;
    homepage = about.homepage;
    license = with lib.licenses; [ mit asl20 ];
    mainProgram = "supple";
  };
}
