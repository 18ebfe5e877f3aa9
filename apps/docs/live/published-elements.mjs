const names = ["gammakit-explorer", "gammakit-time-series", "gammakit-flux-profile", "gammakit-spectrum-files"];

/**
 * Loads the elements of `@gammakit/elements` where the page shows one, as any page would, and gives them the colors of the site.
 * @param {boolean} isDark
 */
export async function showPublishedElements(isDark) {
  const elements = document.querySelectorAll(names.join(","));
  for (const element of elements) element.setAttribute("theme", isDark ? "dark" : "light");
  if (elements.length > 0) await import(/* @vite-ignore */ `${import.meta.env.BASE_URL}gammakit/define.js`);
}
