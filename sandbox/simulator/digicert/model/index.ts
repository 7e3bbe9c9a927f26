/** What the books of an account hold, by service area. */
export type * from './account';
export type * from './domains';
export type * from './orders';
export type * from './automation';
