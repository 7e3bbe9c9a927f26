export { normalizePem } from '../pem';
export { CSR_FAULT, readCsr, spkiShown, type Csr, type CsrFault, type CsrReading } from './readCsr';
export type { AltName, CsrSubject } from './request';
