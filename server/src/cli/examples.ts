/** Examples behind the help of each command: most people read these and nothing else. */

const exitCodes = "Exit codes: 0 clean, 1 findings at or over the fail level, 2 could not run, 3 over budget, 130 interrupted.";

export const examples = {
  program: `
Examples:
  etcd-lint                                   lint everything under this folder
  etcd-lint src/store.go --fail-on warning    one file, and be strict
  etcd-lint why src/store.go:41               where the numbers of a line come from
  etcd-lint explain hot-rewrite               what a rule means, with the arithmetic
  etcd-lint diff origin/main                  what this branch costs more
  etcd-lint lint --help                       all options of lint, with more examples

${exitCodes}`,
  lint: `
Examples:
  In CI, for a pull request: the log, code scanning and a comment from one run
    etcd-lint --since origin/main --format stylish --format sarif=etcd-lint.sarif --format markdown=comment.md
  Begin in an old project: accept what is there, fail on what is new
    etcd-lint --baseline etcd-lint-baseline.json --update-baseline
    etcd-lint --baseline etcd-lint-baseline.json
  Before a commit
    etcd-lint --staged
  See what would be fixed, then fix it
    etcd-lint --fix --dry-run
    etcd-lint --fix
  What if: another etcd, another severity
    etcd-lint --etcd-version 3.4 --rule long-key=off
  In an editor
    etcd-lint --stdin-filename src/store.go --format json < buffer

${exitCodes}`,
  diff: `
Examples:
  etcd-lint diff origin/main                  the files as they are against where the branch began
  etcd-lint diff v1.2.0 v1.3.0                two releases
  etcd-lint diff main --format markdown=comment.md --format json=diff.json

Budgets of the settings count, also those that limit the increase ("+10%"). Nothing is fetched: both revisions must be in this clone.`,
  mcp: `
Tools: lint (what is costly here?), model (what will this cost?), why (where do the numbers of a line come from?), explain (what does a rule mean?)

Example, as most assistants are told of a server:
  { "mcpServers": { "etcd-lint": { "command": "npx", "args": ["etcd-lint", "mcp"] } } }`,
  merge: `
Examples:
  etcd-lint --shard 1/2 --format json=shard-1.json    in one job of the build
  etcd-lint --shard 2/2 --format json=shard-2.json    in another one
  etcd-lint merge shard-*.json --format sarif=etcd-lint.sarif --format stylish

What comes out is what one run over everything prints. Lines of code are shown where the files lie beside the reports.`,
  completions: `
Examples:
  bash    etcd-lint completions bash > ~/.local/share/bash-completion/completions/etcd-lint
  zsh     etcd-lint completions zsh > "\${fpath[1]}/_etcd-lint"
  fish    etcd-lint completions fish > ~/.config/fish/completions/etcd-lint.fish`,
} as const;
