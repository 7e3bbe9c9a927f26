import {
	ICredentialsHelper,
	NodeHelpers,
	type ICredentialDataDecryptedObject,
	type ICredentials,
	type ICredentialType,
	type IDataObject,
	type IHttpRequestOptions,
	type INodeCredentialsDetails,
	type INodeParameters,
	type IRequestOptionsSimplified,
	type IWorkflowExecuteAdditionalData,
} from 'n8n-workflow';

import { AkamaiEdgeGridApi } from '../../credentials/AkamaiEdgeGridApi.credentials';
import { DigiCertApi } from '../../credentials/DigiCertApi.credentials';

/** Field values by credential type, as the admin would fill in the form. */
export type CredentialValues = Record<string, IDataObject>;

const CREDENTIAL_TYPES: ICredentialType[] = [new DigiCertApi(), new AkamaiEdgeGridApi()];

export function credentialType(name: string): ICredentialType {
	const found = CREDENTIAL_TYPES.find((type) => type.name === name);
	if (!found) throw new Error(`No credential type "${name}" in this package`);
	return found;
}

export class Credentials extends ICredentialsHelper {
	constructor(private readonly values: CredentialValues) {
		super();
	}

	getParentTypes() {
		return [];
	}

	isCredentialUsableByNode() {
		return true;
	}

	async preAuthentication() {
		return undefined;
	}

	async runPreAuthentication() {
		return undefined;
	}

	/** Like n8n: defaults filled in, fields that the form does not show left out. */
	async getDecrypted(
		_data: IWorkflowExecuteAdditionalData,
		_details: INodeCredentialsDetails,
		type: string,
	) {
		const values = (this.values[type] ?? {}) as INodeParameters;
		const { properties } = credentialType(type);
		const shown = NodeHelpers.getNodeParameters(properties, values, true, false, null, null);
		return shown as ICredentialDataDecryptedObject;
	}

	async authenticate(
		credentials: ICredentialDataDecryptedObject,
		type: string,
		options: IHttpRequestOptions | IRequestOptionsSimplified,
	) {
		const { authenticate } = credentialType(type);
		if (typeof authenticate !== 'function') throw new Error('Only function style is known here');
		return await authenticate(credentials, options as IHttpRequestOptions);
	}

	async getCredentials(): Promise<ICredentials> {
		throw new Error('Stored credentials are not part of this harness');
	}

	async updateCredentials() {}

	async updateCredentialsOauthTokenData() {}

	getCredentialsProperties(type: string) {
		return credentialType(type).properties;
	}
}
