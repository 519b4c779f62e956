/** How Go declares top-level names, as texts to search for before a file is parsed. */

/** https://go.dev/ref/spec#Predeclared_identifiers */
const predeclared: ReadonlySet<string> = new Set(
  (
    "any bool byte comparable complex64 complex128 error float32 float64 int int8 int16 int32 int64 rune string uint uint8 uint16 uint32 uint64 uintptr " +
    "true false iota nil append cap clear close complex copy delete imag len make max min new panic print println real recover _"
  ).split(" "),
);

/** Texts of which a file holds one if it declares the name at top level or as a method; grouped declarations are indented by a tab (gofmt). */
export function declarationTexts(name: string): readonly string[] {
  if (name === "" || predeclared.has(name)) return [];
  return [
    `func ${name}(`,
    `func ${name}[`,
    `) ${name}(`,
    `type ${name} `,
    `type ${name}[`,
    `var ${name} `,
    `const ${name} `,
    `\n\t${name} `,
    `\n\t${name}\n`,
  ];
}
