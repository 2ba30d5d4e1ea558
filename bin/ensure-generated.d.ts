export declare const STAMP: string;
export declare function fingerprint(): string;
export declare function isGenerated(): boolean;
export declare function ensureGenerated(): boolean;
