/** What `hub store` does with a data directory. */
export { backupStore, type Backup } from './maintenance/backup-store.js';
export { checkStore, type CheckReport } from './maintenance/check-store.js';
export { compactStore, type Compaction } from './maintenance/compact-store.js';
export { storeStats, type StoreStats } from './maintenance/store-stats.js';
