import { decide } from './decide';

export const approve = decide({
	name: 'Approve',
	action: 'Approve request',
	description: 'Approve a pending request, so that the order goes to DigiCert and is charged',
	status: 'approved',
});
