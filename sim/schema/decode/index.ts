export * from './decode.ts';
export * from './type-complaint.ts';
