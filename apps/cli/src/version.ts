/** The version of the bundle; the sources run as `0.0.0-source`. */
declare const ACLIFT_VERSION: string | undefined;

export const version: string = typeof ACLIFT_VERSION === 'string' ? ACLIFT_VERSION : '0.0.0-source';
