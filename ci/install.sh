#!/usr/bin/env bash
# Installs twoview into an environment outside the workspace. Nothing that the workspace holds is run.
set -euo pipefail

# Neither Python (-I) nor pip looks into the folder it is started in, and that folder is not the catalog's.
cd "$RUNNER_TEMP"

what=$GITHUB_ACTION_PATH
if [ -n "$VERSION" ]; then
  if [[ ! $VERSION =~ ^[0-9][0-9A-Za-z.]*$ ]]; then
    echo "::error::The input version takes a version such as 1.2.0."
    exit 2
  fi
  what=twoview==$VERSION
fi

venv=$(mktemp -d "$RUNNER_TEMP/twoview.XXXXXX")
python3 -I -m venv "$venv"
"$venv/bin/python" -I -m pip install --quiet --disable-pip-version-check "$what"
echo "bin=$venv/bin" >> "$GITHUB_OUTPUT"
