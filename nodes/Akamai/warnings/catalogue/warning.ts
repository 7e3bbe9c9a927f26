/** Before the CSR is shown, after a certificate has come, or at either of them. */
export type Stage = 'pre' | 'post';

/** A warning as CPS words it. */
export interface KnownWarning {
	/** As Akamai's own clients name it. */
	name: string;
	/** The first line; `<…>` stands for what CPS fills in. */
	pattern: string;
	stage: Stage | 'both';
	/** What accepting it leads to. */
	accepting: 'harmless' | 'depends' | 'dangerous';
	whoActs: string;
	meaning: string;
	advice: string;
	/** Accepting cannot help: there would be no certificate, or one that does not work. */
	neverAccepted?: true;
	/** A listing of certificates follows the first line. */
	severalLines?: true;
}
