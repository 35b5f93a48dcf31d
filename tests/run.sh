#!/usr/bin/env bash
# Proves the portal: format, build with warnings as errors, the SQL Server script, every test project.
# Ends with the line "N passed, N failed, N skipped". Needs the .NET SDK and, to install the browser on Debian, root or sudo.
set -uo pipefail
cd "$(dirname "$0")/.."
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 MSBUILDDISABLENODEREUSE=1 UseSharedCompilation=true
# Counting how often each method runs, to compile it better later, pays in a process that lives long; here it took 3 of 10 seconds.
export DOTNET_TieredPGO=0
say() { printf '\n== %s\n' "$1"; }
stop() { printf '%s\n0 passed, 1 failed, 0 skipped\n' "$1"; exit 1; }

say "Tools from the system"
missing=()
[ -x /usr/bin/chromium ] || missing+=(chromium fonts-liberation)
/usr/bin/python3 -c 'import dkim, nacl' 2>/dev/null || missing+=(python3 python3-dkim python3-nacl)
if [ ${#missing[@]} -gt 0 ]; then
  sudo=""; [ "$(id -u)" = 0 ] || sudo=sudo
  export DEBIAN_FRONTEND=noninteractive
  { $sudo apt-get update -q && $sudo apt-get install -y -q --no-install-recommends "${missing[@]}"; } >/dev/null \
    || stop "Could not install: ${missing[*]}. Install them by hand and run this again."
fi
echo "$(/usr/bin/chromium --version 2>/dev/null | head -1)"

say "Restore"
{ dotnet tool restore >/dev/null && dotnet restore --nologo -v quiet; } || stop "Restore failed."

say "Format"
dotnet format whitespace --verify-no-changes --no-restore || stop "Run \"dotnet format whitespace\" and commit."

say "Build"
dotnet build --no-restore --nologo -v quiet -warnaserror || stop "The build failed."

say "SQL Server script"
mkdir -p artifacts
dotnet ef migrations script --idempotent --no-build --project src/UserGroups --startup-project src/UserGroups.Web \
  --context SqlServerAppDbContext --output artifacts/sqlserver.sql >/dev/null || stop "The SQL Server script could not be made."
echo "artifacts/sqlserver.sql: $(wc -l <artifacts/sqlserver.sql) lines. It was generated, not run: no SQL Server is needed here."
if [ -n "${USERGROUPS_TEST_SQLSERVER:-}" ]; then
  echo "The rules and data tests run on the server named by USERGROUPS_TEST_SQLSERVER."
fi

# Each site that a test starts would watch its settings for changes; systems allow a user few such watches, and no test changes them.
export DOTNET_hostBuilder__reloadConfigOnChange=false

passed=0 failed=0 skipped=0
for project in tests/*.Tests/*.csproj; do
  say "$(basename "$project" .csproj)"
  log=$(mktemp)
  dotnet test "$project" --no-build --nologo --logger "console;verbosity=minimal" --blame-hang-timeout 8m 2>&1 | tee "$log"
  line=$(grep -E '(Passed|Failed|Skipped)! +- Failed:' "$log" | tail -1)
  if [ -z "$line" ]; then
    echo "$(basename "$project" .csproj) ended without a result."
    failed=$((failed + 1))
  else
    number() { sed -E "s/.*$1: +([0-9]+).*/\1/" <<<"$line"; }
    passed=$((passed + $(number Passed))) failed=$((failed + $(number Failed))) skipped=$((skipped + $(number Skipped)))
  fi
  rm -f "$log"
done

printf '\n%s passed, %s failed, %s skipped\n' "$passed" "$failed" "$skipped"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
