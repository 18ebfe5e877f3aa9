// What Vite adds to modules of the page.
declare module "*.css?inline" {
  const css: string;
  export default css;
}

interface ImportMeta {
  readonly env: { readonly BASE_URL: string };
}
