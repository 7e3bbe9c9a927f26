export interface Organization {
	id: number;
	name: string;
	assumedName?: string;
	address: string;
	address2?: string;
	city: string;
	state: string;
	zip: string;
	country?: string;
	telephone: string;
	containerId: number;
	status: 'active' | 'inactive';
	/** Validation types that are in force */
	validations: string[];
}

export interface Container {
	id: number;
	name: string;
	parentId?: number;
	/** As secret as a key: who has it can place orders as a guest */
	ekey?: string;
}

export interface Product {
	nameId: string;
	name: string;
	groupName: string;
	type: string;
	validationType: 'ov' | 'ev' | 'dv' | 'private';
	/** What POST /order/certificate/ssl resolves to this product */
	typeHint?: string;
	caCerts: Array<{ id: string; name: string }>;
	price: number;
}

export interface Metadata {
	id: number;
	label: string;
	is_required: boolean;
	is_active: boolean;
	data_type: string;
	description: string;
}
