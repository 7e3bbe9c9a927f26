import type { ScriptName } from '../automation/scripts';

export interface Agent {
	agentId: number;
	agentName: string;
	hostname: string;
	type: 'Agent' | 'Agentless';
	/** Of the agent, or of the sensor behind it */
	licenseKey: string;
	sensorName: string;
	status: string;
	managementIp?: string;
	appInfo: { name: string; version: string };
}

export interface Profile {
	profileId: number;
	profileName: string;
	profileType: 'ACME' | 'SENSOR';
	productType: string;
	validity: string;
	isDefault: boolean;
	organizationId: number;
}

export interface Host {
	ip: string;
	port: number;
	commonName: string;
	/** Only where several names share ip and port */
	domainName?: string;
	agentName?: string;
	virtualServerName?: string;
	script: ScriptName;
	/** What this host is for in the main job */
	lane: 'appliance' | 'bulk';
	needsApproval?: boolean;
	certificateTill: number;
	automations: Automation[];
}

export interface InstallSettings {
	installationType: string;
	isAlwaysOn?: boolean;
	scheduleTime?: number;
	scheduleTimeZone?: string;
	autoRenewSettings?: Record<string, unknown>;
}

export interface Automation {
	automationId: number;
	host: Host;
	actionType: string;
	installSettings: InstallSettings;
	requestedOn: number;
	/** Real time before which no list shows it */
	hiddenUntil: number;
	profile?: Profile;
	/** 0 for the first run, one more for each retry */
	attempt: number;
	attemptStartedAt: number;
	orderId?: number;
	parentOrderId?: number;
}
