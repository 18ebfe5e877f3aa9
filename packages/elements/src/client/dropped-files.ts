import type { ChosenFile, DataSource } from "../protocol.ts";

/** After so many files of a folder it is told how many there are. */
const stride = 500;

/**
 * What was dropped on a page: a folder with all that is in it, or files. Must be called while the event lasts. `onFound` is told now and
 * then how many files of a large folder have been found.
 */
export async function droppedFiles(
  transfer: DataTransfer,
  onFound: (files: number) => void = () => undefined,
): Promise<DataSource> {
  const entries = Array.from(transfer.items, (item) => item.webkitGetAsEntry()).filter((entry) => entry !== null);
  const plain = Array.from(transfer.files);
  if (entries.length === 0) return filesSource(plain.map((file) => ({ path: file.name, file })));
  let found = 0;
  const count = () => {
    found++;
    if (found % stride === 0) onFound(found);
  };
  const files = (await Promise.all(entries.map((entry) => filesOf(entry, "", count)))).flat();
  const [only] = entries;
  return filesSource(files, entries.length === 1 && only.isDirectory ? only.name : undefined);
}

/** What was chosen in a dialog: a folder, or files. */
export function chosenFiles(list: FileList): DataSource {
  return filesSource(Array.from(list, (file) => ({ path: file.webkitRelativePath || file.name, file })));
}

function filesSource(files: readonly ChosenFile[], folder?: string): DataSource {
  const [first] = files;
  const top = first?.path.includes("/") ? first.path.split("/")[0] : first?.path;
  return { kind: "files", name: folder ?? top ?? "nothing", files };
}

async function filesOf(entry: FileSystemEntry, parent: string, count: () => void): Promise<readonly ChosenFile[]> {
  const path = parent === "" ? entry.name : `${parent}/${entry.name}`;
  if (entry.isFile) {
    const file = await new Promise<File>((resolve, reject) => (entry as FileSystemFileEntry).file(resolve, reject));
    count();
    return [{ path, file }];
  }
  const children = await childrenOf(entry as FileSystemDirectoryEntry);
  return (await Promise.all(children.map((child) => filesOf(child, path, count)))).flat();
}

/** A reader gives entries in portions, until one is empty. */
async function childrenOf(directory: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = directory.createReader();
  const all: FileSystemEntry[] = [];
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((resolve, reject) => reader.readEntries(resolve, reject));
    if (some.length === 0) return all;
    all.push(...some);
  }
}
