/** A failure of a command whose message says all that its reader needs: shown without a stack. */
export class UserFacingError extends Error {}
