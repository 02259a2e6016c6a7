import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { KeyStore } from '@sedekah/key-store';
import {
  FUNDING_SOURCES,
  schemeDecider,
  SPONSOR_KINDS,
  sponsorDecider,
  tierOf,
  type FundingSource,
  type SponsorKind,
} from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { OneOf, RegionCode, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';

export class RegisterSponsor extends LedgerCommand<{ sponsorId: string }> {
  @OneOf(SPONSOR_KINDS, { description: '`person`: perseorangan; namanya disimpan tersandi.' }) kind!: SponsorKind;
  @Text({ example: 'Bupati Mamasa' }) name!: string;
  @Text({ optional: true, description: 'Jenjang dalam tabel skema.', example: 'Bupati' }) tier?: string;
  @OneOf(FUNDING_SOURCES, { description: 'Satu sumber dana untuk setiap penanggung.' }) fundingSource!: FundingSource;
  @RegionCode({ optional: true }) regionCode?: string;
}

@CommandHandler(RegisterSponsor)
export class RegisterSponsorHandler implements ICommandHandler<RegisterSponsor> {
  constructor(
    private readonly ledger: Ledger,
    private readonly keys: KeyStore,
  ) {}

  async execute({ call, kind, name, tier, fundingSource, regionCode }: RegisterSponsor) {
    if (tier !== undefined) tierOf((await this.ledger.load(schemeDecider, SCHEME_ID)).state, tier);
    const sponsorId = call.newId('sponsor');
    const named = kind === 'person' ? { sealed: await this.keys.seal(sponsorId, { name }) } : { name };
    const command = {
      type: 'RegisterSponsor',
      sponsorId,
      kind,
      ...named,
      ...(tier === undefined ? {} : { tier }),
      fundingSource,
      ...(regionCode === undefined ? {} : { regionCode }),
    } as const;
    return this.ledger.write(sponsorDecider, sponsorId, command, call, { sponsorId });
  }
}
