/** Which project a document belongs to: one for each workspace folder, and one for each folder of documents outside of them. */
import path from "node:path";

export interface Located<P> {
  readonly project: P;
  /** Relative to the project's root, with `/`. */
  readonly path: string;
}

export interface ProjectFactory<P> {
  /** `scans` is false for a folder that only stands for a lone document. */
  create(root: string, scans: boolean): P;
  dispose(project: P): void;
  /** Root for a document outside every workspace folder. */
  looseRoot(file: string): string;
}

export class Workspace<P> {
  private readonly folders = new Map<string, P>();
  private readonly loose = new Map<string, P>();

  constructor(private readonly factory: ProjectFactory<P>) {}

  addFolder(root: string): void {
    const normal = path.resolve(root);
    if (!this.folders.has(normal)) this.folders.set(normal, this.factory.create(normal, true));
  }

  removeFolder(root: string): void {
    const normal = path.resolve(root);
    const project = this.folders.get(normal);
    this.folders.delete(normal);
    if (project) this.factory.dispose(project);
  }

  /** Forgets the projects of lone documents; those that are still open get theirs again when they are located. */
  dropLoose(): void {
    const projects = [...this.loose.values()];
    this.loose.clear();
    for (const project of projects) this.factory.dispose(project);
  }

  /** Makes every project anew. */
  reset(): void {
    const roots = [...this.folders.keys()];
    this.dispose();
    for (const root of roots) this.addFolder(root);
  }

  /** The project of a file: the deepest workspace folder around it. Outside of all, one is made when `adopt` is true. */
  locate(file: string, adopt: boolean): Located<P> | undefined {
    const root = deepest([...this.folders.keys()], file);
    const project = root === undefined ? undefined : this.folders.get(root);
    if (root !== undefined && project !== undefined) return { project, path: relativePath(root, file) };
    const looseRoot = path.resolve(this.factory.looseRoot(file));
    let found = this.loose.get(looseRoot);
    if (found === undefined && adopt) {
      found = this.factory.create(looseRoot, false);
      this.loose.set(looseRoot, found);
    }
    return found === undefined ? undefined : { project: found, path: relativePath(looseRoot, file) };
  }

  /** True when the file under `root` belongs to a workspace folder inside `root`. */
  elsewhere(root: string, file: string): boolean {
    const owner = deepest([...this.folders.keys()], file);
    return owner !== undefined && owner !== root && owner.length > root.length;
  }

  projects(): readonly P[] {
    return [...this.folders.values(), ...this.loose.values()];
  }

  dispose(): void {
    const projects = this.projects();
    this.folders.clear();
    this.loose.clear();
    for (const project of projects) this.factory.dispose(project);
  }
}

/** `file` seen from `root`, with `/`. */
export function relativePath(root: string, file: string): string {
  return path.relative(root, file).split(path.sep).join("/");
}

function deepest(roots: readonly string[], file: string): string | undefined {
  return roots.filter((root) => isInside(root, file)).sort((a, b) => b.length - a.length)[0];
}

function isInside(root: string, file: string): boolean {
  const relative = path.relative(root, file);
  return !relative.startsWith("..") && !path.isAbsolute(relative);
}
