/* eslint-disable @n8n/community-nodes/no-restricted-globals */
/** Imported before n8n-core, which prints every error of every node otherwise. */
process.env.N8N_LOG_LEVEL ??= 'silent';
