/** Any trace of one, complete or not; PuTTY writes private keys without PEM armour. */
const TRACE = /(BEGIN|END) [A-Z ]{0,40}PRIVATE KEY|PuTTY-User-Key-File|Private-Lines:/i;

export const holdsPrivateKey = (text: string): boolean => TRACE.test(text);
