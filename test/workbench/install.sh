#!/usr/bin/env bash
# Puts the real VS Code workbench (npm package code-server) into a cache folder, without any download outside package registries.
# The package's own install script wants downloads, so its parts are installed and compiled one by one. Does nothing the second time.
# Prints the folder. ETCD_LINT_WORKBENCH_CACHE says where; the default is ~/.cache/etcd-lint/workbench.
set -euo pipefail

version=4.100.3
cache=${ETCD_LINT_WORKBENCH_CACHE:-$HOME/.cache/etcd-lint/workbench}
stamp="$cache/.ready-$version-node$(node -p process.versions.modules)"

say() { echo "workbench: $*" >&2; }

if [ -e "$stamp" ]; then
  echo "$cache"
  exit 0
fi

mkdir -p "$cache"
cd "$cache"
[ -e package.json ] || echo '{ "private": true }' > package.json
say "installing code-server $version into $cache"
npm install "code-server@$version" --ignore-scripts --no-audit --no-fund >&2

code="$cache/node_modules/code-server/lib/vscode"
cd "$code"
npm install --omit=dev --ignore-scripts --no-audit --no-fund >&2
ln -sfn node_modules node_modules.asar
say "compiling native modules"
npm rebuild @vscode/spdlog native-watchdog @vscode/deviceid >&2
# The compile succeeds; the step after it looks for a download with npx and fails.
npm rebuild node-pty > "$cache/node-pty.log" 2>&1 || true
test -e node_modules/node-pty/build/Release/pty.node
mkdir -p node_modules/@vscode/ripgrep/bin
ln -sfn "$(command -v rg)" node_modules/@vscode/ripgrep/bin/rg
cd "$cache"
npm rebuild argon2 >&2
touch "$stamp"
say "ready"
echo "$cache"
