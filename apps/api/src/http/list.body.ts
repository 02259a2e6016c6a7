import type { Type } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';

/** The class of a page of `item`s, for /docs. */
export function listOf(item: Type): Type {
  class ListBody {
    @ApiProperty({ type: [item] }) items!: object[];
    @ApiProperty({ type: String, nullable: true, description: 'Untuk `?after=`; null di halaman terakhir.' })
    next!: string | null;
  }
  Object.defineProperty(ListBody, 'name', { value: `${item.name.replace(/Body$/, '')}List` });
  return ListBody;
}
