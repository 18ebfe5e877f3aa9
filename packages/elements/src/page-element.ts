/** The base of elements. Where there is no page, as on a server that renders one, they can still be imported. */
export const PageElement: typeof HTMLElement = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);
