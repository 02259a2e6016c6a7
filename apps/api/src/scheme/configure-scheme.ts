import { CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { GROUP_KINDS, schemeDecider, type CreditKeyRecipe, type GroupKind } from '@sedekah/ledger';
import { LedgerCommand } from '../http/command';
import { Count, Id, NestedList, OneOf, Text } from '../http/fields';
import { Ledger } from '../ledger/ledger';
import { SCHEME_ID } from '../ledger/scheme-time';

const CREDIT_KEYS = ['reference', 'date-amount-sequence', 'date-amount-ordinal'] as const;

export class TierBody {
  @Count({ description: 'Makin tinggi jabatan, makin besar angkanya.', example: 2 }) rank!: number;
  @Text({ example: 'Bupati' }) title!: string;
  @Count({ description: 'Jumlah pekerja yang diminta ditanggung.', example: 50 }) quota!: number;
}

export class AccountBody {
  @Id({ example: 'bpd-1' }) accountId!: string;
  @Text({ example: 'Bank Sulselbar' }) bank!: string;
  @Text({ max: 40, example: '030-202-000001234-5' }) number!: string;
  @Text({ description: 'Pejabat atau lembaga, bukan perseorangan.' }) holder!: string;
  @OneOf(CREDIT_KEYS, { description: 'Cara membedakan satu kredit bank dari yang lain.' }) creditKey!: CreditKeyRecipe;
}

export class GroupBody {
  @Id({ example: 'mamasa-rentan' }) group!: string;
  @OneOf(GROUP_KINDS) kind!: GroupKind;
  @Text({ example: 'Pekerja rentan Kabupaten Mamasa' }) name!: string;
}

export class ConfigureScheme extends LedgerCommand<{ schemeId: string }> {
  @Text({ example: 'Pola sedekah Kabupaten Mamasa' }) name!: string;
  @Text({ max: 60, example: 'Asia/Makassar' }) timeZone!: string;
  @NestedList(() => TierBody, { max: 50 }) tiers!: TierBody[];
  @NestedList(() => AccountBody, { max: 50 }) accounts!: AccountBody[];
  @NestedList(() => GroupBody, { max: 200 }) groups!: GroupBody[];
}

@CommandHandler(ConfigureScheme)
export class ConfigureSchemeHandler implements ICommandHandler<ConfigureScheme> {
  constructor(private readonly ledger: Ledger) {}

  execute({ call, name, timeZone, tiers, accounts, groups }: ConfigureScheme) {
    const settings = { name, timeZone, tiers, accounts, groups };
    const command = { type: 'ConfigureScheme', schemeId: SCHEME_ID, settings } as const;
    return this.ledger.write(schemeDecider, SCHEME_ID, command, call, { schemeId: SCHEME_ID });
  }
}
