import type { KnownWarning } from './warning';

export const NETWORK: KnownWarning[] = [
	{
		name: 'OVERLAPPING_TRAFFIC_CLASS',
		pattern: 'The following domain(s) overlap domains on another certificate: <sanString>.',
		stage: 'pre',
		accepting: 'depends',
		whoActs: 'service owner',
		meaning:
			'Names of this enrollment are also on a certificate of the other network class (Enhanced against Standard TLS). A DNS mistake could then send secure traffic to the weaker network.',
		advice: 'Usual during a migration; accept then and remove the overlap soon.',
	},
	{
		name: 'SNI_DNS_OVERLAP',
		pattern: 'Name [<dnsName>] is overlapping DNS name of one or more enrollments.',
		stage: 'pre',
		accepting: 'depends',
		whoActs: 'service owner',
		meaning:
			'Another SNI enrollment serves the same name; which certificate a visitor gets is then not certain.',
		advice: 'Usual while replacing an enrollment; otherwise choose other dnsNames.',
	},
];
