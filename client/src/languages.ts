/** Languages of the server as VS Code names them. A test compares them with the server's list. */
export const languageIds: readonly string[] = [
  "go",
  "typescript",
  "typescriptreact",
  "javascript",
  "javascriptreact",
  "python",
  "java",
  "rust",
];

/** Languages of VS Code in which configuration is written. Opening one starts us when it mentions etcd. */
export const configurationIds: readonly string[] = [
  "yaml",
  "dockercompose",
  "dockerfile",
  "makefile",
  "shellscript",
  "ini",
  "properties",
  "helm",
  "jinja",
  "terraform",
];

/** Configuration files of the server by their names, whatever language VS Code takes them for. A test compares them with the server's list. */
export const configurationGlobs: readonly string[] = [
  "*.yaml",
  "*.yml",
  "Dockerfile*",
  "Containerfile*",
  "*.dockerfile",
  "Makefile*",
  "makefile",
  "*.mk",
  "Procfile*",
  "*.sh",
  "*.bash",
  "*.zsh",
  "*.ksh",
  "*.service",
  "*.service.d/*.conf",
  ".env*",
  "*.env",
  "*.env.*",
  "etcd*.conf",
  "*.tf",
  "*.hcl",
  "Vagrantfile",
  "go.mod",
  "*.{j2,jinja,jinja2,tpl,tmpl,erb,template,gotmpl}",
];
