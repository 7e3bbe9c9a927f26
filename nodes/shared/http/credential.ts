import { asFailure, Failure } from '../failure';

/** Whatever is wrong with a credential shows before the first call, not as a lost answer. */
export async function withUsableCredential<T>(service: string, read: () => Promise<T>): Promise<T> {
	try {
		return await read();
	} catch (error) {
		throw unusable(service, asFailure(error));
	}
}

const unusable = (service: string, { message }: Failure): Failure =>
	new Failure({
		class: 'fixRights',
		code: 'credential',
		message,
		whoActs: 'owner of the credential',
		nextStep: `Correct the ${service} credential of this node, then run again.`,
	});
