import { version } from "../../package.json";

/** The studio's version, as package.json has it. */
export const studioVersion: string = version;
