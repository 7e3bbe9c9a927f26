import type { IssuedCertificate } from '../../ca';
import type { Outcome } from '../outcomes';
import type { Product } from './account';
import type { DcvToken, Domain } from './domains';

export interface OrderRequest {
	id: number;
	orderId: number;
	type: 'new_request' | 'reissue' | 'duplicate' | 'revoke';
	status: 'pending' | 'submitted' | 'approved' | 'rejected';
	createdAt: number;
	processedAt?: number;
	comments?: string;
	processorComment?: string;
	certificateId?: number;
}

export interface Certificate {
	id: number;
	orderId: number;
	kind: 'primary' | 'reissue' | 'duplicate';
	commonName: string;
	dnsNames: string[];
	/** None until needed where DigiCert's own agent makes it */
	csr?: string;
	/** SHA-256 of the public key in the CSR, hex */
	spkiSha256?: string;
	signatureHash: string;
	serverPlatformId: number;
	lifetime: Lifetime;
	status: 'pending' | 'issued' | 'revoked' | 'rejected';
	createdAt: number;
	issuedAt?: number;
	validFrom?: number;
	validTill?: number;
	/** Upper-case hex, fixed when issued; the X.509 is made when somebody asks for it */
	serialNumber?: string;
	x509?: Promise<IssuedCertificate>;
	thumbprint?: string;
	clientAuth: boolean;
	/** Names that it has beyond those of the certificate it replaces; each costs money */
	addedNames?: string[];
	/** It lacks a name of the one that it replaces, or has another common name */
	drops?: true;
	/** When DigiCert itself revokes it, since a reissue dropped or changed a name */
	revokeAt?: number;
	revokedAt?: number;
}

/** How long a certificate is asked to live: a number of days, or up to a day. */
export interface Lifetime {
	days?: number;
	till?: number;
}

export interface Order {
	id: number;
	status: string;
	outcome: Outcome;
	createdAt: number;
	realCreatedAt: number;
	/** What makes two orders the same, whatever is changed since */
	orderedAs: string;
	validTill: number;
	/** As asked: years, days or custom_expiration_date */
	validity: Record<string, number | string>;
	product: Product;
	organizationId?: number;
	containerId: number;
	certificates: Certificate[];
	requests: OrderRequest[];
	history: Array<{ at: number; status: string }>;
	price: number;
	/** Who placed it: the Services API or an automation */
	source: 'services' | 'automation';
	renewalOfOrderId?: number;
	renewedByOrderId?: number;
	/** The request as it was sent, for what order info echoes */
	sent: OrderBody;
	domains: Domain[];
	/** Of a DV order that is validated by a token */
	dcv?: { method: string; tokens: DcvToken[]; proven: string[] };
	/** It is on its way through the steps of its outcome */
	isStarted?: true;
}

export interface Contact {
	first_name: string;
	last_name: string;
	email: string;
	job_title?: string;
	telephone?: string;
	telephone_extension?: string;
}

export interface Validity {
	years?: number;
	days?: number;
	custom_expiration_date?: string;
}

/** The body of Order SSL, after the schema has accepted it. */
export interface OrderBody {
	certificate: {
		common_name: string;
		dns_names?: string[];
		csr: string;
		signature_hash: string;
		profile_option?: string;
		ca_cert_id?: string;
		organization_units?: string[];
		server_platform?: { id: number };
		cert_validity?: Validity;
	};
	organization?: Partial<Record<'name' | 'address' | 'address2' | 'city', string>> & {
		id?: number;
		assumed_name?: string;
		state?: string;
		zip?: string;
		country?: string;
		telephone?: string;
		skip_duplicate_org_check?: boolean;
	};
	order_validity?: Validity;
	validity_years?: number;
	validity_days?: number;
	custom_expiration_date?: string;
	product?: { type_hint?: string };
	container?: { id: number };
	comments?: string;
	renewal_of_order_id?: number;
	renewed_thumbprint?: string;
	auto_renew?: number;
	auto_reissue?: number;
	enable_guest_access?: number;
	disable_renewal_notifications?: boolean;
	additional_emails?: string[];
	dcv_method?: string;
	skip_approval?: boolean;
	organization_contact?: Contact;
	technical_contact?: Contact;
	alternative_order_id?: string;
	custom_fields?: Array<{ metadata_id: number; value: string }>;
}
