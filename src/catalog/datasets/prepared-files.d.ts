/** Made at build time by `src/serve/prepare-datasets.ts`: where each prepared data file is, by its name. */
declare module "virtual:prepared-files" {
  const preparedFiles: Readonly<
    Record<
      string,
      {
        /** On the studio's own origin; a gzip file with a hash of its content in the name. */
        readonly url: string;
        /** Size of the gzip file. */
        readonly bytes: number;
      }
    >
  >;
  export default preparedFiles;
}
