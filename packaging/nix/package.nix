{ lib, rustPlatform }:

let
  about = (builtins.fromTOML (builtins.readFile ../../Cargo.toml)).package;
in
rustPlatform.buildRustPackage {
  pname = about.name;
  version = about.version;
  src = lib.cleanSource ../..;
  cargoLock.lockFile = ../../Cargo.lock;

  # The tests run shells and terminals, which the room that Nix builds in does not have.
  doCheck = false;

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
