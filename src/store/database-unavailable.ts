/**
 * The database cannot be used, and it is for the operator to act, not for a developer to read a stack: the message says
 * what is wrong with which file and what to do.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = 'DatabaseUnavailable';
}
