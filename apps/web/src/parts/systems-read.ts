/**
 * Systems whose configurations are read, for the first page: as `systemsRead` of the workspace says them, without the readers
 * behind it, which only the worker loads.
 */
export const SYSTEMS_READ = 'IOS and IOS-XE';
