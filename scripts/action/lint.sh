#!/usr/bin/env bash
# The run of the GitHub action. Its inputs come as ETCD_LINT_...; the exit code goes to the outputs, so that reports are uploaded first.
set -uo pipefail

out=$(mktemp -d "${RUNNER_TEMP:-/tmp}/etcd-lint.XXXXXX")
say() { printf '%s=%s\n' "$1" "$2" >>"${GITHUB_OUTPUT:-/dev/null}"; }

if [ -n "${ETCD_LINT_COMMAND:-}" ]; then
  read -r -a command <<<"$ETCD_LINT_COMMAND"
elif [ -n "${ETCD_LINT_VERSION:-}" ]; then
  command=(npx --yes "etcd-lint@$ETCD_LINT_VERSION")
elif [ -x node_modules/.bin/etcd-lint ]; then
  command=(node_modules/.bin/etcd-lint)
else
  command=(npx --yes etcd-lint@latest)
fi

# Words are split at white space and nothing in them is expanded.
read -r -d '' -a paths <<<"${ETCD_LINT_PATHS:-.}" || true
read -r -d '' -a args <<<"${ETCD_LINT_ARGS:-}" || true
[ -n "${ETCD_LINT_BASELINE:-}" ] && args+=(--baseline "$ETCD_LINT_BASELINE")
since=${ETCD_LINT_SINCE:-}
[ "$since" = auto ] && since=${ETCD_LINT_BASE:-}
[ -n "$since" ] && args+=("--since=$since")

code=0
"${command[@]}" lint --format github --format "sarif=$out/etcd-lint.sarif" --format "markdown=$out/comment.md" "${args[@]}" -- "${paths[@]}" || code=$?
say exit-code "$code"
[ -f "$out/etcd-lint.sarif" ] && say sarif-file "$out/etcd-lint.sarif"
if [ "${ETCD_LINT_COMMENT:-}" = true ] && [ -n "${ETCD_LINT_BASE:-}" ]; then
  # The difference says what the change costs; where it cannot be told, the findings have to do.
  "${command[@]}" diff "$ETCD_LINT_BASE" --fail-on never --format "markdown=$out/diff.md" || true
  [ -f "$out/diff.md" ] && mv "$out/diff.md" "$out/comment.md"
fi
if [ -f "$out/comment.md" ]; then
  say comment-file "$out/comment.md"
  cat "$out/comment.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
fi
# Later steps upload what there is, and the last one ends with the code.
exit 0
