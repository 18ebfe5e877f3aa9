/** Lets files be dropped on an element; the place for them in `welcome` is marked while they are over it. */
export function acceptDrops(target: HTMLElement, welcome: HTMLElement, take: (transfer: DataTransfer) => void): void {
  const mark = (isOver: boolean) => welcome.querySelector(".drop")?.classList.toggle("over", isOver);
  target.addEventListener("dragover", (event) => {
    event.preventDefault();
    mark(true);
  });
  target.addEventListener("dragleave", () => mark(false));
  target.addEventListener("drop", (event) => {
    event.preventDefault();
    mark(false);
    if (event.dataTransfer !== null) take(event.dataTransfer);
  });
}
