# Shared by ./run, ./test and ./ioc: checks the two prerequisites and builds, quietly unless something fails.
# Sourced, not executed; $root is the repository.

host_dll="$root/src/Ioc.Host/bin/Release/net10.0/ioc.dll"
built_stamp="$root/artifacts/built.stamp"
web_dir="$root/src/Ioc.Dashboard/web"
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1

say() { printf '%s\n' "$*" >&2; }

need_dotnet() {
  if ! command -v dotnet >/dev/null 2>&1; then
    say "The .NET SDK 10 is missing. Install it (package dotnet-sdk-10.0, or https://dotnet.microsoft.com/download) and try again."
    exit 1
  fi
  # global.json decides which SDK is new enough; its complaint is long, ours says what to do.
  if ! (cd "$root" && dotnet --version >/dev/null 2>&1); then
    say "The installed .NET SDK is too old: version 10.0.100 or newer is needed. Found: $(dotnet --list-sdks 2>/dev/null | tr '\n' ' ')"
    exit 1
  fi
}

need_node() {
  if ! command -v node >/dev/null 2>&1 || ! command -v npm >/dev/null 2>&1; then
    say "Node.js 20.19 or newer, with npm, is missing: it builds the web app. Install it (https://nodejs.org) and try again."
    exit 1
  fi
  # 20.19 is the oldest version that the web app's build tool runs on.
  if ! node -e 'const [a,b]=process.versions.node.split(".").map(Number); process.exit(a>20||(a===20&&b>=19)?0:1)'; then
    say "Node.js $(node --version) is too old: 20.19 or newer is needed."
    exit 1
  fi
}

# quietly LOG COMMAND...: keeps the output in LOG and shows it only when the command fails.
quietly() {
  log="$1"; shift
  mkdir -p "$(dirname "$log")"
  if ! "$@" >"$log" 2>&1 </dev/null; then
    say "This failed: $*"
    tail -n 60 "$log" >&2
    say "The whole output is in $log"
    return 1
  fi
}

# For the web app's own tests; the build (src/Ioc.Dashboard/Web.targets) sees to packages and web app itself.
install_web_packages() {
  if [ ! -e "$web_dir/node_modules/.package-lock.json" ] || [ "$web_dir/package-lock.json" -nt "$web_dir/node_modules/.package-lock.json" ]; then
    say "Fetching the web app's packages …"
    quietly "$root/artifacts/logs/npm-ci.log" npm --prefix "$web_dir" ci --no-audit --no-fund || return 1
  fi
}

sources_newer_than_build() {
  [ ! -f "$host_dll" ] || [ ! -f "$built_stamp" ] && return 0
  [ -n "$(find "$root/src" "$root/Directory.Build.props" "$root/Directory.Packages.props" -newer "$built_stamp" -type f \
    -not -path '*/node_modules/*' -not -path '*/obj/*' -not -path '*/bin/*' -not -path '*/wwwroot/*' -not -name '*.tsbuildinfo' -print -quit)" ]
}

build_host() {
  sources_newer_than_build || return 0
  say "Building ioc and its web app …"
  # The stamp is taken first, so that a file saved during the build is built next time.
  mkdir -p "$root/artifacts" && touch "$built_stamp.new"
  quietly "$root/artifacts/logs/host-build.log" dotnet build "$root/src/Ioc.Host/Ioc.Host.csproj" -c Release -v quiet --nologo || return 1
  mv "$built_stamp.new" "$built_stamp"
}
