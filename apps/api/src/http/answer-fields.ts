import { ApiProperty } from '@nestjs/swagger';

/** A text that may be missing: always present, null when it is. */
export const NullableText = (description?: string) =>
  ApiProperty({ type: String, nullable: true, ...(description ? { description } : {}) });

export const NullableNumber = (description?: string) =>
  ApiProperty({ type: Number, nullable: true, ...(description ? { description } : {}) });

/** Rupiah as a decimal string. */
export const RupiahText = (description?: string) =>
  ApiProperty({ type: String, example: '840000', ...(description ? { description } : {}) });
