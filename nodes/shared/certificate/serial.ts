/** Serial numbers are printed with and without zeros in front, colons and in either case. */
export const plainSerial = (serial: unknown): string =>
	String(serial).replace(/[\s:]/g, '').replace(/^0+/, '').toUpperCase();
