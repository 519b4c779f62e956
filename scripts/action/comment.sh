#!/usr/bin/env bash
# Writes ETCD_LINT_COMMENT_FILE into the pull request: the comment that is there already is updated, else there is a new one.
set -euo pipefail

if [ -z "${ETCD_LINT_PULL_REQUEST:-}" ]; then
  echo "etcd-lint: no pull request, no comment"
  exit 0
fi
comments="repos/$GITHUB_REPOSITORY/issues/$ETCD_LINT_PULL_REQUEST/comments"
id=$(gh api "$comments" --paginate --jq '.[] | select(.body | startswith("<!-- etcd-lint -->")) | .id' | head -n 1)
if [ -n "$id" ]; then
  gh api --method PATCH "repos/$GITHUB_REPOSITORY/issues/comments/$id" --field "body=@$ETCD_LINT_COMMENT_FILE" >/dev/null
else
  gh api --method POST "$comments" --field "body=@$ETCD_LINT_COMMENT_FILE" >/dev/null
fi
