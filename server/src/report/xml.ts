/** Well-formed XML from names, attributes and text, whatever is in them. */

export type XmlNode = string | XmlElement;

export interface XmlElement {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string | number>>;
  readonly children: readonly XmlNode[];
}

export function element(name: string, attributes: XmlElement["attributes"], children: readonly XmlNode[] = []): XmlElement {
  return { name, attributes, children };
}

/** A document with its declaration, indented. */
export function xmlDocument(root: XmlElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${print(root, "")}\n`;
}

function print({ name, attributes, children }: XmlElement, indent: string): string {
  const list = Object.entries(attributes).map(([key, value]) => ` ${key}="${attribute(String(value))}"`);
  const open = `${indent}<${name}${list.join("")}`;
  if (children.length === 0) return `${open}/>`;
  const texts = children.every((child) => typeof child === "string");
  if (texts) return `${open}>${children.map((child) => text(String(child))).join("")}</${name}>`;
  const inner = children.map((child) => (typeof child === "string" ? `${indent}  ${text(child)}` : print(child, `${indent}  `)));
  return `${open}>\n${inner.join("\n")}\n${indent}</${name}>`;
}

function text(value: string): string {
  return allowed(value).replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll("\r", "&#13;");
}

/** White space in attributes survives only as references. */
function attribute(value: string): string {
  return text(value).replaceAll('"', "&quot;").replaceAll("\n", "&#10;").replaceAll("\t", "&#9;");
}

/** Characters that XML 1.0 forbids even as references (https://www.w3.org/TR/xml/#charsets), and halves of pairs, become U+FFFD. */
function allowed(value: string): string {
  return value.replace(/[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/gu, "\ufffd");
}
