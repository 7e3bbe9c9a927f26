import { randomBytes } from 'node:crypto';

/** A DCV random value: lower-case letters and digits. */
export const newToken = () => BigInt(`0x${randomBytes(20).toString('hex')}`).toString(36);
