#!/usr/bin/env bash
# Checks the catalog in the workspace, and tells what a change does. The catalog is data: nothing of it is run.
set -euo pipefail

# A folder of the catalog can pose as a bare repository whose configuration names commands to run.
export GIT_CONFIG_COUNT=1 GIT_CONFIG_KEY_0=safe.bareRepository GIT_CONFIG_VALUE_0=explicit

# Reports go outside the workspace, where no link that was committed can lead them elsewhere.
reports=$(mktemp -d "$RUNNER_TEMP/twoview.XXXXXX")

twoview() {
  "$BIN/python" -I -m twoview "$@"
}

commit() {
  git -C "$CATALOG" rev-parse --verify --quiet --end-of-options "$1^{commit}"
}

# Prints the commit to compare with: the one asked for, else where a pull request left its target branch.
base_commit() {
  if [ -n "$BASE_REF" ]; then
    commit "$BASE_REF"
  elif [ -n "${GITHUB_BASE_REF:-}" ]; then
    git -C "$CATALOG" merge-base "$(commit "refs/remotes/origin/$GITHUB_BASE_REF")" HEAD
  fi
}

missing="The commit to compare with is not there. Check out with fetch-depth: 0."
if ! base=$(base_commit 2> /dev/null); then
  base=
  if [ -n "$BASE_REF" ] || [ "$ONLY_NEW" = true ]; then
    echo "::error::$missing"
    exit 2
  fi
  echo "::notice::$missing"
fi

# Of a push, findings are compared with what its branch had before.
since=$base
if [ "$ONLY_NEW" = true ] && [ -z "$base" ]; then
  if since=$(commit "$BEFORE" 2> /dev/null); then
    echo "Findings are compared with ${since:0:7}, which the branch had before."
  elif [[ ! $BEFORE =~ ^0*$ ]] && [ "$(git -C "$CATALOG" rev-parse --is-shallow-repository)" = true ]; then
    echo "::error::$missing"
    exit 2
  else
    echo "::notice::Nothing is known of what the branch had before, so that all findings are told."
  fi
fi

arguments=(--catalog="$CATALOG" --fail-on="$FAIL_ON")
arguments+=(--output="sarif=$reports/twoview.sarif" --output="json=$reports/findings.json")
[ -z "$BASELINE" ] || arguments+=(--baseline="$BASELINE")
[ "$ONLY_NEW" != true ] || [ -z "$since" ] || arguments+=(--since="$since")

code=0
twoview check "${arguments[@]}" || code=$?
echo "exit-code=$code" >> "$GITHUB_OUTPUT"
[ "$code" -le 1 ] || exit "$code"

"$BIN/python" -I - "$reports/findings.json" >> "$GITHUB_OUTPUT" << 'END'
import json
import pathlib
import sys

counts = json.loads(pathlib.Path(sys.argv[1]).read_text(encoding="utf-8"))["counts"]
print(f"errors={counts['error']}\nwarnings={counts['warning']}")
END
echo "sarif-file=$reports/twoview.sarif" >> "$GITHUB_OUTPUT"

if [ -n "$base" ]; then
  twoview diff "$base" --catalog="$CATALOG" --format=markdown > "$reports/diff.md"
  cat "$reports/diff.md" >> "$GITHUB_STEP_SUMMARY"
  echo "comment-file=$reports/diff.md" >> "$GITHUB_OUTPUT"
fi
exit "$code"
