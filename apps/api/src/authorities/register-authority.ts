import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  AUTHORITY_KINDS,
  authorityDecider,
  FUNDING_SOURCES,
  UNUSED_FUNDS,
  type AuthorityKind,
  type FundingSource,
  type UnusedFunds,
} from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Amount, Day, OneOf, RegionCode, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';

export class RegisterAuthority extends LedgerCommand<{ authorityId: string }> {
  @OneOf(AUTHORITY_KINDS, { description: '`budget`: DPA dengan pagu; lainnya: dasar hukum.' }) kind!: AuthorityKind;
  @Text({ example: 'DPA/A.1/1.02/001/2024' }) number!: string;
  @Text({ max: 300 }) title!: string;
  @Day() signedOn!: string;
  @Day() validFrom!: string;
  @Day() validThrough!: string;
  @RegionCode({ optional: true, description: 'Wilayah berlakunya; kosong: tanpa batas.' }) regionCode?: string;
  @OneOf(FUNDING_SOURCES, { optional: true, description: 'Anggaran: sumber dananya.' }) fundingSource?: FundingSource;
  @Amount({ optional: true, description: 'Anggaran: pagu.' }) ceiling?: string;
  @OneOf(UNUSED_FUNDS, {
    optional: true,
    description: 'Dasar hukum (PKS): dana penanggung yang tidak terpakai dikembalikan, tidak, atau sesudah berakhir.',
  })
  unusedFunds?: UnusedFunds;
}

@CommandHandler(RegisterAuthority)
export class RegisterAuthorityHandler implements ICommandHandler<RegisterAuthority> {
  constructor(private readonly ledger: Ledger) {}

  execute(body: RegisterAuthority) {
    const { call } = body;
    const authorityId = call.newId('authority');
    const command = { type: 'RegisterAuthority', authorityId, ...body.terms() } as const;
    return this.ledger.write(authorityDecider, authorityId, command, call, { authorityId });
  }
}
