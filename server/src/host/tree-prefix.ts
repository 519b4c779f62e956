/** Where a folder lies in its repository, told without git. */
import { relativeTo, upwards } from "./paths";
import { isRepositoryTop } from "./walk";

/** From the top of the repository around a folder to that folder: empty, or ending in `/`. */
export function prefixInRepository(folder: string): string {
  const top = upwards(folder).find(isRepositoryTop);
  return top === undefined || top === folder ? "" : `${relativeTo(top, folder)}/`;
}
