import { decide } from './decide';

export const reject = decide({
	name: 'Reject',
	action: 'Reject request',
	description: 'Reject a pending request, which closes its order',
	status: 'rejected',
});
