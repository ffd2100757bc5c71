"""Stands for `gh`: it keeps pull requests and comments in files, and notes what it is asked for."""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

FORGE = Path(os.environ["FORGE"])
REPOSITORY = "repos/havenholm/catalog"
COMMENTS = f"{REPOSITORY}/issues/12/comments"


def kept(name: str) -> Any:
    path = FORGE / f"{name}.json"
    return json.loads(path.read_text()) if path.exists() else sys.exit("gh: Not Found (HTTP 404)")


def keep(comments: list[Any]) -> None:
    (FORGE / "comments.json").write_text(json.dumps(comments))


def text_of(name: str) -> str:
    return str(json.loads(Path(name).read_text())["body"])


def answer(asked: list[str]) -> None:
    match asked:
        case ["run", "download", "77", "--repo", _, "--name", "twoview-diff", "--dir", folder]:
            if not (FORGE / "artifact").is_dir():
                sys.exit("no valid artifacts found to download")
            shutil.copytree(FORGE / "artifact", folder, symlinks=True, dirs_exist_ok=True)
        case ["api", address, "--jq", query] if address.startswith(f"{REPOSITORY}/pulls/"):
            pull = json.dumps(kept("pull-" + address.rpartition("/")[2]))
            subprocess.run(["jq", "--raw-output", query], input=pull, text=True, check=True)
        case ["api", "--paginate", address] if address == f"{COMMENTS}?per_page=100":
            for comment in kept("comments"):
                print(json.dumps([comment]))
        case ["api", "--silent", "--method", "POST", address, "--input", name]:
            assert address == COMMENTS
            comments = kept("comments")
            author = {"login": "github-actions[bot]"}
            new = {"id": 100 + len(comments), "user": author, "body": text_of(name)}
            keep([*comments, new])
        case ["api", "--silent", "--method", "PATCH", address, "--input", name]:
            comments = {
                f"{REPOSITORY}/issues/comments/{each['id']}": each for each in kept("comments")
            }
            comments[address]["body"] = text_of(name)
            keep(list(comments.values()))
        case _:
            sys.exit(f"gh does not know {asked}")


if __name__ == "__main__":
    with (FORGE / "calls").open("a") as calls:
        calls.write(json.dumps(sys.argv[1:]) + "\n")
    answer(sys.argv[1:])
