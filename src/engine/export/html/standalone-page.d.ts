/** Made of `src/standalone` by `src/serve/standalone-page.ts`. */
declare module "virtual:standalone-page" {
  export const script: string;
  export const style: string;
}
